/** What holds of surveys whatever happens to tickets, and whoever looks at them when. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { documentOf } from "../../src/desk/handle.ts"
import { lotOf } from "../../src/desk/ratings.ts"
import { replay } from "../../src/desk/replay.ts"
import { signer } from "../../src/mail/Signer.ts"
import * as SurveyLink from "../../src/mail/SurveyLink.ts"
import * as Rating from "../../src/ticket/Rating.ts"
import type * as Ticket from "../../src/ticket/index.ts"
import { DAY, desk, HOUR, page, refusal, type Surveys } from "./desk.ts"

const few = { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 10) }

const people = ["ada@example.org", "eve@example.org"] as const
const count = 5

/** What people do, to one of a few tickets, so many hours later. */
type Deed =
  | { readonly what: "solve" | "reopen" | "close" | "word" | "note" | "unmerge"; readonly which: number }
  | { readonly what: "rate"; readonly which: number; readonly score: number }
  | { readonly what: "merge"; readonly which: number; readonly into: number }
const which = fc.nat(count - 1)
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant("solve" as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constantFrom("reopen" as const, "close" as const, "word" as const, "note" as const), which })
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("rate" as const), which, score: fc.integer({ min: 1, max: 5 }) }) },
  fc.record({ what: fc.constant("merge" as const), which, into: which }),
  fc.record({ what: fc.constant("unmerge" as const), which })
)
const deeds = fc.array(fc.tuple(deed, fc.constantFrom(0, 1, 5, 24, 30, 200)), { maxLength: 12 })

const settings = fc.record({
  ask: fc.record({ after: fc.constantFrom("1h", "24h"), calendar: fc.constantFrom(null, "office" as const) }),
  cooldown: fc.constantFrom(null, "30h", "10d"),
  sample: fc.constantFrom(100, 60),
  expires: fc.constantFrom("2d", "7d"),
  editable: fc.constantFrom(null, "12h")
})
const surveysOf = (one: typeof settings extends fc.Arbitrary<infer T> ? T : never): Surveys => ({ page, ...one })

type It = ReturnType<typeof desk>

const does = (it: It, ids: ReadonlyArray<string>, one: Deed): Promise<string> => {
  const id = ids[one.which]!
  const { desk, bo } = it
  switch (one.what) {
    case "solve":
      return refusal(desk.changeStatus(id, { ...bo, status: "solve" }))
    case "reopen":
      return refusal(desk.reopen(id, bo))
    case "close":
      return refusal(desk.close(id, bo))
    case "word":
      return refusal(desk.reply(id, { as: "requester", text: "And?" }))
    case "note":
      return refusal(desk.note(id, { ...bo, text: "hm" }))
    case "rate":
      return refusal(desk.rateTicket(id, { as: "requester", score: one.score }))
    case "merge":
      return refusal(desk.merge(ids[one.into]!, { ...bo, sources: [id], consent: true }))
    case "unmerge":
      return refusal(desk.unmerge(id, bo))
  }
}

/** `looks`: what is done by the way at each step, to notice what became due. */
const played = async (
  surveys: Surveys,
  story: typeof deeds extends fc.Arbitrary<infer T> ? T : never,
  looks: (it: It, ids: ReadonlyArray<string>, step: number) => Promise<unknown>
) => {
  const it = desk(surveys)
  const ids: Array<string> = []
  for (let n = 0; n < count; n++) ids.push(await it.opened(people[n % 2], { id: `t-${n}` }))
  const answers: Array<string> = []
  for (const [step, [one, hours]] of story.entries()) {
    answers.push(await does(it, ids, one))
    it.clock.now += hours * HOUR
    await looks(it, ids, step)
  }
  it.clock.now += 40 * DAY
  await looks(it, ids, -1)
  await it.desk.tick()
  const events = await Promise.all(ids.map((id) => it.desk.events(id)))
  return { it, ids, answers, events }
}
const promptly = (it: It) => it.desk.tick()
const never = async () => undefined

const ratingTags = new Set(["RatingPlanned", "RatingRequested", "RatingWithdrawn", "Rated", "RatingExpired"])
/** What was noticed, whoever noticed it when. */
const facts = (events: ReadonlyArray<Ticket.Event>) =>
  events
    .filter(({ _tag }) => ratingTags.has(_tag))
    .map((event) => ({
      ...event,
      by: "",
      cause: event.cause?.split(" ")[0],
      at: event._tag === "Rated" || event._tag === "RatingPlanned" ? event.at : 0
    }))
