/** Whatever the linter says is so when the desk is asked; and how much of what is so it says. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { holds } from "../../../src/condition/Condition.ts"
import { choose, targetsFor } from "../../../src/sla/select.ts"
import type { Check, Finding } from "../../../src/workspace/lint/index.ts"
import { lint } from "../../../src/workspace/lint/index.ts"
import { rulebookOf } from "../../../src/workspace/lint/Rulebook.ts"
import { nothing } from "../../../src/workspace/lint/space/Glimpse.ts"
import { run, startOf as begun } from "../../../src/workspace/lint/stage/commit.ts"
import { circles } from "../../../src/workspace/lint/stage/enables.ts"
import { possible, rulesetOf } from "../../../src/workspace/lint/stage/possible.ts"
import { ticketOf } from "../../../src/workspace/lint/stage/ticketOf.ts"
import type * as Ticket from "../../../src/ticket/index.ts"
import type { Workspace } from "../../../src/workspace/Workspace.ts"
import * as worlds from "./worlds.ts"
import { actors, factsAfter, lived, played, type Start, starts } from "./worlds.ts"

const runs = (share: number) => ({ numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / share) })

/** The commit that a witness speaks of. */
const startOf = ({ witness }: Finding): Start => {
  const { ticket, before } = witness!
  return { now: ticket, before: before === null ? null : { ...ticket, ...before } }
}

const exchanged = (workspace: Workspace, [one, other]: ReadonlyArray<string>, strategy: Workspace["triggerStrategy"]): Workspace => {
  const { triggers } = workspace.definition
  const [a, b] = [one, other].map((id) => triggers.findIndex((trigger) => trigger.id === id))
  return worlds.world({ triggers: triggers.with(a!, triggers[b!]!).with(b!, triggers[a!]!), strategy })
}

const lasting = (facts: object): string => JSON.stringify(Object.entries(facts).filter(([field]) => field !== "updatedAt"))
const setsBy = (events: ReadonlyArray<Ticket.Event>, rule: string): ReadonlySet<string> =>
  new Set(events.flatMap((event) => (event.by === `rule:${rule}` ? [event._tag] : [])))

/** Whether what a finding says of triggers is so, when the desk itself is asked. */
const isSo = (finding: Finding, workspace: Workspace): boolean => {
  const [first, second] = finding.rules
  const where = (id: string) => workspace.rules.triggers.find((trigger) => trigger.id === id)!.where as never
  const isOfTrigger = finding.path.startsWith("triggers")
  switch (finding.check) {
    case "neverTrue":
      return (
        isOfTrigger &&
        starts.every((start) => !played(workspace, start).trace.some(({ trigger, verdict }) => trigger === first && "order" in verdict))
      )
    case "alwaysTrue":
      return starts.every(({ now, before }) =>
        holds(where(first!), { ...factsAfter({ ticket: ticketOf(now, workspace) }, workspace), "commit.opened": before === null }, before)
      )
    case "shadowed":
      return starts.every((start) => !actors(played(workspace, start)).has(second!))
    case "lastWriteWins": {
      const { events } = played(workspace, startOf(finding))
      return setsBy(events, first!).size > 0 && setsBy(events, second!).size > 0
    }
    case "orderMatters": {
      const other = exchanged(workspace, finding.rules, workspace.triggerStrategy)
      const [as, turned] = [workspace, other].map((one) => played(one, startOf(finding)))
      return lasting(factsAfter(as!, workspace)) !== lasting(factsAfter(turned!, workspace))
    }
    case "spokeTooSoon": {
      const start = startOf(finding)
      const end = played(workspace, start)
      const facts = { ...factsAfter(end, workspace), "commit.opened": start.before === null }
      return setsBy(end.events, first!).has("Noted") && actors(end).has(second!) && !holds(where(first!), facts, start.before)
    }
    case "saysAgain": {
      const once = played(workspace, startOf(finding))
      const later = factsAfter(once, workspace)
      const twice = played(workspace, { now: later, before: later })
      return setsBy(once.events, first!).has("Noted") && setsBy(twice.events, first!).has("Noted")
    }
    case "loop": {
      let facts = factsAfter(played(workspace, startOf(finding)), workspace)
      for (let i = 0; i < 30; i++) {
        const next = played(workspace, { now: facts, before: facts })
        // The first rounds may still be different.
        if (i > 5 && !finding.rules.every((rule) => actors(next).has(rule))) return false
        facts = factsAfter(next, workspace)
      }
      return true
    }
    default:
      return false
  }
}

