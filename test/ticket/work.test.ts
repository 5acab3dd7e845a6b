/** What solved a ticket, what is to be done for it, and the time that went into it: by the rules alone. */
import fc from "fast-check"
import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import { given } from "../../src/testing/given.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { limits } from "../../src/ticket/limits.ts"
import * as Timeline from "../../src/ticket/Timeline.ts"
import { acme, ada, asked, bo, by, MINUTE, nine, past, say } from "./acme.ts"

const HOUR = 60 * MINUTE

/** Each granted, `after` nine; the n-th makes what is called `m-n`. */
const went = (...steps: ReadonlyArray<readonly [after: number, command: Ticket.Command, actor?: Ticket.Context["actor"]]>) =>
  steps.reduce<ReadonlyArray<Ticket.Event>>((events, [after, command, actor = bo], n) => {
    const answer = Ticket.decide(Ticket.replay(events), command, by(actor, after, { id: `m-${n}` }))
    if (Result.isFailure(answer)) throw answer.failure
    return [...events, ...answer.success]
  }, asked)

const filled: Ticket.Command = { _tag: "SetField", field: "cause", value: "Worn out" }
const solve: Ticket.Command = { _tag: "ChangeStatus", status: "solve" }
const solved = went([MINUTE, filled], [2 * MINUTE, solve])
const drum: Ticket.Resolve = { _tag: "Resolve", text: "A new drum." }

