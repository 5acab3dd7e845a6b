/** What holds for every approval, whoever is asked and whatever they do. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Approval from "../../src/approval/index.ts"
import { isActive } from "../../src/approval/Delegation.ts"
import { approversOf } from "../../src/approval/Stage.ts"
import * as Instant from "../../src/time/Instant.ts"
import {
  anyAgent,
  anyAnswer,
  anyDefinition,
  anyMoves,
  anyRule,
  anyStaff,
  anyWorld,
  ask,
  definition,
  later,
  monday,
  named,
  people,
  play,
  step,
  type World
} from "./desk.ts"
import { answered, approves, fills, mayStandIn, recount } from "./recount.ts"

const law = (name: string, property: fc.IRawProperty<unknown>) => test(name, () => fc.assert(property))
const heavy = (name: string, property: fc.IRawProperty<unknown>) =>
  test(name, () => fc.assert(property, { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 10) }))
const overJson = <A, I>(schema: Schema.Codec<A, I>, value: A): A => Schema.decodeUnknownSync(schema)(JSON.parse(JSON.stringify(value)))

/** All facts up to each moment, with those that fell due by then. */
const histories = (world: World) => {
  const facts: Array<Approval.Fact.Fact> = []
  return play(world).map(({ state, now, facts: added }) => {
    facts.push(...added)
    const settled = Approval.settled(state, now)
    return { state, settled, now, facts: [...facts, ...Approval.due(state, now)] }
  })
}

/** An approval of one step without any clock, and the answers of some of those who are asked. */
const anyPoll = fc
  .record({
    rule: anyRule,
    veto: fc.boolean(),
    groups: fc.array(fc.subarray(people.slice(0, 5), { minLength: 1 }), { minLength: 1, maxLength: 3 }),
    answers: fc.tuple(...people.map((agent) => fc.tuple(fc.constant(agent), fc.option(anyAnswer, { freq: 2 }))))
  })
  .map(({ rule, veto, groups, answers }) => {
    const agents = people.map((id) => ({ id, teams: groups.flatMap((group, i) => (group.includes(id) ? [`t${i}`] : [])), roles: [] }))
    const staff = { agents, manager: null, fields: [], requester: null, submitter: null, assignee: null }
    const sources = groups.map((_, i) => ({ team: `t${i}` }))
    const first = ask(definition([step("poll", sources, rule, { veto })]), { staff })
    return {
      groups,
      panel: { rule, veto },
      approval: Result.isSuccess(first) ? Approval.replay(first.success)! : null,
      answers: answers.flatMap(([agent, answer]) => (answer === null || !groups.flat().includes(agent) ? [] : [[agent, answer] as const]))
    }
  })
  .filter(({ approval }) => approval !== null)
  .map((poll) => ({ ...poll, approval: poll.approval! }))

type Said = readonly [agent: string, answer: Approval.Answer]
const say = (approval: Approval.Approval, [onBehalfOf, answer]: Said, by = onBehalfOf): Approval.Approval => {
  const granted = Approval.vote(approval, { step: "poll", by, onBehalfOf, answer, reason: "" }, monday)
  return Result.isSuccess(granted) ? Approval.replay(granted.success, approval)! : approval
}
const verdictAfter = (approval: Approval.Approval, said: ReadonlyArray<Said>) =>
  Approval.verdict(
    said.reduce((state, one) => say(state, one), approval),
    monday
  )

