/** Permission asked, of whom, and the answer: as people at the desk would tell it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import * as Approval from "../../src/approval/index.ts"
import { at, HOUR, office } from "../calendar/desks.ts"
import {
  ask,
  asked,
  content,
  definition,
  later,
  monday,
  named,
  refusal,
  says,
  staff,
  standIn,
  standing,
  step,
  after,
  votes
} from "./desk.ts"

const three = (rule: Approval.Rule, more: Partial<Approval.Step> = {}) => definition([step("board", named("ann", "bo", "cy"), rule, more)])
const leaves = (approval: Approval.Approval, from: string, to: string | null) =>
  Approval.replace(approval, { by: "agent:zed", from, to }, monday)

describe("who must say yes", () => {
  test("any of them: the first yes is enough, and only a no from all is a no", () => {
    const given = asked(three({ kind: "any" }))
    expect(standing(given)).toBe("pending")
    expect(standing(votes(given, "bo: yes"))).toBe("approved")
    expect(standing(votes(given, "bo: no", "ann: no"))).toBe("pending")
    expect(standing(votes(given, "bo: no", "ann: no", "cy: no"))).toBe("rejected")
  })
  test("all of them: the first no ends it, and nobody else is troubled", () => {
    const given = asked(three({ kind: "all" }))
    expect(standing(votes(given, "ann: yes", "bo: yes"))).toBe("pending")
    expect(standing(votes(given, "ann: yes", "bo: yes", "cy: yes"))).toBe("approved")
    const rejected = votes(given, "ann: no")
    expect(standing(rejected)).toBe("rejected")
    expect(refusal(says(rejected, "bo: yes"))).toBe("AlreadyDecided")
  })
  test("two of three: rejected as soon as there cannot be two", () => {
    const given = asked(three({ kind: "quorum", count: 2 }))
    expect(standing(votes(given, "ann: yes", "cy: yes"))).toBe("approved")
    expect(standing(votes(given, "ann: no", "cy: yes"))).toBe("pending")
    expect(standing(votes(given, "ann: no", "cy: no"))).toBe("rejected")
  })
  test("half of three is two", () => {
    const given = asked(three({ kind: "percent", percent: 50 }))
    expect(standing(votes(given, "ann: yes"))).toBe("pending")
    expect(standing(votes(given, "ann: yes", "bo: yes"))).toBe("approved")
    expect(standing(votes(asked(three({ kind: "percent", percent: 33 })), "ann: yes"))).toBe("approved")
  })
  test("one of each team: who is in both has a say in both", () => {
    const each = definition([step("teams", [{ team: "finance" }, { team: "security" }], { kind: "perGroup", count: 1 })])
    expect(standing(votes(asked(each), "cy: yes", "di: yes"))).toBe("pending")
    expect(standing(votes(asked(each), "cy: yes", "ann: yes"))).toBe("approved")
    expect(standing(votes(asked(each), "bo: yes"))).toBe("approved")
    expect(standing(votes(asked(each), "ann: no", "bo: no"))).toBe("rejected")
  })
  test("by any other rule a member of two teams is one person", () => {
    const two = definition([step("teams", [{ team: "finance" }, { team: "security" }], { kind: "quorum", count: 2 })])
    expect(standing(votes(asked(two), "bo: yes"))).toBe("pending")
    expect(standing(votes(asked(two), "bo: yes", "di: yes"))).toBe("approved")
  })
  test("by weight: the director alone, or two others", () => {
    const given = asked(three({ kind: "weighted", threshold: 2, weights: [{ agent: "ann", weight: 2 }] }))
    expect(standing(votes(given, "ann: yes"))).toBe("approved")
    expect(standing(votes(given, "bo: yes"))).toBe("pending")
    expect(standing(votes(given, "bo: yes", "cy: yes"))).toBe("approved")
    expect(standing(votes(given, "ann: no", "bo: no"))).toBe("rejected")
  })
  test("an abstention is an answer, and not a yes", () => {
    expect(standing(votes(asked(three({ kind: "all" })), "ann: abstain"))).toBe("rejected")
    expect(standing(votes(asked(three({ kind: "quorum", count: 2 })), "ann: abstain", "bo: yes", "cy: yes"))).toBe("approved")
  })
  test("with a veto a single no is enough, and so everybody is waited for", () => {
    const given = asked(three({ kind: "any" }, { veto: true }))
    expect(standing(votes(given, "ann: yes", "bo: yes"))).toBe("pending")
    expect(standing(votes(given, "ann: yes", "bo: no"))).toBe("rejected")
    expect(standing(votes(given, "ann: yes", "bo: yes", "cy: abstain"))).toBe("approved")
  })
  test("the manager, a role, and the agent whom a field names", () => {
    const given = asked(definition([step("who", [{ managerOf: "requester" }, { role: "board" }, { field: "budget" }], { kind: "all" })]))
    expect(given.stages[0]!.groups.map(({ agents }) => agents)).toEqual([["ann"], ["ann"], ["eve"]])
    expect(standing(votes(given, "ann: yes", "eve: yes"))).toBe("approved")
  })
})

describe("an answer", () => {
  const given = asked(three({ kind: "quorum", count: 2 }))
  test("can be taken back for another while the step is open: the last one counts, once", () => {
    const twice = votes(given, "ann: yes", "ann: yes")
    expect(standing(twice)).toBe("pending")
    const turned = votes(twice, "ann: no", "bo: yes")
    expect(standing(turned)).toBe("pending")
    expect(standing(votes(turned, "cy: yes"))).toBe("approved")
    expect(turned.stages[0]!.votes).toHaveLength(2)
  })
  test("of somebody who is not asked is none", () => {
    expect(refusal(says(given, "eve: yes"))).toBe("NotAnApprover")
    expect(refusal(says(given, "eve for ann: yes"))).toBe("NotADelegate")
    expect(refusal(says(given, "bo for ann: yes"))).toBe("NotADelegate")
    expect(refusal(says(given, "ann: yes", monday, "nowhere"))).toBe("UnknownStep")
  })
})

describe("nobody approves what they asked for", () => {
  const self = definition([
    step("teams", [{ team: "finance" }, { team: "security" }], { kind: "any" }, { excludes: ["requester", "assignee"] })
  ])
  test("not as a member of two teams", () => {
    const given = asked(self, { by: "agent:bo" })
    expect(given.stages[0]!.groups.map(({ agents }) => agents)).toEqual([["ann"], ["cy", "di"]])
    expect(refusal(says(given, "bo: yes"))).toBe("SelfApproval")
  })
  test("not if they are the ticket's requester, and somebody asked for them", () => {
    const given = asked(self, { by: "requester:r-1", staff: staff({ requester: "bo", assignee: "cy" }) })
    expect(given.stages[0]!.excluded).toEqual(["bo", "cy"])
    expect(refusal(says(given, "cy: yes"))).toBe("SelfApproval")
    expect(standing(votes(given, "di: yes"))).toBe("approved")
  })
  test("not for somebody else either: not as a stand-in, not as their stand-in's, not in their place", () => {
    const given = asked(self, { by: "agent:bo" })
    expect(refusal(standIn(given, "ann", "bo"))).toBe("SelfApproval")
    const passedOn = after(after(given, standIn(given, "ann", "eve")), standIn(after(given, standIn(given, "ann", "eve")), "eve", "bo"))
    expect(refusal(says(passedOn, "bo for ann: yes"))).toBe("SelfApproval")
    expect(standing(votes(passedOn, "eve for ann: yes"))).toBe("approved")
    expect(refusal(leaves(given, "ann", "bo"))).toBe("SelfApproval")
  })
  test("where the desk does not mind, they may", () => {
    const free = definition([step("teams", [{ team: "finance" }])])
    expect(standing(votes(asked(free, { by: "agent:bo" }), "bo: yes"))).toBe("approved")
  })
})

describe("standing in", () => {
  const given = asked(three({ kind: "all" }))
  const friday = at("2026-03-06 17:00")
  test("cy's friend answers for cy until Friday, and it counts once as cy's answer", () => {
    const away = after(given, standIn(given, "cy", "eve", monday, friday))
    expect(refusal(says(away, "eve: yes"))).toBe("NotAnApprover")
    const answered = votes(away, "ann: yes", "bo: yes", "eve for cy: yes")
    expect(standing(answered)).toBe("approved")
    expect(answered.stages[0]!.votes.at(-1)).toMatchObject({ by: "eve", onBehalfOf: "cy" })
    expect(refusal(says(away, "eve for cy: yes", friday))).toBe("NotADelegate")
    expect(refusal(says(away, "eve for cy: yes", justBefore(friday)))).toBe("granted")
  })
  test("two stand-ins at once are one answer, and so is the one who comes back early", () => {
    const quorum = asked(three({ kind: "quorum", count: 2 }))
    const first = after(quorum, standIn(quorum, "cy", "eve", monday, friday))
    const both = after(first, standIn(first, "cy", "flo", later(1), null))
    expect(refusal(says(both, "flo for cy: yes"))).toBe("NotADelegate")
    const two = after(votes(both, "eve for cy: yes"), says(both, "flo for cy: yes", later(2)))
    expect(standing(two)).toBe("pending")
    expect(standing(after(two, says(two, "cy: no", later(3))), later(3))).toBe("pending")
    expect(two.stages[0]!.votes).toHaveLength(1)
  })
  test("who is asked themselves answers for nobody else, and a stand-in for one person", () => {
    expect(refusal(standIn(given, "cy", "bo"))).toBe("AnswersOnce")
    const one = after(given, standIn(given, "cy", "eve"))
    const two = after(one, standIn(one, "bo", "eve"))
    const answered = votes(two, "eve for cy: yes")
    expect(refusal(says(answered, "eve for bo: yes"))).toBe("AnswersOnce")
    expect(refusal(says(answered, "eve for cy: no"))).toBe("granted")
  })
  test("can be passed on, but not in a circle", () => {
    const one = after(given, standIn(given, "cy", "eve", monday, friday))
    const two = after(one, standIn(one, "eve", "flo"))
    expect(refusal(says(two, "flo for cy: yes"))).toBe("granted")
    expect(refusal(says(two, "flo for cy: yes", friday))).toBe("NotADelegate")
    expect(refusal(standIn(two, "flo", "cy"))).toBe("DelegationCycle")
    expect(refusal(standIn(two, "flo", "cy", friday))).toBe("granted")
    expect(refusal(standIn(given, "cy", "cy"))).toBe("DelegationCycle")
  })
  test("is for those who are asked, and for a time to come", () => {
    expect(refusal(standIn(given, "eve", "flo"))).toBe("NotAnApprover")
    expect(refusal(standIn(given, "cy", "eve", later(2), later(2)))).toBe("DelegationOver")
    expect(refusal(standIn(given, "cy", "eve", later(-2), monday))).toBe("DelegationOver")
  })
  test("is of use in the steps in which they are not asked themselves", () => {
    const both = definition([step("first", named("bo", "cy"), { kind: "all" }), step("second", named("cy", "di"), { kind: "all" })], {
      order: "parallel"
    })
    const away = after(asked(both), standIn(asked(both), "cy", "bo"))
    expect(refusal(says(away, "bo for cy: yes", monday, "first"))).toBe("AnswersOnce")
    expect(refusal(says(away, "bo for cy: yes", monday, "second"))).toBe("granted")
  })
  test("stays within bounds", () => {
    let state = given
    for (let i = 0; i < 200; i++) state = after(state, standIn(state, "cy", "eve", later(i), later(i + 1)))
    expect(refusal(standIn(state, "cy", "flo"))).toBe("TooManyDelegations")
  })
})

describe("steps", () => {
  const steps = [step("manager", [{ managerOf: "requester" }]), step("security", [{ team: "security" }], { kind: "quorum", count: 2 })]
  test("one after the other: security is not asked before the manager said yes", () => {
    const given = asked(definition(steps))
    expect(refusal(says(given, "cy: yes", monday, "security"))).toBe("NotOpenYet")
    const second = after(given, says(given, "ann: yes", later(1)))
    expect(second.stages.map(({ openedAt }) => openedAt)).toEqual([monday, later(1)])
    expect(refusal(says(second, "ann: no", later(1), "manager"))).toBe("ApprovedElsewhere")
    expect(standing(votes(second, "cy: yes", "di: yes"))).toBe("approved")
  })
  test("one after the other: the manager's no spares security the question", () => {
    const given = votes(asked(definition(steps)), "ann: no")
    expect(standing(given)).toBe("rejected")
    expect(given.stages[1]!.openedAt).toBe(null)
  })
  test("all at once: in any order, and a no from one ends it", () => {
    const given = asked(definition(steps, { order: "parallel" }))
    const security = after(given, says(given, "cy: yes", monday, "security"))
    const both = after(security, says(security, "di: yes", monday, "security"))
    expect(standing(both)).toBe("pending")
    expect(standing(after(both, says(both, "ann: yes", monday, "manager")))).toBe("approved")
    expect(standing(after(both, says(both, "ann: no", monday, "manager")))).toBe("rejected")
  })
})

describe("silence", () => {
  const patient = (...expiries: ReadonlyArray<Approval.Expiry>) => asked(three({ kind: "any" }, { expiries }))
  const day = { after: 8 * HOUR, calendar: "office" }
  test("of a day's work is a no; and a holiday is no day's work", () => {
    const given = patient({ ...day, then: "reject" })
    // Seven hours of Monday, none of Tuesday, one of Wednesday.
    const end = at("2026-03-04 10:00")
    expect(Approval.wakeAt(given)).toBe(end)
    expect(standing(given, justBefore(end))).toBe("pending")
    expect(standing(given, end)).toBe("expired")
    expect(refusal(says(given, "ann: yes", end))).toBe("AlreadyDecided")
    expect(refusal(says(given, "ann: yes", justBefore(end)))).toBe("granted")
  })
  test("takes effect once, as of its own time, whenever it is noticed", () => {
    const given = patient({ after: HOUR, calendar: null, then: "reject" })
    const facts = Approval.due(given, later(100))
    expect(facts).toEqual([{ _tag: "Expired", at: later(1), step: "board", expiry: 0, outcome: "expired" }])
    const told = Approval.replay([...facts, ...facts], given)!
    expect(told).toEqual(Approval.settled(given, later(1)))
    expect(told.end).toEqual({ at: later(1), verdict: "expired", reason: "" })
    expect(Approval.due(told, later(200))).toEqual([])
    expect(Approval.wakeAt(told)).toBe(null)
  })
  test("may be taken for a yes", () => {
    const given = patient({ after: HOUR, calendar: null, then: "approve" })
    expect(standing(given, later(1))).toBe("approved")
    expect(standing(votes(given, "ann: no", "bo: no", "cy: no"), later(1))).toBe("rejected")
  })
  test("is reminded of, and then goes to others: who answered stays, who did not is asked no more", () => {
    const given = asked(
      three(
        { kind: "quorum", count: 2 },
        {
          expiries: [
            { after: HOUR, calendar: null, then: "remind" },
            { after: HOUR, calendar: null, then: "escalate", to: named("eve", "flo") },
            { after: HOUR, calendar: null, then: "reject" }
          ]
        }
      )
    )
    const one = votes(given, "ann: yes")
    expect(Approval.due(one, later(2)).map(({ _tag, at }) => [_tag, at])).toEqual([
      ["Reminded", later(1)],
      ["Escalated", later(2)]
    ])
    const [reminded] = Approval.due(one, later(1))
    expect(Approval.replay([reminded!], Approval.settled(one, later(2)))).toEqual(Approval.settled(one, later(2)))
    expect(refusal(says(one, "eve: yes", later(1)))).toBe("NotAnApprover")
    expect(refusal(says(one, "bo: yes", later(2)))).toBe("NotAnApprover")
    const granted = after(one, says(one, "eve: yes", later(2)))
    expect(granted.end).toEqual({ at: later(2), verdict: "approved", reason: "" })
    expect(standing(one, later(3))).toBe("expired")
  })
  test("moves a question to people of whom one answered for another before: now it is for themselves", () => {
    const expiries: ReadonlyArray<Approval.Expiry> = [{ after: HOUR, calendar: null, then: "escalate", to: named("eve", "flo") }]
    const given = asked(definition([step("team", [{ team: "security" }], { kind: "quorum", count: 2 }, { expiries })]))
    const away = after(given, standIn(given, "bo", "eve"))
    const both = votes(away, "eve for bo: yes", "cy: no")
    const others = Approval.settled(both, later(1))
    expect(others.stages[0]!.groups.map(({ agents }) => agents)).toEqual([["bo", "cy", "eve", "flo"]])
    expect(others.stages[0]!.votes.map(({ by }) => by)).toEqual(["cy"])
    expect(refusal(says(others, "eve for bo: yes", later(1)))).toBe("AnswersOnce")
    const own = after(others, says(others, "eve: yes", later(1)))
    expect(standing(own, later(1))).toBe("pending")
    expect(standing(after(own, says(own, "bo: yes", later(1))), later(1))).toBe("approved")
  })
  test("makes void what was said for another for good, also where that one is asked again", () => {
    const expiries = [named("eve"), named("bo", "flo")].map((to): Approval.Expiry => ({
      after: HOUR,
      calendar: null,
      then: "escalate",
      to
    }))
    const given = asked(definition([step("team", [{ team: "security" }], { kind: "any" }, { veto: true, expiries })]))
    const away = votes(after(given, standIn(given, "bo", "eve")), "eve for bo: yes", "cy: yes")
    expect(standing(away, later(2))).toBe("pending")
    expect(Approval.settled(away, later(2)).stages[0]!.groups.map(({ agents }) => agents)).toEqual([["cy", "bo", "flo"]])
    expect(Approval.settled(away, later(2)).stages[0]!.votes.map(({ by }) => by)).toEqual(["cy"])
  })
  test("of one team moves the question there, and leaves those who have all answered alone", () => {
    const expiries: ReadonlyArray<Approval.Expiry> = [{ after: HOUR, calendar: null, then: "escalate", to: named("flo") }]
    const sources = [...named("eve"), { team: "finance" }]
    const given = asked(definition([step("each", sources, { kind: "perGroup", count: 1 }, { expiries })]))
    const others = Approval.settled(votes(given, "eve: yes", "ann: no"), later(1))
    expect(others.stages[0]!.groups.map(({ agents }) => agents)).toEqual([["eve"], ["ann", "flo"]])
  })
  test("of two steps at once is told in their order", () => {
    const expiries: ReadonlyArray<Approval.Expiry> = [{ after: HOUR, calendar: null, then: "remind" }]
    const steps = ["first", "second"].map((id) => step(id, named("ann"), { kind: "any" }, { expiries }))
    const given = asked(definition(steps, { order: "parallel" }))
    expect(Approval.due(given, later(1)).map((fact) => fact.step)).toEqual(["first", "second"])
  })
  test("of the first step, taken for a yes, opens the second as of then", () => {
    const expiries: ReadonlyArray<Approval.Expiry> = [{ after: HOUR, calendar: null, then: "approve" }]
    const second = step("second", named("bo"), { kind: "any" }, { expiries: [{ after: HOUR, calendar: null, then: "reject" }] })
    const given = asked(definition([step("first", named("ann"), { kind: "any" }, { expiries }), second]))
    expect(Approval.settled(given, later(1)).stages[1]!.openedAt).toBe(later(1))
    expect(Approval.settled(given, later(9)).end).toMatchObject({ at: later(2), verdict: "expired" })
  })
  test("counted by a calendar that is over is never due, and by one that is not there not asked for", () => {
    const given = three({ kind: "any" }, { expiries: [{ ...day, then: "reject" }] })
    const over = office("UTC", { id: "office", validUntil: "2026-02-28" })
    expect(Approval.wakeAt(asked(given, { calendars: [over] }))).toBe(null)
    expect(refusal(ask(given, { calendars: [] }))).toBe("UnknownCalendar")
  })
})

describe("an approver leaves", () => {
  test("and somebody takes their place, with a voice of their own", () => {
    const given = votes(asked(three({ kind: "all" })), "ann: yes", "cy: yes")
    const replaced = after(given, leaves(given, "ann", "eve"))
    expect(standing(replaced)).toBe("pending")
    expect(refusal(says(replaced, "ann: yes"))).toBe("NotAnApprover")
    expect(standing(votes(replaced, "bo: yes"))).toBe("pending")
    expect(standing(votes(replaced, "bo: yes", "eve: yes"))).toBe("approved")
  })
  test("and comes back: what was said in their name before is not said any more", () => {
    const given = asked(three({ kind: "any" }, { veto: true }))
    const spoken = votes(after(given, standIn(given, "ann", "eve")), "eve for ann: yes")
    expect(after(spoken, leaves(spoken, "ann", "ann")).stages[0]!.votes).toEqual([])
  })
  test("also where they would be asked only later, but not where it is decided", () => {
    const expiries: ReadonlyArray<Approval.Expiry> = [{ after: HOUR, calendar: null, then: "escalate", to: named("eve") }]
    const given = votes(
      asked(definition([step("first", named("ann")), step("second", named("ann", "bo"), { kind: "any" }, { expiries })])),
      "ann: yes"
    )
    const gone = after(after(given, leaves(given, "ann", "cy")), leaves(after(given, leaves(given, "ann", "cy")), "eve", "flo"))
    expect(gone.stages.map(({ groups }) => groups.flatMap(({ agents }) => agents))).toEqual([["ann"], ["cy", "bo"]])
    expect(gone.stages[0]!.votes).toHaveLength(1)
    expect(standing(after(gone, says(gone, "flo: yes", later(1))), later(1))).toBe("approved")
  })
  test("and nobody does: the rule goes by those who remain", () => {
    const all = votes(asked(three({ kind: "all" })), "ann: yes", "cy: yes")
    expect(standing(after(all, leaves(all, "bo", null)))).toBe("approved")
    const two = votes(asked(three({ kind: "quorum", count: 2 })), "ann: no")
    expect(standing(after(two, leaves(two, "bo", null)))).toBe("rejected")
  })
  test("to nobody but one who is asked already: one voice is gone", () => {
    const given = asked(three({ kind: "quorum", count: 2 }))
    const merged = after(given, leaves(given, "ann", "bo"))
    expect(standing(votes(merged, "bo: yes"))).toBe("pending")
    expect(standing(votes(merged, "bo: no"))).toBe("rejected")
  })
  test("and so does everybody: nobody's yes is no yes", () => {
    const given = asked(definition([step("one", named("ann"), { kind: "all" })]))
    expect(standing(after(given, leaves(given, "ann", null)))).toBe("rejected")
  })
  test("whose turn has not come: nobody is asked in vain before it", () => {
    const given = asked(definition([step("first", named("ann")), step("second", named("bo"))]))
    const alone = after(given, leaves(given, "bo", null))
    expect(standing(alone)).toBe("rejected")
    expect(alone.stages[1]!.openedAt).toBe(null)
  })
  test("who stood in for others, or let others stand in: that is over too", () => {
    const given = asked(three({ kind: "any" }))
    const one = after(given, standIn(given, "ann", "eve"))
    const two = after(one, standIn(one, "eve", "flo"))
    const gone = after(two, leaves(two, "eve", null))
    expect(gone.delegations).toEqual([])
    expect(refusal(says(gone, "flo for ann: yes"))).toBe("NotADelegate")
    expect(refusal(leaves(gone, "eve", null))).toBe("NotAnApprover")
  })
})

describe("what was approved", () => {
  const given = votes(asked(three({ kind: "any" })), "ann: yes")
  const changed = Approval.digest({ ...content, fields: [{ field: "budget", value: 9000 }] })
  test("is that and nothing else: a change asks for new answers", () => {
    expect(Approval.isGranted(given, Approval.digest(content), monday)).toBe(true)
    expect(Approval.isGranted(given, changed, monday)).toBe(false)
    const stale = Approval.replay(Approval.invalidate(given, { by: "requester:r-1", digest: changed }, monday), given)!
    expect(standing(stale)).toBe("invalidated")
    expect(Approval.isGranted(stale, Approval.digest(content), monday)).toBe(false)
    const anew = after(stale, ask(three({ kind: "any" }), { digest: changed }, stale, later(1)))
    expect(standing(anew, later(1))).toBe("pending")
    expect(anew.stages[0]!.votes).toEqual([])
  })
  test("does not change by being written down in another order", () => {
    const same = Approval.digest({ fields: [{ value: 100, field: "budget" }], subject: "VPN access for Ada" })
    expect(Approval.invalidate(given, { by: "requester:r-1", digest: same }, monday)).toEqual([])
  })
  test("is looked at again, and what fell due meanwhile is told", () => {
    const expiries: ReadonlyArray<Approval.Expiry> = [{ after: HOUR, calendar: null, then: "remind" }]
    const pending = asked(three({ kind: "any" }, { expiries }))
    const tags = (digest: string) => Approval.invalidate(pending, { by: "system", digest }, later(1)).map(({ _tag }) => _tag)
    expect(tags(Approval.digest(content))).toEqual(["Reminded"])
    expect(tags(changed)).toEqual(["Reminded", "Invalidated"])
  })
  test("can be withdrawn, before and after, but not once it was refused", () => {
    const wish = { by: "agent:zed", reason: "not needed any more" } as const
    const withdrawn = after(given, Approval.withdraw(given, wish, later(1)))
    expect(withdrawn.end).toEqual({ at: later(1), verdict: "withdrawn", reason: "not needed any more" })
    expect(refusal(says(withdrawn, "bo: yes"))).toBe("AlreadyDecided")
    const refused = votes(asked(three({ kind: "all" })), "ann: no")
    expect(refusal(Approval.withdraw(refused, wish, monday))).toBe("AlreadyDecided")
    for (const tried of [standIn(refused, "bo", "eve"), leaves(refused, "bo", null)]) expect(refusal(tried)).toBe("AlreadyDecided")
    expect(Approval.invalidate(refused, { by: "agent:zed", digest: changed }, monday)).toEqual([])
  })
})

describe("a question that cannot be answered is not asked", () => {
  const tooFew = (given: Approval.Definition, more: Partial<Approval.Request> = {}) => {
    const answered = ask(given, more)
    return Result.isFailure(answered) ? answered.failure.message : "granted"
  }
  test("there are too few people", () => {
    expect(tooFew(three({ kind: "quorum", count: 4 }))).toBe("step board needs 4, and there are 3 to ask")
    expect(tooFew(definition([step("role", [{ role: "nobody" }])]))).toBe("step role needs 1, and there are 0 to ask")
    expect(tooFew(three({ kind: "weighted", threshold: 9, weights: [{ agent: "bo", weight: 6 }] }))).toBe(
      "step board needs 9, and there are 8 to ask"
    )
  })
  test("all are to agree, and one of those named is nobody", () => {
    const both = definition([step("both", [{ managerOf: "requester" }, { team: "finance" }], { kind: "all" })])
    expect(tooFew(both, { staff: staff({ manager: null }) })).toBe(
      "step both needs 1 of the manager of the requester, and there are 0 to ask"
    )
  })
  test("a team is made of those who asked", () => {
    const each = definition([
      step("each", [{ agent: "ann" }, { team: "security" }], { kind: "perGroup", count: 1 }, { excludes: ["requester"] })
    ])
    expect(tooFew(each, { by: "agent:ann" })).toBe("step each needs 1 of ann, and there are 0 to ask")
    expect(tooFew(each)).toBe("granted")
  })
  test("those to whom it is escalated could not decide it", () => {
    const expiries: ReadonlyArray<Approval.Expiry> = [{ after: HOUR, calendar: null, then: "escalate", to: named("eve") }]
    expect(tooFew(three({ kind: "quorum", count: 2 }, { expiries }))).toBe("step board needs 2, and there are 1 to ask")
  })
  test("it is asked already", () => {
    expect(refusal(ask(three({ kind: "any" }), {}, asked(three({ kind: "any" }))))).toBe("AlreadyPending")
  })
})

describe("what comes from outside", () => {
  const decodes = (schema: Schema.Codec<unknown>, value: unknown) => Result.isSuccess(Schema.decodeUnknownResult(schema)(value))
  test("is checked", () => {
    expect(decodes(Approval.Definition, three({ kind: "any" }))).toBe(true)
    expect(decodes(Approval.Definition, definition([]))).toBe(false)
    expect(decodes(Approval.Definition, definition([step("a", named("ann")), step("a", named("bo"))]))).toBe(false)
    expect(decodes(Approval.Definition, three({ kind: "quorum", count: 0 }))).toBe(false)
    expect(decodes(Approval.Definition, three({ kind: "percent", percent: 101 }))).toBe(false)
    expect(decodes(Approval.Definition, three({ kind: "percent", percent: 12.5 }))).toBe(false)
    expect(decodes(Approval.Step, step("none", []))).toBe(false)
    const reject: Approval.Expiry = { after: HOUR, calendar: null, then: "reject" }
    expect(decodes(Approval.Step, step("a", named("ann"), { kind: "any" }, { expiries: [reject, reject] }))).toBe(false)
    expect(decodes(Approval.Expiry, { ...reject, then: "escalate" })).toBe(false)
    expect(decodes(Approval.Vote, { at: 0, by: "bo", onBehalfOf: "bo", answer: "maybe", reason: "" })).toBe(false)
  })
})

const justBefore = (instant: typeof monday) => (instant - 1) as typeof monday
