/** What holds for every desk, every queue and every history of agents who come and go. */
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { assign, Assignment, type Candidate, Cursor, drain, inOrder, Roster, took, Waiting } from "../../src/assignment/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import {
  agent,
  anyCandidate,
  anyNow,
  anyQueue,
  anyRoster,
  anyTicket,
  longGone,
  mayHave,
  monday,
  obstaclesOf,
  roster,
  ticket
} from "./rosters.ts"

const law = (name: string, property: fc.IRawProperty<unknown>) => test(name, () => fc.assert(property))
const overJson = <A, I>(schema: Schema.Codec<A, I>, value: A): A => Schema.decodeUnknownSync(schema)(JSON.parse(JSON.stringify(value)))

/** One ticket given: what the desk looks like after it. */
const after = (given: Roster, { choice, cursor }: Assignment, { channel }: Waiting): Roster => ({
  ...given,
  cursor,
  loads: choice === null ? given.loads : [...given.loads, { agent: choice, channel, tickets: 1 }]
})

describe("a ticket", () => {
  law(
    "goes to an agent who is there, able, not full and allowed to have it; and waits only where there is none",
    fc.property(anyRoster, anyTicket, anyNow, (given, wanted, now) => {
      const fit = given.candidates.filter((one) => mayHave(given, one, wanted, now)).map((one) => one.agent)
      const { choice } = assign(given, wanted, now)
      if (choice === null) expect(fit).toEqual([])
      else expect(fit).toContain(choice)
    })
  )
  law(
    "has one reason for each candidate: one is chosen, the others who could have it come later, the rest are told why not",
    fc.property(anyRoster, anyTicket, anyNow, (given, wanted, now) => {
      const { choice, reasons } = assign(given, wanted, now)
      expect(reasons.map((reason) => [reason.agent, reason.verdict])).toEqual(
        given.candidates.map((one) => [one.agent, one.agent === choice ? "chosen" : mayHave(given, one, wanted, now) ? "later" : "unfit"])
      )
      for (const { agent, verdict } of reasons) expect(obstaclesOf(reasons, agent).length > 0).toBe(verdict === "unfit")
    })
  )
  law(
    "goes back to the first of its owners who can have it",
    fc.property(anyRoster, anyTicket, anyNow, (given, wanted, now) => {
      const sticky = { ...given, strategy: { ...given.strategy, stickyOwner: true } }
      const owner = wanted.owners.find((id) => given.candidates.some((one) => one.agent === id && mayHave(sticky, one, wanted, now)))
      fc.pre(owner !== undefined)
      expect(assign(sticky, wanted, now).choice).toBe(owner)
    })
  )
  law(
    "goes, where the least loaded come first, to nobody who has more than another with the same skills",
    fc.property(anyRoster, anyTicket, anyNow, (given, wanted, now) => {
      const even = { ...given, strategy: { ...given.strategy, order: "leastLoaded" as const, stickyOwner: false, weights: [] } }
      const { choice } = assign(even, wanted, now)
      const has = (id: string | null) => even.loads.filter((load) => load.agent === id).reduce((sum, load) => sum + load.tickets, 0)
      const skills = even.candidates.find((one) => one.agent === choice)?.skills
      const peers = even.candidates.filter((one) => one.skills.join() === skills?.join() && mayHave(even, one, wanted, now))
      for (const peer of peers) expect(has(peer.agent)).toBeGreaterThanOrEqual(has(choice))
    })
  )
  law(
    "goes to the same agent whatever the order of the candidates, and whoever else is named that cannot have it",
    fc.property(
      anyRoster.chain((given) =>
        fc.tuple(fc.constant(given), fc.shuffledSubarray([...given.candidates], { minLength: given.candidates.length }))
      ),
      anyCandidate("zoe"),
      anyTicket,
      anyNow,
      ([given, shuffled], zoe, wanted, now) => {
        const plain = assign(given, wanted, now)
        const more = assign({ ...given, candidates: [{ ...zoe, calendar: longGone }, ...shuffled] }, wanted, now)
        expect(more).toMatchObject({ choice: plain.choice, cursor: plain.cursor, wakeAt: plain.wakeAt })
        expect(more.reasons).toEqual(expect.arrayContaining([...plain.reasons]))
      }
    )
  )
  law(
    "that waits has nobody before it wakes; and those it wakes for are there at the time that was told",
    fc.property(anyRoster, anyTicket, anyNow, fc.integer({ min: 0, max: 99 }), (given, wanted, now, percent) => {
      const { choice, reasons, wakeAt } = assign(given, wanted, now)
      fc.pre(choice === null)
      const horizon = wakeAt ?? Instant.plus(now, 30 * 86_400_000)
      expect(horizon).toBeGreaterThan(now)
      for (const at of [now + Math.floor(((horizon - now) * percent) / 100), horizon - 1])
        expect(assign(given, wanted, Instant.make(at)).choice).toBe(null)
      for (const { agent } of reasons)
        for (const obstacle of obstaclesOf(reasons, agent)) {
          if (!("until" in obstacle) || obstacle.until === null) continue
          const then = obstaclesOf(assign(given, wanted, obstacle.until).reasons, agent)
          expect(then).not.toContainEqual(
            expect.objectContaining({ _tag: obstacle._tag, ...("skill" in obstacle ? { skill: obstacle.skill } : {}) })
          )
        }
    })
  )
})