const of = <Tag extends Ticket.Event["_tag"]>(events: ReadonlyArray<Ticket.Event>, tag: Tag) =>
  events.filter((event): event is Extract<Ticket.Event, { readonly _tag: Tag }> => event._tag === tag)

describe("whatever happens to tickets", () => {
  test("whoever looks, in whatever order and however late, finds the same surveys asked, spared, taken back and over", async () => {
    await fc.assert(
      fc.asyncProperty(
        settings,
        deeds,
        fc.array(fc.shuffledSubarray([0, 1, 2, 3, 4]), { minLength: 1, maxLength: 5 }),
        async (own, story, orders) => {
          const inOrder = async (it: It, ids: ReadonlyArray<string>, step: number) => {
            for (const n of orders.at(step % orders.length)!)
              await it.desk.untag(ids[n]!, { ...it.bo, tags: ["none"] }).catch(() => undefined)
          }
          const [first, ...others] = [
            await played(surveysOf(own), story, promptly),
            await played(surveysOf(own), story, never),
            await played(surveysOf(own), story, inOrder)
          ]
          for (const other of others) {
            expect(other.answers).toEqual(first.answers)
            expect(other.events.map(facts)).toEqual(first.events.map(facts))
          }
        }
      ),
      { numRuns: Math.ceil(few.numRuns / 4) }
    )
  })
  test("one survey for each time that a ticket was solved, not before its time, and none for nothing", async () => {
    await fc.assert(
      fc.asyncProperty(settings, deeds, async (own, story) => {
        const { it, ids, events: all } = await played(surveysOf({ ...own, ask: { after: own.ask.after, calendar: null } }), story, promptly)
        const after = own.ask.after === "1h" ? HOUR : DAY
        for (const [n, events] of all.entries()) {
          const planned = of(events, "RatingPlanned")
          expect(new Set(planned.map(({ cycle }) => cycle)).size).toBe(planned.length)
          const solved = events.filter((event) => event._tag === "StatusChanged" && ["solved", "closed"].includes(event.statusCategory))
          for (const { at, dueAt } of planned) {
            expect(dueAt).toBe(at + after)
            expect(solved.some((event) => event.at === at)).toBe(true)
          }
          for (const { cycle, at } of of(events, "RatingRequested"))
            expect(at).toBeGreaterThanOrEqual(planned.find((one) => one.cycle === cycle)!.dueAt)
          // Nothing waits while the ticket is worked on, or part of another.
          const { ticket } = await it.desk.get(ids[n]!)
          if (ticket.solvedAt === null || ticket.edges?.mergedInto != null) expect(Rating.openOf(ticket)).toBeUndefined()
          for (const rating of ticket.ratings ?? []) expect(rating.answer === null || rating.asked !== null).toBe(true)
        }
      }),
      few
    )
  })
  test("nobody is asked twice within the time that they are left in peace, and somebody is asked again after it", async () => {
    await fc.assert(
      fc.asyncProperty(settings, deeds, async (own, story) => {
        const cooldown = own.cooldown === "30h" ? 30 * HOUR : own.cooldown === "10d" ? 10 * DAY : 0
        const { events: all } = await played(surveysOf(own), story, promptly)
        for (const person of [0, 1]) {
          const theirs = all.filter((_, n) => n % 2 === person)
          const due = (events: ReadonlyArray<Ticket.Event>, cycle: number) =>
            of(events, "RatingPlanned").find((one) => one.cycle === cycle)!.dueAt
          const asked = theirs
            .flatMap((events) => of(events, "RatingRequested").map(({ cycle }) => due(events, cycle)))
            .toSorted((a, b) => a - b)
          for (const [i, at] of asked.entries()) if (i > 0) expect(at - asked[i - 1]!).toBeGreaterThanOrEqual(cooldown)
          const spared = theirs.flatMap((events) =>
            of(events, "RatingWithdrawn").flatMap(({ because, cycle }) => (because === "cooldown" ? [due(events, cycle)] : []))
          )
          for (const at of spared) expect(asked.some((one) => one <= at && at - one < cooldown)).toBe(true)
        }
      }),
      few
    )
  })
  test("documents are what their events make, and the report is what one counts in them", async () => {
    await fc.assert(
      fc.asyncProperty(settings, deeds, fc.constantFrom("agent", "month", "channel", "department"), async (own, story, by) => {
        const { it, ids, events: all } = await played(surveysOf(own), story, promptly)
        for (const [n, id] of ids.entries()) {
          const { found } = await it.storage.find("main", { kind: "ticket", streams: [id], order: [], limit: 1 })
          const promises = { policies: new Map(), calendars: new Map() }
          const again = replay({ workspace: it.desk.workspace, promises }, all[n]!)
          expect(found[0]!.document).toEqual(documentOf({ workspace: it.desk.workspace, promises }, again.ticket!, undefined, again.memory))
        }
        const rows = await it.desk.satisfaction({ by })
        const asked = all.flatMap((events) =>
          of(events, "RatingRequested").flatMap(({ cycle }) => {
            const isBack = of(events, "RatingWithdrawn").some((one) => one.cycle === cycle)
            const score = of(events, "Rated").findLast((one) => one.cycle === cycle)?.score
            const { dueAt, agent, department } = of(events, "RatingPlanned").find((one) => one.cycle === cycle)!
            const key = { agent, department, channel: "email", month: new Date(dueAt).toISOString().slice(0, 7) }[by]
            return isBack ? [] : [{ key, score }]
          })
        )
        expect(rows.reduce((sum, row) => sum + row.asked, 0)).toBe(asked.length)
        for (const { key, answered, satisfied, asked: among, satisfaction } of rows) {
          const own = asked.filter((one) => one.key === key)
          const scores = own.flatMap(({ score }) => score ?? [])
          expect([among, answered, satisfied]).toEqual([own.length, scores.length, scores.filter((score) => score >= 4).length])
          expect(satisfaction).toBe(answered === 0 ? null : satisfied / answered)
        }
      }),
      few
    )
  })
})