describe("no false alarms", () => {
  test("what is found on random triggers is so when the desk runs them", () => {
    const seen = new Map<Check, number>()
    fc.assert(
      fc.property(worlds.triggers, worlds.strategy, (triggers, strategy) => {
        const workspace = worlds.world({ triggers, strategy })
        for (const finding of lint(workspace)) {
          if (!isSo(finding, workspace)) throw new Error(JSON.stringify(finding))
          seen.set(finding.check, (seen.get(finding.check) ?? 0) + 1)
        }
      }),
      runs(8)
    )
    expect([...seen.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThan(50)
  })
})

/** All pairs of one phase of which exchanging the order shows on some ticket; all pairs that set one field differently on some ticket. */
const truth = (workspace: Workspace): { readonly order: ReadonlyArray<string>; readonly never: ReadonlyArray<string> } => {
  const { triggers } = workspace.rules
  const all = starts.map((start) => played(workspace, start))
  const acted = new Set(all.flatMap((one) => [...actors(one)]))
  const order = triggers.flatMap((first, i) =>
    triggers.slice(i + 1, i + 2).flatMap((second) => {
      if (first.phase !== second.phase) return []
      const other = exchanged(workspace, [first.id, second.id], workspace.triggerStrategy)
      const shows = starts.some(
        (start, k) => lasting(factsAfter(all[k]!, workspace)) !== lasting(factsAfter(played(other, start), workspace))
      )
      return shows ? [`${first.id} ${second.id}`] : []
    })
  )
  return { order, never: triggers.filter(({ id }) => !acted.has(id)).map(({ id }) => id) }
}

describe("how much is found", () => {
  test("of pairs whose order shows somewhere at least 90 %, of triggers that never change anything at least 40 %", () => {
    const count = { order: 0, orderFound: 0, never: 0, neverFound: 0 }
    fc.assert(
      fc.property(worlds.triggers, worlds.strategy, (triggers, strategy) => {
        const workspace = worlds.world({ triggers, strategy })
        const { order, never } = truth(workspace)
        const findings = lint(workspace)
        const pairs = new Set(findings.filter(({ rules }) => rules.length === 2).map(({ rules }) => rules.join(" ")))
        const idle = new Set(
          findings.flatMap(({ check, rules }) =>
            check === "neverTrue" || check === "shadowed" || check === "refused" ? [rules.at(-1)] : []
          )
        )
        count.order += order.length
        count.orderFound += order.filter((pair) => pairs.has(pair)).length
        count.never += never.length
        count.neverFound += never.filter((id) => idle.has(id)).length
      }),
      { ...runs(20), seed: 79 }
    )
    expect(count.order).toBeGreaterThan(20)
    expect(count.orderFound / count.order).toBeGreaterThan(0.9)
    expect(count.neverFound / count.never).toBeGreaterThan(0.4)
  })
})

describe("rules and time", () => {
  test("whatever goes round in a finding goes round on the desk, and each of its rules with it", () => {
    let loops = 0
    fc.assert(
      fc.property(worlds.triggers, fc.oneof(worlds.automations, worlds.movers), (triggers, automations) => {
        const workspace = worlds.world({ triggers: triggers.slice(0, 2), automations })
        for (const { check, severity, rules, witness } of lint(workspace)) {
          if (check !== "loop" || severity !== "error") continue
          const lives = lived(workspace, witness!.ticket, 60)
          const late = new Set(lives.slice(20).flatMap((events) => [...actors({ events })]))
          if (lives.length < 60 || !rules.every((rule) => late.has(rule))) throw new Error(JSON.stringify([rules, witness, lives.length]))
          loops++
        }
      }),
      runs(2)
    )
    expect(loops).toBeGreaterThan(0)
  })
  test("where nothing can go round, every ticket comes to rest", () => {
    let desks = 0
    fc.assert(
      fc.property(worlds.triggers, fc.oneof(worlds.automations, worlds.movers), fc.constantFrom(...starts), (triggers, some, start) => {
        const workspace = worlds.world({ triggers: triggers.slice(0, 1), automations: some.slice(0, 2) })
        if (circles(rulebookOf(workspace)).length > 0) return
        expect(lived(workspace, start.now, 50).length).toBeLessThan(50)
        desks++
      }),
      runs(2)
    )
    expect(desks).toBeGreaterThan(50)
  })
  test("of desks with a ticket that never comes to rest at least 90 % are told so", () => {
    const count = { restless: 0, found: 0 }
    fc.assert(
      fc.property(worlds.triggers, worlds.movers, (triggers, automations) => {
        const workspace = worlds.world({ triggers: triggers.slice(0, 1), automations })
        if (circles(rulebookOf(workspace)).length === 0) return
        const isRestless = starts.some(({ now, before }) => before === null && lived(workspace, now, 50).length === 50)
        if (!isRestless) return
        count.restless++
        if (lint(workspace).some(({ check, severity }) => check === "loop" && severity === "error")) count.found++
      }),
      { ...runs(4), seed: 3 }
    )
    expect(count.restless).toBeGreaterThan(5)
    expect(count.found / count.restless).toBeGreaterThan(0.9)
  })
})

describe("promises", () => {
  test("a policy is said to be for nobody just where it is, and a forgotten ticket is one that it takes", () => {
    const seen = { never: 0, uncovered: 0 }
    fc.assert(
      fc.property(worlds.policies, (written) => {
        const slaPolicies = written.map(([where, priorities], i) => ({
          id: `p${i}`,
          where,
          targets: priorities.map((priority) => ({ metric: "firstReply", priority, within: "1h" }))
        }))
        const workspace = worlds.world({ slaPolicies })
        const all = starts
          .filter(({ before }) => before === null)
          .flatMap(({ now }) => [...workspace.statuses.keys()].map((status) => ({ ...now, status })))
        const chosen = (ticket: Ticket.Ticket) => choose(workspace.slaPolicies, factsAfter({ ticket }, workspace))
        const taken = new Set(
          all
            .flatMap((now) => [now, { ...now, priority: null }, { ...now, tags: ["odd"] }])
            .map((facts) => chosen(ticketOf(facts, workspace))?.id)
        )
        const rest = workspace.slaPolicies.filter(({ id }) => !taken.has(id)).map(({ id }) => id)
        // A desk with a default priority has no tickets without: what only such a ticket would meet is not told.
        const meant = workspace.slaPolicies.filter(
          ({ id, where }) =>
            rest.includes(id) && all.some((now) => holds(where, factsAfter({ ticket: ticketOf(now, workspace) }, workspace)))
        )
        const findings = lint(workspace)
        const never = findings.flatMap(({ check, path, rules }) =>
          check === "policyNeverSelected"
            ? [rules.at(-1)]
            : check === "neverTrue"
              ? [workspace.slaPolicies[Number(/\d+/.exec(path)![0])]!.id]
              : []
        )
        expect([...new Set(never)]).toEqual(expect.arrayContaining(meant.map(({ id }) => id)))
        expect(rest).toEqual(expect.arrayContaining(never))
        seen.never += never.length
        for (const { check, rules, witness } of findings) {
          if (check !== "priorityUncovered") continue
          seen.uncovered++
          const ticket = ticketOf(witness!.ticket, workspace)
          const policy = chosen(ticket)
          expect([policy?.id, policy === undefined ? null : targetsFor(policy, ticket.priority)]).toEqual([rules[0], []])
        }
      }),
      runs(5)
    )
    expect(seen.never * seen.uncovered).toBeGreaterThan(0)
  })
})

describe("disabled rules", () => {
  test("are as good as absent", () => {
    const told = (workspace: Workspace) => lint(workspace).map(({ path, ...finding }) => ({ ...finding, place: path.replace(/\d+/, "") }))
    fc.assert(
      fc.property(worlds.triggers, worlds.automations, fc.nat(3), (triggers, automations, i) => {
        const disabled = triggers.map((rule, k) => (k === i ? { ...rule, enabled: false } : rule))
        const absent = triggers.filter((_, k) => k !== i)
        const [off] = automations
        expect(told(worlds.world({ triggers: disabled, automations: [{ ...off, enabled: false }] }))).toEqual(
          told(worlds.world({ triggers: absent }))
        )
      }),
      runs(10)
    )
  })
})

describe("what is left out in a run", () => {
  test("would have done nothing: the triggers that may fire do what all of them do", () => {
    fc.assert(
      fc.property(worlds.triggers, worlds.strategy, fc.constantFrom(...starts), (triggers, strategy, { now, before }) => {
        const workspace = worlds.world({ triggers, strategy })
        const book = rulebookOf(workspace)
        const glimpse = { ...nothing, now: { ...now, "commit.opened": before === null }, before: before ?? {}, opens: before === null }
        const start = begun(glimpse, workspace)
        const { firings, facts } = run(start, workspace.rules, workspace)
        const fewer = run(start, rulesetOf(possible(start, book), book), workspace)
        expect([fewer.firings, fewer.facts]).toEqual([firings, facts])
      }),
      runs(2)
    )
  })
})