describe("a queue", () => {
  const replayed = (given: Roster, queue: ReadonlyArray<Waiting>, now: Instant.Instant) => {
    let state = given
    const answers = inOrder(queue).map((wanted) => {
      const answer = assign(state, wanted, now)
      state = overJson(Roster, after(state, answer, wanted))
      return answer
    })
    return { answers, state }
  }
  law(
    "is given out as if each ticket were assigned by itself, all of it kept as JSON in between",
    fc.property(anyRoster, anyQueue, anyNow, (given, queue, now) => {
      expect(drain(given, queue, now)).toEqual(replayed(given, queue, now).answers)
    })
  )
  law(
    "at the end holds no ticket that an agent could have",
    fc.property(anyRoster, anyQueue, anyNow, (given, queue, now) => {
      const { answers, state } = replayed(given, queue, now)
      const drained = drain(given, queue, now)
      expect(drained.map(({ choice }) => choice)).toEqual(answers.map(({ choice }) => choice))
      for (const wanted of queue) {
        if (drained.find((answer) => answer.ticket === wanted.ticket)!.choice !== null) continue
        expect(state.candidates.filter((one) => mayHave(state, one, wanted, now))).toEqual([])
      }
    })
  )
  law(
    "is the same in whatever order it is named, and again",
    fc.property(
      anyRoster,
      anyQueue.chain((queue) => fc.tuple(fc.constant(queue), fc.shuffledSubarray([...queue], { minLength: queue.length }))),
      anyNow,
      (given, [queue, shuffled], now) => {
        expect(drain(given, shuffled, now)).toEqual(drain(given, queue, now))
      }
    )
  )
  law(
    "takes nothing from a ticket for those behind it: newcomers of no higher rank change nothing before them",
    fc.property(anyRoster, anyQueue, anyQueue, anyNow, (given, queue, others, now) => {
      const last = inOrder(queue).at(-1)?.rank ?? null
      const behind = others.map((one) => ({
        ...one,
        ticket: `Z-${one.ticket}`,
        rank: last === null || one.rank === null ? null : Math.min(one.rank, last),
        since: now
      }))
      expect(drain(given, [...queue, ...behind], now).slice(0, queue.length)).toEqual(drain(given, queue, now))
    })
  )
  law(
    "starves nobody: with n tickets before it, a ticket is given out by the time that n are done, whoever comes of no higher rank",
    fc.property(
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 9, maxLength: 9 }),
      fc.integer({ min: 1, max: 3 }),
      (ranks, coming, staff) => {
        const given = roster(Array.from({ length: staff }, (_, i) => agent(`a${i}`, { capacity: 1 })))
        const watched = ticket("watched", { rank: 1 })
        let queue = [watched, ...ranks.map((rank, i) => ticket(`T-${i}`, { rank, since: Instant.plus(monday, -1) }))]
        const ahead = ranks.filter((rank) => rank >= 1).length
        let rounds = 0
        for (; queue.includes(watched); rounds++) {
          // Each round one agent is done with what they had.
          const busy = given.candidates.slice(rounds === 0 ? staff : 1).map((one) => ({ agent: one.agent, channel: "email", tickets: 1 }))
          const taken = new Set(drain({ ...given, loads: busy }, queue, monday).flatMap((one) => (one.choice === null ? [] : [one.ticket])))
          queue = queue.filter((one) => !taken.has(one.ticket))
          queue.push(ticket(`N-${rounds}`, { rank: coming[rounds % 9]!, since: Instant.plus(monday, 1 + rounds) }))
          expect(rounds).toBeLessThanOrEqual(ahead)
        }
      }
    )
  )
})