describe("resolution", () => {
  test("a solved ticket is told what solved it", () => {
    given(...solved)
      .when(drum, by(bo, HOUR))
      .thenEvents({ _tag: "Resolved", text: "A new drum.", article: false, told: false })
      .thenTicket({ resolution: { text: "A new drum.", by: bo, at: past(HOUR), published: null } })
  })
  test("or it is solved with it, in one commit; the fields that a solved ticket needs are asked for", () => {
    given(...went([0, filled]))
      .when({ ...drum, then: "solve" }, by(bo, HOUR))
      .thenEvents({ _tag: "StatusChanged", status: "solved" }, { _tag: "Resolved" })
      .thenTicket({ statusCategory: "solved", resolution: { text: "A new drum." } })
    given(...asked)
      .when({ ...drum, then: "solve" }, by(bo, HOUR))
      .thenRefused("FieldsRequired")
  })
  test("nothing that is worked on has one, nor has what is put on hold with it", () => {
    given(...asked)
      .when(drum, by(bo))
      .thenRefused("NotSolved", { status: "new" })
    given(...asked)
      .when({ ...drum, then: "hold" }, by(bo))
      .thenRefused("NotSolved", { status: "onHold" })
    given(...asked)
      .when({ ...drum, then: "pending" }, by(bo))
      .thenRefused("NotSolved", { status: "pending" })
    given(...solved)
      .when({ ...drum, then: "nowhere" }, by(bo))
      .thenRefused("UnknownWord", { what: "status" })
  })
  test("a closed ticket takes one, and stays closed", () => {
    const closed = [...solved, ...given(...solved).when({ _tag: "Close" }, by(bo, HOUR)).events]
    given(...closed)
      .when(drum, by(bo, 2 * HOUR))
      .thenTicket({ statusCategory: "closed", resolution: { text: "A new drum." } })
    given(...closed)
      .when({ ...drum, then: "close" }, by(bo, 2 * HOUR))
      .thenEvents({ _tag: "Resolved" })
    given(...closed)
      .when({ ...drum, then: "solve" }, by(bo, 2 * HOUR))
      .thenRefused("TicketClosed")
  })
  test("the newest counts; the same words again are no news; to publish them is", () => {
    const first = [...solved, ...given(...solved).when(drum, by(bo, HOUR)).events]
    given(...first)
      .when(drum, by("agent:cy", 2 * HOUR))
      .thenNothing()
    given(...first)
      .when({ ...drum, article: true }, by(bo, 2 * HOUR))
      .thenEvents({ _tag: "Resolved", article: true })
    const second = given(...first).when({ ...drum, text: "A new printer." }, by("agent:cy", 2 * HOUR))
    second.thenTicket({ resolution: { text: "A new printer.", by: "agent:cy" } })
    const told = [...first, ...second.events].flatMap((event) => (event._tag === "Resolved" ? [event.text] : []))
    expect(told).toEqual(["A new drum.", "A new printer."])
  })
  test("reopening clears it, by the desk or by the requester; solving again does not bring it back", () => {
    const resolved = [...solved, ...given(...solved).when(drum, by(bo, HOUR)).events]
    for (const [command, actor] of [
      [{ _tag: "Reopen" }, bo],
      [{ _tag: "Reply", content: say("It burns again") }, ada]
    ] as const) {
      const reopened = given(...resolved).when(command, by(actor, 2 * HOUR))
      expect(reopened.ticket).not.toHaveProperty("resolution")
      const again = given(...resolved, ...reopened.events).when(solve, by(bo, 3 * HOUR))
      expect(again.ticket).toMatchObject({ statusCategory: "solved" })
      expect(again.ticket).not.toHaveProperty("resolution")
    }
  })
  test("the requester is mailed its words as they are, and reads them; what they were not told they do not", () => {
    const text = "Write {{ ticket.id }} on the drum."
    const told = given(...solved).when({ ...drum, text, tell: true }, by(bo, HOUR))
    told.thenEvents({ _tag: "Resolved", told: true }, { _tag: "MailAsked", to: ["requester"], text, verbatim: true })
    const read = (events: ReadonlyArray<Ticket.Event>) => Timeline.print(Timeline.forCustomer(acme, [...solved, ...events]))
    expect(read(told.events)).toContain(text)
    const untold = given(...solved).when({ ...drum, text }, by(bo, HOUR)).events
    expect(read(untold)).toBe(read([]))
    expect(Timeline.print(Timeline.forAgents(acme, [...solved, ...untold]))).toContain(text)
  })
  test("what a knowledge base made of it is kept with the one that it was of", () => {
    const first = [...solved, ...given(...solved).when({ ...drum, article: true }, by(bo, HOUR, { id: "r-1" })).events]
    const keep: Ticket.Command = { _tag: "KeepArticle", resolution: "r-1", article: "kb-7", url: "https://kb.acme.example/7" }
    given(...first)
      .when(keep, by("system", 2 * HOUR))
      .thenTicket({ resolution: { id: "r-1", published: { article: "kb-7" } } })
    const second = [...first, ...given(...first).when({ ...drum, text: "Another" }, by(bo, 2 * HOUR, { id: "r-2" })).events]
    given(...second)
      .when(keep, by("system", 3 * HOUR))
      .thenEvents({ _tag: "ArticlePublished", resolution: "r-1" })
      .thenTicket({ resolution: { id: "r-2", published: null } })
  })
  test("people outside say nothing of it", () => {
    given(...solved)
      .when(drum, by(ada))
      .thenRefused("NotAnAgent")
  })
})

const ring: Ticket.PlanActivity = { _tag: "PlanActivity", kind: "call", subject: "Ring Ada" }
const mail = (after: number) => ({ at: past(after), way: "mail" as const })
const reminded = (events: ReadonlyArray<Ticket.Event>) =>
  events.flatMap((event) => (event._tag === "Reminded" ? [[event.id, event.reminder.at - nine]] : []))