describe("a verdict", () => {
  law(
    "is what counting again from the facts comes to",
    fc.property(anyWorld, (world) => {
      for (const { settled, facts } of histories(world)) {
        const again = recount(facts)
        expect(settled.end?.verdict ?? "pending").toBe(again.verdict)
        expect(settled.stages.map(({ openedAt, end }) => [openedAt !== null, end?.verdict ?? null])).toEqual(
          again.steps.map(({ open, end }) => [open, end])
        )
      }
    })
  )
  law(
    "of yes means: since the last change enough people who were asked and not excluded said so, each for one approver, or silence was taken for it",
    fc.property(anyWorld, (world) => {
      for (const { settled, facts } of histories(world)) {
        const round = facts.slice(facts.findLastIndex(({ _tag }) => _tag === "Requested"))
        if (settled.end?.verdict === "approved")
          expect(round.some(({ _tag }) => _tag === "Invalidated" || _tag === "Withdrawn")).toBe(false)
        for (const stage of settled.stages) {
          if (stage.end?.verdict !== "approved" || stage.end.by === "expiry") continue
          const counted = recount(round).steps.find(({ panel }) => panel.id === stage.id)!
          expect(approves(stage, counted.groups, answered(counted))).toBe(true)
          const yes = [...counted.answers].filter(([agent, { answer }]) => answer === "yes" && answered(counted).has(agent))
          expect(new Set(yes.map(([, { by }]) => by)).size).toBe(yes.length)
          for (const [agent, { by }] of yes) {
            expect(stage.excluded).not.toContain(by)
            expect(stage.excluded).not.toContain(agent)
          }
        }
      }
    })
  )
  law(
    "is given as soon as no further answer can change it, and not before",
    fc.property(anyPoll, ({ approval, groups, panel, answers }) => {
      const given: Array<Said> = []
      for (const one of [null, ...answers]) {
        if (one !== null) given.push(one)
        const ways = new Set(fills(groups, new Map(given)).map((fill) => approves(panel, groups, fill)))
        const verdict = verdictAfter(approval, given)
        expect(verdict).toBe(ways.size > 1 ? "pending" : ways.has(true) ? "approved" : "rejected")
        if (verdict !== "pending") return
      }
    })
  )
  heavy(
    "of several steps is so too: pending means that those who can still answer can bring about either",
    fc.property(anyDefinition, anyStaff, anyMoves, (given, staff, moves) => {
      // Where time may bring about anything, so may silence.
      const steps = given.steps.map((one) => ({ ...one, expiries: [] }))
      const last = histories({ given: { ...given, steps }, staff, by: "requester:r-1", moves }).at(-1)
      fc.pre(last !== undefined && last.settled.stages.reduce((sum, stage) => sum + approversOf(stage).length, 0) <= 6)
      const found = new Set<string>()
      const explore = (state: Approval.Approval): void => {
        if (state.end !== null) return void found.add(state.end.verdict)
        for (const stage of state.stages) {
          const silent = approversOf(stage).find((agent) => !stage.votes.some((vote) => vote.onBehalfOf === agent && vote.by === agent))
          if (stage.openedAt === null || stage.end !== null || silent === undefined) continue
          for (const answer of ["yes", "no", "abstain"] as const) {
            const ballot = { step: stage.id, by: silent, onBehalfOf: silent, answer, reason: "" }
            explore(Approval.replay(Result.getOrThrow(Approval.vote(state, ballot, last.now)), state)!)
          }
          return
        }
      }
      explore(last.settled)
      const verdict = Approval.verdict(last.state, last.now)
      expect([...found].toSorted()).toEqual(verdict === "pending" ? ["approved", "rejected"] : [verdict])
    })
  )
  law(
    "never becomes worse by a yes, nor a yes by a no",
    fc.property(anyWorld, anyAgent, fc.nat({ max: 2 }), (world, by, place) => {
      for (const { settled, now } of histories(world)) {
        const at = settled.stages[place % settled.stages.length]!.id
        const after = (answer: Approval.Answer) => {
          const granted = Approval.vote(settled, { step: at, by, onBehalfOf: by, answer, reason: "" }, now)
          return Result.isSuccess(granted) ? Approval.verdict(Approval.replay(granted.success, settled)!, now) : null
        }
        expect(["pending", "approved", null]).toContain(after("yes"))
        expect(["pending", "rejected", null]).toContain(after("no"))
      }
    })
  )
  law(
    "is no worse for any yes among the answers, and no better for any no",
    fc.property(anyPoll, anyAgent, ({ groups, panel, answers }, who) => {
      const rank = { approved: 2, pending: 1, rejected: 0 }
      const judged = (fill: ReadonlyMap<string, Approval.Answer>) => {
        const ways = new Set(fills(groups, fill).map((one) => approves(panel, groups, one)))
        return rank[ways.size > 1 ? "pending" : ways.has(true) ? "approved" : "rejected"]
      }
      const before = judged(new Map(answers))
      expect(judged(new Map([...answers, [who, "yes"]]))).toBeGreaterThanOrEqual(
        answers.some(([agent]) => agent === who) ? judged(new Map([...answers, [who, "no"]])) : before
      )
      expect(judged(new Map([...answers, [who, "no"]]))).toBeLessThanOrEqual(before)
    })
  )
  law(
    "does not depend on the order in which people answer, themselves or by a stand-in",
    fc.property(
      anyPoll.chain((poll) => fc.tuple(fc.constant(poll), fc.shuffledSubarray(poll.answers, { minLength: poll.answers.length }))),
      anyAgent,
      ([{ approval, answers }, shuffled], away) => {
        const granted = Approval.delegate(approval, { by: "system", from: away, to: "flo", since: monday, until: null }, monday)
        const given = Approval.replay(Result.isSuccess(granted) ? granted.success : [], approval)!
        const byFlo = (said: ReadonlyArray<Said>) =>
          said.reduce((state, [agent, answer]) => say(state, [agent, answer], agent === away ? "flo" : agent), given)
        expect(Approval.verdict(byFlo(shuffled), monday)).toBe(verdictAfter(approval, answers))
      }
    )
  )
})

