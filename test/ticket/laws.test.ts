/** What holds for every workspace and every history. */
import * as Result from "effect/Result"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Actor from "../../src/people/Actor.ts"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import { broken } from "../../src/testing/invariant.ts"
import * as OfApproval from "../../src/approval/Refusal.ts"
import * as Refusal from "../../src/ticket/Refusal.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { frozen } from "./frozen.ts"

type Step = arbitraries.Step
const granted = (step: Step): ReadonlyArray<Ticket.Event> => (Result.isSuccess(step.answer) ? step.answer.success : [])

/** Says something of every step of every history. */
const always = (check: (step: Step, history: arbitraries.History) => void): void =>
  fc.assert(fc.property(arbitraries.history(), (history) => history.steps.forEach((step) => check(step, history))))

describe("the core is a pure function", () => {
  test("the same question has the same answer, with inputs that cannot be written to and keys in another order", () => {
    always(({ before, command, context, answer }) => {
      const again = Ticket.decide(frozen(before), frozen(command), Object.freeze({ ...context }))
      expect(again).toEqual(answer)
      if (Result.isSuccess(again))
        expect(Ticket.replay(again.success.map(frozen), frozen(before))).toEqual(Ticket.replay(again.success, before))
    })
  })
  test("any event finds any ticket, opened or not, without an exception", () => {
    fc.assert(
      fc.property(arbitraries.history(), arbitraries.history(), (one, other) => {
        expect(Ticket.replay(one.events.slice(1))).toBeUndefined()
        expect(Ticket.replay(one.events, other.ticket)).toBeDefined()
      })
    )
  })
  test("granted events keep what is true of every ticket", () => {
    always(({ after }, { vocabulary }) => {
      if (after !== undefined) expect(broken(after, vocabulary)).toEqual([])
    })
  })
  test("a history may be replayed from any point on", () => {
    fc.assert(
      fc.property(arbitraries.history(), fc.nat(), ({ events, ticket }, at) => {
        const k = at % (events.length + 1)
        expect(Ticket.replay(events.slice(k), Ticket.replay(events.slice(0, k)))).toEqual(ticket)
      })
    )
  })
  test("a refusal is an error that names itself, and leaves the ticket as it was", () => {
    const names = new Set([...Object.keys(Refusal), ...Object.keys(OfApproval)])
    always(({ answer, before, after }) => {
      if (!Result.isFailure(answer)) return
      expect(after).toBe(before)
      expect(answer.failure).toBeInstanceOf(Error)
      expect(names.has(answer.failure._tag) && answer.failure.name).toBe(answer.failure._tag)
      expect(answer.failure.message.length).toBeGreaterThan(10)
    })
  })
  test("what was just done, asked again, changes nothing", () => {
    const repeatable = new Set<string>(
      "Assign Prioritize Categorize SetField Rename Tag Untag Follow Unfollow AddParticipant RemoveParticipant ProposeParticipants Link Unlink Conclude FollowUp".split(
        " "
      )
    )
    always((step) => {
      if (Result.isFailure(step.answer) || !repeatable.has(step.command._tag)) return
      expect(Ticket.decide(step.after, step.command, step.context)).toEqual(Result.succeed([]))
    })
  })
  test("an event that changes nothing is not written", () => {
    always((step) => {
      let state = step.before
      for (const event of granted(step)) {
        const was = state
        state = Ticket.evolve(was, event)
        if (was === undefined) continue
        expect({ ...state, updatedAt: 0 }).not.toEqual({ ...was, updatedAt: 0 })
      }
    })
  })
  test("every event happened now, was done by who asked, by the way that they came", () => {
    always((step) => {
      for (const event of granted(step))
        expect([event.at, event.by, event.via]).toEqual([step.context.now, step.context.actor, step.context.via])
    })
  })
  test("other ids make the same history under other names", () => {
    const rename = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
        ["messageId", "ticketId", "id", "ticket", "stream"].includes(key) && typeof inner === "string" && /^(t-1|c-\d+)$/.test(inner)
          ? `other/${inner}`
          : inner
      )
    fc.assert(
      fc.property(arbitraries.history(), ({ steps, ticket }) => {
        let state: Ticket.State
        for (const { command, context, answer } of steps) {
          const again = Ticket.decide(state, rename(command) as Ticket.Command, { ...context, id: `other/${context.id}` })
          expect(Result.isSuccess(again)).toBe(Result.isSuccess(answer))
          if (Result.isSuccess(again) && Result.isSuccess(answer)) {
            expect(again.success).toEqual(rename(answer.success))
            state = Ticket.replay(again.success, state)
          }
        }
        expect(state).toEqual(rename(ticket))
      })
    )
  })
  test("commands about different things may be asked in either order", () => {
    const part = new Map<string, string>(
      Object.entries({
        Prioritize: "1",
        Categorize: "2",
        Rename: "3",
        Tag: "4",
        Untag: "4",
        Follow: "5",
        Unfollow: "5",
        Assign: "6",
        SetField: "7"
      })
    )
    const several = arbitraries
      .history(6)
      .chain((history) =>
        fc.tuple(
          fc.constant(history),
          fc.array(arbitraries.command(history.vocabulary), { minLength: 8, maxLength: 16 }),
          arbitraries.asking
        )
      )
    fc.assert(
      fc.property(several, ([{ vocabulary, ticket, steps }, commands, { actor, via }]) => {
        const one = commands.find(({ _tag }) => part.has(_tag))
        const other = commands.find(({ _tag }) => part.has(_tag) && part.get(_tag) !== part.get(one!._tag))
        fc.pre(one !== undefined && other !== undefined)
        const context = { ...steps.at(-1)!.context, actor, via, vocabulary }
        const inTurn = (commands: ReadonlyArray<Ticket.Command>): Ticket.State =>
          commands.reduce<Ticket.State>((state, command) => {
            const answer = Ticket.decide(state, command, context)
            return Result.isSuccess(answer) ? Ticket.replay(answer.success, state) : state
          }, ticket)
        expect(inTurn([one, other])).toEqual(inTurn([other, one]))
      })
    )
  })
  test("words of the workspace that nobody says change no answer", () => {
    const unused = "z".repeat(40)
    always(({ before, command, context, answer }) => {
      const { vocabulary } = context
      const larger: Ticket.Vocabulary = {
        ...vocabulary,
        statuses: new Map([...vocabulary.statuses, [unused, { ...vocabulary.defaultStatus.open, id: unused, isDefault: false }]]),
        agents: new Map([...vocabulary.agents, [unused, { ...vocabulary.agents.get("bo")!, id: unused, teams: [] }]]),
        fields: new Map([...vocabulary.fields, [unused, { id: unused, name: "x", type: "boolean", requiredOn: [unused], visible: true }]])
      }
      const again = Ticket.decide(before, command, { ...context, vocabulary: larger })
      if (Result.isSuccess(answer)) expect(again).toEqual(answer)
      else expect(Result.isFailure(again) && again.failure._tag).toBe(answer.failure._tag)
    })
  })
})