describe("activities", () => {
  test("whoever plans it owns it, unless another agent is named", () => {
    given(...asked)
      .when(ring, by(bo, HOUR))
      .thenTicket({ activities: [{ kind: "call", owner: "bo", due: null, doneAt: null, notes: "" }] })
    given(...asked)
      .when({ ...ring, owner: "cy" }, by(bo, HOUR))
      .thenTicket({ activities: [{ owner: "cy", by: bo }] })
    given(...asked)
      .when(ring, by("integration:crm"))
      .thenRefused("AgentMissing", { actor: "integration:crm" })
    given(...asked)
      .when({ ...ring, owner: "zed" }, by(bo))
      .thenRefused("UnknownWord", { what: "agent", word: "zed" })
    given(...asked)
      .when(ring, by(ada))
      .thenRefused("NotAnAgent")
  })
  test("what ends begins, and not after its end", () => {
    const times = (start: number | null, end: number) => ({ start: start === null ? null : past(start), end: past(end) })
    given(...asked)
      .when({ ...ring, ...times(HOUR, 2 * HOUR) }, by(bo))
      .thenTicket({ activities: [{ end: past(2 * HOUR) }] })
    given(...asked)
      .when({ ...ring, ...times(HOUR, HOUR) }, by(bo))
      .thenTicket({ activities: [{ start: past(HOUR) }] })
    given(...asked)
      .when({ ...ring, ...times(2 * HOUR, HOUR) }, by(bo))
      .thenRefused("EndsBeforeStart")
    given(...asked)
      .when({ ...ring, ...times(null, HOUR) }, by(bo))
      .thenRefused("EndsBeforeStart", { start: null })
  })
  test("a reminder lies ahead, and the same one is there once", () => {
    given(...asked)
      .when({ ...ring, reminders: [mail(HOUR)] }, by(bo, HOUR))
      .thenRefused("ReminderInPast", { reminder: past(HOUR) })
    given(...asked)
      .when({ ...ring, reminders: [mail(HOUR + 1), mail(HOUR + 1), { ...mail(HOUR + 1), way: "sms" }] }, by(bo, HOUR))
      .thenTicket({ activities: [{ reminders: [mail(HOUR + 1), { at: past(HOUR + 1), way: "sms" }] }] })
  })
  const planned = went([MINUTE, { ...ring, due: past(3 * HOUR), reminders: [mail(2 * HOUR), mail(HOUR)] }])
  test("a reminder speaks once, however often and however late somebody looks", () => {
    given(...planned)
      .when({ _tag: "Remind" }, by("system", HOUR - 1))
      .thenNothing()
    const first = given(...planned).when({ _tag: "Remind" }, by("system", HOUR))
    first.thenEvents({ _tag: "Reminded", id: "m-0", reminder: mail(HOUR), owner: "bo", when: past(3 * HOUR) })
    given(...planned, ...first.events)
      .when({ _tag: "Remind" }, by("system", HOUR))
      .thenNothing()
    const late = given(...planned).when({ _tag: "Remind" }, by("system", 40 * HOUR))
    expect(reminded(late.events)).toEqual([
      ["m-0", HOUR],
      ["m-0", 2 * HOUR]
    ])
    expect(Ticket.Activity.wakeAt(late.ticket!)).toBeNull()
  })
  test("what is done or removed reminds nobody; taken up again it does of what is still to come", () => {
    const done = [...planned, ...given(...planned).when({ _tag: "CompleteActivity", id: "m-0" }, by(bo, 2 * MINUTE)).events]
    given(...done)
      .when({ _tag: "Remind" }, by("system", 9 * HOUR))
      .thenNothing()
    expect(Ticket.Activity.wakeAt(Ticket.replay(done)!)).toBeNull()
    given(...done)
      .when({ _tag: "CompleteActivity", id: "m-0" }, by(bo, HOUR))
      .thenNothing()
    const again = [...done, ...given(...done).when({ _tag: "ReopenActivity", id: "m-0" }, by(bo, HOUR)).events]
    given(...again)
      .when({ _tag: "ReopenActivity", id: "m-0" }, by(bo, HOUR))
      .thenNothing()
    expect(Ticket.Activity.wakeAt(Ticket.replay(again)!)).toBe(past(2 * HOUR))
    expect(reminded(given(...again).when({ _tag: "Remind" }, by("system", 9 * HOUR)).events)).toEqual([["m-0", 2 * HOUR]])
    const gone = given(...again).when({ _tag: "RemoveActivity", id: "m-0" }, by(bo, HOUR))
    expect(gone.ticket).toMatchObject({ activities: [] })
    for (const _tag of ["CompleteActivity", "ReopenActivity", "RemoveActivity", "ChangeActivity"] as const)
      given(...again, ...gone.events)
        .when({ _tag, id: "m-0" }, by(bo, HOUR))
        .thenRefused("ActivityNotFound", { activity: "m-0" })
  })
  test("a change tells what is new; reminders that are given take the place of those to come", () => {
    given(...planned)
      .when({ _tag: "ChangeActivity", id: "m-0", subject: "Ring Ada", due: past(3 * HOUR) }, by(bo))
      .thenNothing()
    const changed = given(...planned).when({ _tag: "ChangeActivity", id: "m-0", due: past(9 * HOUR), owner: "cy" }, by(bo, MINUTE))
    expect(changed.events).toEqual([
      { _tag: "ActivityChanged", at: past(MINUTE), by: bo, via: "email", id: "m-0", due: past(9 * HOUR), owner: "cy" }
    ])
    changed.thenTicket({ activities: [{ owner: "cy", subject: "Ring Ada", reminders: [mail(2 * HOUR), mail(HOUR)] }] })
    given(...planned)
      .when({ _tag: "ChangeActivity", id: "m-0", reminders: [mail(5 * HOUR)] }, by(bo, MINUTE))
      .thenTicket({ activities: [{ reminders: [mail(5 * HOUR)] }] })
    given(...planned)
      .when({ _tag: "ChangeActivity", id: "m-0", reminders: [mail(0)] }, by(bo, MINUTE))
      .thenRefused("ReminderInPast")
    given(...planned)
      .when({ _tag: "ChangeActivity", id: "m-0", end: past(0) }, by(bo, MINUTE))
      .thenRefused("EndsBeforeStart")
    given(...planned)
      .when({ _tag: "ChangeActivity", id: "m-0", owner: "zed" }, by(bo, MINUTE))
      .thenRefused("UnknownWord")
  })
  test("of what is done the notes may change, and no reminder is taken", () => {
    const done = [...planned, ...given(...planned).when({ _tag: "CompleteActivity", id: "m-0" }, by(bo, MINUTE)).events]
    given(...done)
      .when({ _tag: "ChangeActivity", id: "m-0", notes: "She was glad" }, by(bo, HOUR))
      .thenTicket({ activities: [{ notes: "She was glad" }] })
    given(...done)
      .when({ _tag: "ChangeActivity", id: "m-0", reminders: [mail(9 * HOUR)] }, by(bo, HOUR))
      .thenRefused("ActivityDone")
  })
  test("a ticket is closed with something still to be done, and that is done later", () => {
    const closed = went([0, filled], [0, ring], [MINUTE, { _tag: "Close" }])
    given(...closed)
      .when({ _tag: "CompleteActivity", id: "m-1" }, by(bo, HOUR))
      .thenTicket({ activities: [{ doneAt: past(HOUR) }] })
    given(...closed)
      .when(ring, by(bo, HOUR))
      .thenEvents({ _tag: "ActivityPlanned" })
  })
  test("a merged ticket plans nothing new, and what was planned is done there", () => {
    const merged = went([0, ring], [MINUTE, { _tag: "MergeInto", merge: "x", into: "t-2", reference: "2TTT-0000", approvals: "refuse" }])
    given(...merged)
      .when(ring, by(bo, HOUR))
      .thenRefused("TicketMerged")
    const done = given(...merged).when({ _tag: "CompleteActivity", id: "m-0" }, by(bo, HOUR))
    done.thenEvents({ _tag: "ActivityCompleted" })
    given(...merged, ...done.events)
      .when({ _tag: "ReopenActivity", id: "m-0" }, by(bo, HOUR))
      .thenEvents({ _tag: "ActivityReopened" })
    given(...merged)
      .when({ _tag: "ChangeActivity", id: "m-0", notes: "Later" }, by(bo, HOUR))
      .thenEvents({ _tag: "ActivityChanged" })
    given(...merged)
      .when({ _tag: "RemoveActivity", id: "m-0" }, by(bo, HOUR))
      .thenEvents({ _tag: "ActivityRemoved" })
  })
  test("a ticket holds only so many", () => {
    const ticket = Ticket.replay(planned)!
    const full = {
      ...ticket,
      activities: Array.from({ length: limits.activities }, (_, i) => ({ ...ticket.activities![0]!, id: `a-${i}` }))
    }
    expect(Ticket.decide(full, ring, by(bo))).toMatchObject({ failure: { _tag: "TooMany", what: "activities" } })
  })
  test("the desk reads of them in the ticket's own story, and people outside do not", () => {
    const events = went(
      [MINUTE, { ...ring, reminders: [mail(HOUR)] }],
      [2 * MINUTE, { _tag: "ChangeActivity", id: "m-0", owner: "cy", notes: "After lunch" }],
      [HOUR, { _tag: "Remind" }, "system"],
      [HOUR, { _tag: "CompleteActivity", id: "m-0" }],
      [HOUR, { _tag: "ReopenActivity", id: "m-0" }],
      [HOUR, { _tag: "LogTime", milliseconds: 90 * MINUTE, billable: true, type: "phone", note: "Long" }],
      [HOUR, { _tag: "ReverseTime", entry: "m-5" }],
      [HOUR, { _tag: "RemoveActivity", id: "m-0" }]
    )
    const told = Timeline.print(Timeline.forAgents(acme, events)).replaceAll(/\s+/g, " ")
    for (const words of [
      "planned a call: Ring Ada",
      'changed the call "Ring Ada"',
      "After lunch",
      'reminded Cy Young of the call "Ring Ada" by mail',
      'has done the call "Ring Ada"',
      'took up the call "Ring Ada" again',
      "wrote down 1h 30m for Bo Larsen, billable, On the phone",
      "took 1h 30m off again",
      'removed the call "Ring Ada"'
    ])
      expect(told).toContain(words)
    expect(Timeline.forCustomer(acme, events)).toEqual(Timeline.forCustomer(acme, asked))
  })
})