describe("nobody", () => {
  law(
    "has more than one answer in a step, or one for more than one approver; nor anybody who is excluded any; nor a stand-in whom nobody named, or for themselves",
    fc.property(anyWorld, (world) => {
      for (const { settled, facts } of histories(world)) {
        const round = facts.slice(facts.findLastIndex(({ _tag }) => _tag === "Requested"))
        for (const { votes, excluded, groups } of settled.stages) {
          expect(new Set(votes.map(({ by }) => by)).size).toBe(votes.length)
          expect(new Set(votes.map(({ onBehalfOf }) => onBehalfOf)).size).toBe(votes.length)
          for (const { by, onBehalfOf, at } of votes) {
            expect(excluded).not.toContain(by)
            if (by !== onBehalfOf) expect(mayStandIn(round, by, onBehalfOf, at)).toBe(true)
          }
          for (const { agents } of groups) for (const one of excluded) expect(agents).not.toContain(one)
        }
        for (const { since } of settled.delegations)
          for (const one of settled.delegations.filter((other) => isActive(other, since))) {
            expect(Approval.standInsFor(settled.delegations, one.to, since)).not.toContain(one.from)
            expect(one.to).not.toBe(one.from)
          }
      }
    })
  )
  law(
    "who asked is ever among those who answered, where the requester is excluded",
    fc.property(anyDefinition, anyStaff, anyAgent, anyMoves, (given, staff, asker, moves) => {
      const steps = given.steps.map((one) => ({ ...one, excludes: ["requester" as const] }))
      for (const { facts } of play({ given: { ...given, steps }, staff, by: `agent:${asker}`, moves }))
        for (const fact of facts) if (fact._tag === "Voted") expect([asker, staff.requester]).not.toContain(fact.by)
    })
  )
})