describe("the life of a ticket", () => {
  test("every ticket can be closed, once the desk has filled what closing needs, and waits for no permission", () => {
    fc.assert(
      fc.property(arbitraries.history(), ({ vocabulary, steps, ticket }) => {
        const context = { ...steps.at(-1)!.context, actor: "agent:bo" as const }
        const fill = [...vocabulary.fields.values()].map(({ id, type }) => ({
          _tag: "SetField" as const,
          field: id,
          value: arbitraries.example[type]
        }))
        let state = ticket
        const takeBack = (ticket?.approvals ?? []).map(({ id }) => ({ _tag: "WithdrawApproval" as const, approval: id, reason: "over" }))
        for (const command of [...takeBack, ...fill, { _tag: "Close" as const }]) {
          const actor = command._tag === "WithdrawApproval" ? Actor.system : context.actor
          const answer = Ticket.decide(state, command, { ...context, actor })
          if (Result.isSuccess(answer)) state = Ticket.replay(answer.success, state)
        }
        expect(state?.statusCategory).toBe("closed")
      })
    )
  })
  test("a closed ticket takes Reopen, a word from outside within its window, what it has to do with others, what is said of the work on it, who sees it, and how it was", () => {
    const between = new Set(["Link", "Unlink", "FollowUp"])
    const howItWas = /^(?:Plan|Request|Withdraw|Expire)Rating$|^Rate$/
    const ofWork = new Set<string>(
      "Resolve PlanActivity ChangeActivity CompleteActivity ReopenActivity RemoveActivity Remind LogTime Attach Unsnooze WakeUp".split(" ")
    )
    always((step, { vocabulary }) => {
      if (step.before?.statusCategory !== "closed" || granted(step).length === 0) return
      if (step.command._tag === "Reopen") return
      if (between.has(step.command._tag)) {
        const { edges, updatedAt } = step.after!
        expect(step.after).toEqual({ ...step.before, updatedAt, edges })
        return
      }
      if (howItWas.test(step.command._tag)) {
        const { ratings, updatedAt } = step.after!
        expect(step.after).toEqual({ ...step.before, updatedAt, ratings })
        return
      }
      if (step.command._tag === "Restrict")
        return expect({ ...step.after, restricted: 0, updatedAt: 0 }).toEqual({ ...step.before, restricted: 0, updatedAt: 0 })
      if (ofWork.has(step.command._tag)) return expect(step.after?.status).toBe(step.before.status)
      const days = vocabulary.followUp.get(step.before.department)?.reopenWithinDays ?? null
      expect(step.command._tag).toBe("Reply")
      expect(Actor.isOutside(step.context.actor)).toBe(true)
      expect(days === null || step.context.now - step.before.closedAt! < days * 86_400_000).toBe(true)
      expect(step.after?.status).toBe(granted(step).some((event) => "needsNoAnswer" in event) ? step.before.status : "open")
    })
  })
  test("it was reopened as often as it went from done to not done", () => {
    const isDone = (category: Ticket.Status.Category): boolean => category === "solved" || category === "closed"
    fc.assert(
      fc.property(arbitraries.history(), ({ events, ticket }) => {
        const categories = events.flatMap((event) => ("statusCategory" in event ? [event.statusCategory] : []))
        expect(ticket?.reopened).toBe(categories.filter((to, n) => n > 0 && isDone(categories[n - 1]!) && !isDone(to)).length)
      })
    )
  })
  test("a word from outside never moves a ticket nearer to its end", () => {
    const order = Ticket.Status.Category.literals
    always(({ before, after, context }) => {
      if (before === undefined || after === undefined || !Actor.isOutside(context.actor)) return
      expect(order.indexOf(after.statusCategory)).toBeLessThanOrEqual(order.indexOf(before.statusCategory))
    })
  })
  test("whatever is filed and sorted, the conversation stays", () => {
    const talk = new Set(["Open", "Reply", "Note", "Forward"])
    always(({ before, after, command }) => {
      if (talk.has(command._tag) || before === undefined || after === undefined) return
      const said = ({ messages, thread, askedAt, answeredAt }: Ticket.Ticket) => ({ messages, thread, askedAt, answeredAt })
      expect(said(after)).toEqual(said(before))
    })
  })
  test("no way leads into a status whose fields are unset; only a word from outside opens without asking", () => {
    always((step, { vocabulary }) => {
      for (const event of granted(step)) {
        if (!("statusCategory" in event)) continue
        const missing = [...vocabulary.fields.values()].filter(
          ({ id, requiredOn }) =>
            requiredOn.includes(event.status) &&
            Ticket.Belonging.usesField(step.after!.department, id, vocabulary) &&
            Ticket.Field.isEmpty(Ticket.fieldOf(step.after!, id))
        )
        if (missing.length > 0) expect([Actor.isOutside(event.by), event._tag, event.status]).toEqual([true, "StatusChanged", "open"])
      }
    })
  })
})

describe("the conversation", () => {
  test("every message has a name of its own and is counted", () => {
    fc.assert(
      fc.property(arbitraries.history(), ({ events, ticket }) => {
        const ids = events.flatMap((event) => ("messageId" in event ? [event.messageId] : []))
        expect(new Set(ids).size).toBe(ids.length)
        expect(ticket?.messages).toBe(ids.length)
      })
    )
  })
  test("nobody outside can bring anybody into it", () => {
    always(({ before, after, context }) => {
      if (before === undefined || !Actor.isOutside(context.actor)) return
      expect(after?.participants).toEqual(before.participants)
    })
  })
})