const log: Ticket.LogTime = { _tag: "LogTime", milliseconds: 30 * MINUTE, billable: true }

describe("time entries", () => {
  test("say who, how long, since when, on what and for whose money", () => {
    given(...asked)
      .when({ ...log, start: past(0), type: "road", note: "To Paris and back", message: "c-0" }, by(bo, HOUR))
      .thenTicket({
        time: [{ agent: "bo", start: past(0), milliseconds: 1_800_000, billable: true, type: "road", message: "c-0", reverses: null }]
      })
    given(...asked)
      .when({ ...log, agent: "cy" }, by("integration:clock", HOUR))
      .thenTicket({ time: [{ agent: "cy", by: "integration:clock", start: null }] })
  })
  test("are of an agent, in words of the workspace, and of a time that has begun", () => {
    given(...asked)
      .when(log, by("integration:clock"))
      .thenRefused("AgentMissing")
    given(...asked)
      .when({ ...log, agent: "zed" }, by(bo))
      .thenRefused("UnknownWord", { what: "agent" })
    given(...asked)
      .when({ ...log, type: "sleep" }, by(bo))
      .thenRefused("UnknownWord", { what: "timeType", known: ["phone", "road"] })
    given(...asked)
      .when({ ...log, start: past(1) }, by(bo))
      .thenRefused("StartsInFuture")
    given(...asked)
      .when(log, by(ada))
      .thenRefused("NotAnAgent")
    const ticket = Ticket.replay(went([0, log]))!
    const full = { ...ticket, time: Array.from({ length: limits.timeEntries }, (_, i) => ({ ...ticket.time![0]!, id: `e-${i}` })) }
    expect(Ticket.decide(full, log, by(bo))).toMatchObject({ failure: { _tag: "TooMany", what: "time entries" } })
    const half = { ...full, time: full.time.map((entry, i) => (i % 2 === 0 ? entry : { ...entry, reverses: `e-${i - 1}` })) }
    expect(Ticket.decide(half, log, by(bo))).toMatchObject({ success: [{ _tag: "TimeLogged" }] })
    expect(Ticket.decide(full, { _tag: "ReverseTime", entry: "e-7" }, by(bo))).toMatchObject({ success: [{ _tag: "TimeReversed" }] })
  })
  test("are taken off once, at the time that they are of", () => {
    const logged = went([HOUR, log])
    const reversed = given(...logged).when({ _tag: "ReverseTime", entry: "m-0", note: "Not mine" }, by("agent:cy", 9 * HOUR, { id: "m-9" }))
    reversed.thenTicket({
      time: [{ id: "m-0" }, { id: "m-9", reverses: "m-0", milliseconds: -1_800_000, start: past(HOUR), by: "agent:cy", agent: "bo" }]
    })
    const all = [...logged, ...reversed.events]
    expect(Ticket.TimeEntry.total(Ticket.replay(all)!.time!)).toEqual({ milliseconds: 0, billable: 0 })
    given(...all)
      .when({ _tag: "ReverseTime", entry: "m-0" }, by(bo, 10 * HOUR))
      .thenRefused("NotReversible", { entry: "m-0" })
    given(...all)
      .when({ _tag: "ReverseTime", entry: "m-9" }, by(bo, 10 * HOUR))
      .thenRefused("NotReversible", { entry: "m-9" })
    given(...all)
      .when({ _tag: "ReverseTime", entry: "m-7" }, by(bo, 10 * HOUR))
      .thenRefused("TimeEntryNotFound", { entry: "m-7" })
  })
})