describe("an approver who leaves", () => {
  law(
    "takes their answer with them: the rest is judged as if they had never been asked",
    fc.property(anyPoll, anyAgent, ({ approval, groups, panel, answers }, leaver) => {
      const before = answers.reduce((state, one) => say(state, one), approval)
      const granted = Approval.replace(before, { by: "system", from: leaver, to: null }, monday)
      if (Result.isFailure(granted)) {
        const isAsked = approversOf(approval.stages[0]!).includes(leaver)
        expect(granted.failure._tag).toBe(before.end === null ? "NotAnApprover" : "AlreadyDecided")
        expect(before.end === null && isAsked).toBe(false)
        return
      }
      const rest = groups.map((group) => group.filter((agent) => agent !== leaver))
      const left = new Map(answers.filter(([agent]) => agent !== leaver))
      const ways = new Set(fills(rest, left).map((fill) => approves(panel, rest, fill)))
      expect(Approval.verdict(Approval.replay(granted.success, before)!, monday)).toBe(
        ways.size > 1 ? "pending" : ways.has(true) ? "approved" : "rejected"
      )
    })
  )
})

describe("time", () => {
  law(
    "does the same whenever it is noticed, and does it once",
    fc.property(anyWorld, fc.array(fc.boolean(), { maxLength: 25, size: "max" }), (world, looks) => {
      const seldom = world.moves.filter((move) => !("tells" in move))
      const silent = seldom.map((move, i) => ({ ...move, wait: move.wait, look: looks[i] === true }))
      const often = silent.flatMap(({ look, ...move }) => {
        const half = Math.floor(move.wait / 2)
        const first = { wait: half, tells: true as const }
        return look ? [first, { ...first, wait: 0 }, { ...move, wait: move.wait - half }] : [move]
      })
      const end = (moves: World["moves"]) => {
        const all = histories({ ...world, moves })
        return all.at(-1)
      }
      const [one, other] = [end(seldom), end(often)]
      expect(other?.settled).toEqual(one?.settled)
      expect(other?.facts).toEqual(one?.facts)
    })
  )
  law(
    "changes nothing before it is due, and nothing twice",
    fc.property(anyWorld, (world) => {
      for (const { state, settled, now } of histories(world)) {
        expect(Approval.due(settled, now)).toEqual([])
        expect(Approval.replay(Approval.due(state, now), settled)).toEqual(settled)
        const wakeAt = Approval.wakeAt(settled)
        if (wakeAt === null) {
          expect(Approval.due(settled, Instant.plus(now, 400 * 86_400_000))).toEqual([])
          continue
        }
        expect(wakeAt).toBeGreaterThan(now)
        expect(Approval.due(settled, Instant.plus(wakeAt, -1))).toEqual([])
        expect(Approval.due(settled, wakeAt)[0]?.at).toBe(wakeAt)
      }
    })
  )
  law(
    "opens a step when the one before it is approved, not earlier and not later",
    fc.property(anyWorld, (world) => {
      for (const { settled } of histories(world)) {
        if (settled.order === "parallel") expect(settled.stages.every(({ openedAt }) => openedAt === settled.askedAt)).toBe(true)
        else
          settled.stages.slice(1).forEach(({ openedAt }, i) => {
            const { end, openedAt: before } = settled.stages[i]!
            // A step that nobody is left for is closed where it stands, and so is what would come after it.
            if (openedAt !== null) expect(openedAt).toBe(end?.verdict === "approved" && before !== null ? end.at : "never")
            else if (settled.end === null) expect(end).toBe(null)
          })
      }
    })
  )
})

law(
  "whatever is pending can move: somebody who is asked has not answered and can",
  fc.property(anyWorld, (world) => {
    for (const { settled, now } of histories(world)) {
      if (settled.end !== null) continue
      const silent = settled.stages
        .filter(({ openedAt, end }) => openedAt !== null && end === null)
        .flatMap((stage) => approversOf(stage).map((agent) => ({ step: stage.id, by: agent, onBehalfOf: agent })))
        .filter((ballot) => {
          const isGranted = Result.isSuccess(Approval.vote(settled, { ...ballot, answer: "yes", reason: "" }, now))
          const step = Approval.explain(settled, now).steps.find((one) => one.step === ballot.step)!
          return isGranted && step.says.find(({ agent }) => agent === ballot.by)!.answer === null
        })
      expect(silent.length > 0).toBe(true)
    }
  })
)