describe("round robin", () => {
  /** A day at the desk: agents join and leave, go away and come back; tickets arrive, each given out at once. */
  type Step =
    | { readonly ticket: Waiting }
    | { readonly joins: string }
    | { readonly leaves: string }
    | { readonly goes: string }
    | { readonly returns: string }
  const who = fc.constantFrom("ann", "bo", "cleo", "dan", "eve")
  const anyStep: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: fc.subarray(["french", "billing"]).map((skills) => ({ ticket: ticket("T-1", { skills }) })) },
    { weight: 1, arbitrary: who.map((joins) => ({ joins })) },
    { weight: 1, arbitrary: who.map((leaves) => ({ leaves })) },
    { weight: 1, arbitrary: who.map((goes) => ({ goes })) },
    { weight: 1, arbitrary: who.map((returns) => ({ returns })) }
  )
  const skilled = (id: string): Candidate => agent(id, { skills: id === "cleo" ? ["french"] : id < "cleo" ? ["french", "billing"] : [] })

  /** For each ticket: who could have had it, and who got it. */
  const day = (steps: ReadonlyArray<Step>, kept: (cursor: Cursor) => Cursor = (cursor) => cursor) => {
    const staff = new Set(["ann", "bo", "eve"])
    const away = new Set<string>()
    let cursor: Cursor = []
    const turns: Array<{ readonly fit: ReadonlySet<string>; readonly choice: string | null }> = []
    for (const step of steps) {
      if ("joins" in step) staff.add(step.joins)
      else if ("leaves" in step) staff.delete(step.leaves)
      else if ("goes" in step) away.add(step.goes)
      else if ("returns" in step) away.delete(step.returns)
      else {
        const absences = Array.from(away, (id) => ({ agent: id, until: null }))
        const answer = assign(roster(Array.from(staff, skilled), { absences, cursor }), step.ticket, monday)
        const fit = answer.reasons.filter(({ verdict }) => verdict !== "unfit").map((one) => one.agent)
        turns.push({ fit: new Set(fit), choice: answer.choice })
        cursor = kept(answer.cursor)
      }
    }
    return { turns, cursor }
  }
  const days = fc.array(anyStep, { maxLength: 50, size: "max" })

  law(
    "max − min ≤ 1, in every stretch of time, over agents who could have had the same tickets in it",
    fc.property(days, (steps) => {
      const { turns } = day(steps)
      for (let from = 0; from < turns.length; from++) {
        const got = new Map(["ann", "bo", "cleo", "dan", "eve"].map((id) => [id, { tickets: 0, couldHave: "" }]))
        for (const { fit, choice } of turns.slice(from)) {
          for (const [id, one] of got) {
            one.couldHave += fit.has(id) ? "1" : "0"
            if (id === choice) one.tickets++
          }
          for (const a of got.values())
            for (const b of got.values()) if (a.couldHave === b.couldHave && a.tickets - b.tickets > 1) expect.fail()
        }
      }
    })
  )
  law(
    "nobody gets a second ticket while another who could have had it got none since their first",
    fc.property(days, (steps) => {
      const { turns } = day(steps)
      const last = new Map<string | null, number>()
      turns.forEach(({ fit, choice }, i) => {
        const before = last.get(choice)
        if (before !== undefined && choice !== null) for (const other of fit) expect(last.get(other) ?? -1).toBeGreaterThanOrEqual(before)
        last.set(choice, i)
      })
    })
  )
  law(
    "is replayed from who was assigned, and from the cursor as JSON, to the same turns",
    fc.property(days, (steps) => {
      const { turns, cursor } = day(steps)
      const again = day(steps, (kept) => overJson(Cursor, kept))
      expect(again.turns).toEqual(turns)
      expect(turns.reduce<Cursor>((kept, { choice }) => (choice === null ? kept : took(kept, choice)), [])).toEqual(cursor)
    })
  )
})

law(
  "an assignment can be written down: as JSON it is what it was",
  fc.property(anyRoster, anyQueue, anyNow, (given, queue, now) => {
    for (const answer of drain(given, queue, now)) expect(overJson(Assignment, answer)).toEqual(answer)
    for (const one of queue) expect(overJson(Waiting, one)).toEqual(one)
  })
)