/** Things that happen to the work on one ticket, each some minutes after the one before. */
interface Deed {
  readonly what: number
  readonly nth: number
  readonly later: number
  readonly amount: number
}
const deeds = fc.array(fc.record({ what: fc.nat(8), nth: fc.nat(20), later: fc.nat(90), amount: fc.integer({ min: 1, max: 5_000_000 }) }), {
  maxLength: 25
})
const commandOf = ({ what, nth, amount }: Deed, ticket: Ticket.Ticket, now: number): Ticket.Command => {
  const pick = (all: ReadonlyArray<{ readonly id: string }>) => all[nth % Math.max(1, all.length)]?.id ?? "none"
  const id = pick(ticket.activities ?? [])
  const reminders = [...new Set([amount % 7, nth % 5])].map((n) => ({ at: past(now + (n - 1) * 40 * MINUTE), way: "sms" as const }))
  switch (what) {
    case 0:
    case 1:
      return { ...ring, reminders }
    case 2:
      return { _tag: "ChangeActivity", id, reminders }
    case 3:
      return { _tag: "CompleteActivity", id }
    case 4:
      return { _tag: "ReopenActivity", id }
    case 5:
      return amount % 3 === 0 ? { _tag: "RemoveActivity", id } : { _tag: "Tag", tags: [`t${nth}`] }
    case 6:
    case 7:
      return { ...log, milliseconds: amount, billable: nth % 2 === 0, agent: nth % 3 === 0 ? "cy" : "bo" }
    default:
      return { _tag: "ReverseTime", entry: pick(ticket.time ?? []) }
  }
}