describe("the account", () => {
  heavy(
    "has the numbers of a recount, and names as stand-ins those who can answer until then",
    fc.property(anyWorld, (world) => {
      for (const { state, settled, now, facts } of histories(world)) {
        const account = Approval.explain(state, now)
        const again = recount(facts)
        expect(account.verdict).toBe(again.verdict)
        account.steps.forEach(({ tallies, says, standing, step }, i) => {
          const counted = again.steps[i]!
          const fill = answered(counted)
          expect(new Map(says.flatMap(({ agent, answer }) => (answer === null ? [] : [[agent, answer]])))).toEqual(fill)
          const groups = counted.panel.rule.kind === "perGroup" ? counted.groups : [[...new Set(counted.groups.flat())]]
          expect(tallies).toHaveLength(groups.length)
          tallies.forEach((tally, j) => {
            const said = groups[j]!.map((agent) => fill.get(agent) ?? "open")
            expect(tally.yes + tally.no + tally.abstain + tally.open).toBe(tally.of)
            const { rule } = counted.panel
            const weights = groups[j]!.map(
              (agent) => (rule.kind === "weighted" ? rule.weights.find((one) => one.agent === agent)?.weight : 1) ?? 1
            )
            for (const what of ["yes", "no", "abstain", "open"] as const)
              expect(tally[what]).toBe(weights.reduce((sum, weight, k) => (said[k] === what ? sum + weight : sum), 0))
          })
          for (const { agent, standIns } of says)
            for (const one of standIns) {
              expect(standing).toBe("open")
              const tried = (at: Instant.Instant) =>
                Approval.vote(settled, { step, by: one.agent, onBehalfOf: agent, answer: "yes", reason: "" }, at)
              expect(Result.isSuccess(tried(now))).toBe(true)
              const due = Approval.wakeAt(settled)
              if (one.until === null || (due !== null && due <= one.until)) continue
              expect(Result.isSuccess(tried(Instant.plus(one.until, -1)))).toBe(true)
              expect(Result.isFailure(tried(one.until))).toBe(true)
            }
        })
      }
    })
  )
})

heavy(
  "all of it can be written down: facts and states are the same as JSON",
  fc.property(anyWorld, (world) => {
    const facts = play(world).flatMap((moment) => moment.facts)
    const kept = facts.map((fact) => overJson(Approval.Fact.Fact, fact))
    expect(kept).toEqual(facts)
    const state = Approval.replay(kept)
    expect(state).toEqual(play(world).at(-1)?.state ?? null)
    if (state !== null) expect(overJson(Approval.Approval, state)).toEqual(state)
    expect(overJson(Approval.Definition, world.given)).toEqual(world.given)
  })
)

test("and none of it is held up by many", () => {
  const crowd = Array.from({ length: 200 }, (_, i) => `a${i}`)
  const staff = {
    agents: crowd.map((id) => ({ id, teams: [], roles: ["board"] })),
    manager: null,
    fields: [],
    requester: null,
    submitter: null,
    assignee: null
  }
  const first = ask(definition([step("poll", [{ role: "board" }, ...named("a1")], { kind: "percent", percent: 100 })]), { staff })
  const approval = Approval.replay(Result.getOrThrow(first))!
  expect(
    verdictAfter(
      approval,
      crowd.slice(1).map((agent) => [agent, "yes"])
    )
  ).toBe("pending")
  expect(
    verdictAfter(
      approval,
      crowd.map((agent) => [agent, "yes"])
    )
  ).toBe("approved")
  expect(Approval.wakeAt(approval)).toBe(null)
  expect(Approval.verdict(approval, later(1))).toBe("pending")
})