describe("the lot", () => {
  test("is the same whenever it is drawn, and falls as often as it should, whatever tickets are called", () => {
    const names: ReadonlyArray<(n: number) => string> = [
      (n) => `t-${n}`,
      (n) => `0190a6e2-7c${String(n).padStart(2, "0")}-7000-8000-${n.toString(16).padStart(12, "0")}`,
      (n) => "x".repeat(1 + (n % 90)) + n
    ]
    for (const name of names)
      for (const cycle of [1, 2]) {
        const lots = Array.from({ length: 20_000 }, (_, n) => lotOf(name(n), cycle))
        expect(lots.every((lot) => lot >= 0 && lot < 100)).toBe(true)
        for (const sample of [5, 25, 50, 90]) {
          const expected = (lots.length * sample) / 100
          const drawn = lots.filter((lot) => lot < sample).length
          // Five standard deviations of a fair draw.
          expect(Math.abs(drawn - expected)).toBeLessThan(5 * Math.sqrt(expected * (1 - sample / 100)))
        }
      }
  })
  test("of the next time is another", () => {
    const both = Array.from({ length: 20_000 }, (_, n) => lotOf(`t-${n}`, 1) < 50 && lotOf(`t-${n}`, 2) < 50).filter(Boolean).length
    expect(Math.abs(both - 5000)).toBeLessThan(5 * Math.sqrt(5000 * 0.75))
  })
})

describe("a link", () => {
  const keys = signer(["a secret of the tests"])
  const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,20}$/)
  const mark = fc.record({ ticketId: id, cycle: fc.integer({ min: 1, max: 1000 }) })
  test("says what it is of, and nothing else once a sign of it is another", () => {
    fc.assert(
      fc.property(mark, fc.nat(), fc.constantFrom(..."a7~Z"), (one, at, sign) => {
        const text = SurveyLink.token(keys, "main", one)
        expect(SurveyLink.read(keys, "main", text)).toEqual(one)
        expect(SurveyLink.read(keys, "other", text)).toBeUndefined()
        const place = at % text.length
        const forged = text.slice(0, place) + sign + text.slice(place + 1)
        expect(SurveyLink.read(keys, "main", forged)).toEqual(forged === text ? one : undefined)
      })
    )
  })
})

describe("a scale", () => {
  const scale = fc.oneof(fc.constant("thumbs" as const), fc.integer({ min: 2, max: 10 }))
  test("has a best score that satisfies and a worst that does not, and whoever gives more is no less satisfied", () => {
    fc.assert(
      fc.property(scale, fc.nat(10), fc.nat(10), (one, a, b) => {
        expect(Rating.isSatisfied(one, Rating.mostOf(one))).toBe(true)
        expect(Rating.isSatisfied(one, Rating.leastOf(one))).toBe(false)
        if (a <= b && Rating.isSatisfied(one, a)) expect(Rating.isSatisfied(one, b)).toBe(true)
      })
    )
    const satisfied = (of: Rating.Scale) =>
      Array.from({ length: 11 }, (_, n) => n).filter((n) => n <= Rating.mostOf(of) && Rating.isSatisfied(of, n))
    expect([satisfied("thumbs"), satisfied(3), satisfied(5), satisfied(10)]).toEqual([[1], [3], [4, 5], [8, 9, 10]])
  })
})