/** As the desk does it: before anything is granted it is told what time has made of it; `looks`: whether somebody looks in between. */
const live = (all: ReadonlyArray<Deed>, looks: (n: number) => boolean) => {
  const events: Array<Ticket.Event> = [...asked]
  const refused: Array<string> = []
  let now = 0
  const does = (command: Ticket.Command, actor: Ticket.Context["actor"], id: string, at: number): void => {
    const answer = Ticket.decide(Ticket.replay(events), command, by(actor, at, { id }))
    if (Result.isSuccess(answer)) events.push(...answer.success)
    else refused.push(answer.failure._tag)
  }
  for (const [n, deed] of all.entries()) {
    if (looks(n)) does({ _tag: "Remind" }, "system", "look", now + Math.floor((deed.later * MINUTE) / 2))
    now += deed.later * MINUTE
    does({ _tag: "Remind" }, "system", "look", now)
    does(commandOf(deed, Ticket.replay(events)!, now), bo, `d-${n}`, now)
  }
  does({ _tag: "Remind" }, "system", "look", now + 400 * HOUR)
  return { events, refused, ticket: Ticket.replay(events)! }
}

describe("laws", () => {
  test("totals are what was logged and never taken off, in whatever order it is added up, for any window", () => {
    fc.assert(
      fc.property(deeds, fc.nat(), fc.nat(3000), fc.nat(3000), (all, seed, a, b) => {
        const { events, ticket } = live(all, () => false)
        const gone = new Set(events.flatMap((event) => (event._tag === "TimeReversed" ? [event.entry] : [])))
        const [from, to] = [past(Math.min(a, b) * MINUTE), past(Math.max(a, b) * MINUTE)]
        const kept = events.flatMap((event) => (event._tag === "TimeLogged" && !gone.has(event.id) ? [event] : []))
        const sum = (some: ReadonlyArray<{ readonly milliseconds: number }>) => some.reduce((all, one) => all + one.milliseconds, 0)
        const entries = ticket.time ?? []
        const shuffled = entries.toSorted((x, y) => ((x.milliseconds * 31 + seed) % 97) - ((y.milliseconds * 31 + seed) % 97))
        for (const order of [entries, entries.toReversed(), shuffled])
          expect(Ticket.TimeEntry.total(order)).toEqual({ milliseconds: sum(kept), billable: sum(kept.filter(({ billable }) => billable)) })
        const within = (at: number) => at >= from && at < to
        expect(Ticket.TimeEntry.total(entries.filter((entry) => within(Ticket.TimeEntry.when(entry)))).milliseconds).toBe(
          sum(kept.filter(({ start, at }) => within(start ?? at)))
        )
      })
    )
  })
  test("an entry is taken off at most once, and nothing that was written down ever changes", () => {
    fc.assert(
      fc.property(deeds, (all) => {
        const { events, ticket } = live(all, () => false)
        const reversed = events.flatMap((event) => (event._tag === "TimeReversed" ? [event.entry] : []))
        expect(new Set(reversed).size).toBe(reversed.length)
        for (let n = 0; n <= events.length; n++) {
          const before = Ticket.replay(events.slice(0, n))?.time ?? []
          expect((ticket.time ?? []).slice(0, before.length)).toEqual(before)
        }
      })
    )
  })
  test("each reminder speaks once; who looks when changes nothing but when that is noticed", () => {
    fc.assert(
      fc.property(deeds, fc.nat(), (all, luck) => {
        const plain = reminded(live(all, () => false).events)
        const keys = plain.map((one) => JSON.stringify(one))
        expect(new Set(keys).size).toBe(keys.length)
        const looked = live(all, (n) => ((luck >> (n % 30)) & 1) === 1)
        expect(new Set(reminded(looked.events).map((one) => JSON.stringify(one)))).toEqual(new Set(keys))
        expect(reminded(looked.events).length).toBe(keys.length)
      })
    )
  })
  test("a reminder that spoke was asked for, its time had come, and nothing that is done by then says anything", () => {
    fc.assert(
      fc.property(deeds, (all) => {
        const { events } = live(all, () => true)
        for (const [n, event] of events.entries()) {
          if (event._tag !== "Reminded") continue
          const before = Ticket.Activity.find(Ticket.replay(events.slice(0, n))!, event.id)!
          expect(before.doneAt).toBeNull()
          expect(before.reminders).toContainEqual(event.reminder)
          expect(event.reminder.at).toBeLessThanOrEqual(event.at)
          const after = Ticket.Activity.find(Ticket.replay(events.slice(0, n + 1))!, event.id)!
          expect(after.reminders).not.toContainEqual(event.reminder)
        }
      })
    )
  })
  test("what can be asked of the work on a ticket is granted or refused by name, and leaves a ticket that can be written down", () => {
    const names = new Set(["ActivityNotFound", "ReminderInPast", "ActivityDone", "TimeEntryNotFound", "NotReversible"])
    fc.assert(
      fc.property(deeds, (all) => {
        const { refused, ticket } = live(all, () => true)
        for (const name of refused) expect(names).toContain(name)
        expect(JSON.parse(JSON.stringify(ticket))).toEqual(ticket)
      })
    )
  })
})
