/** The rules of an approval in other words than the room's own: by counting again from its facts. */
import type { Answer, Approval, Fact, Panel } from "../../src/approval/index.ts"
import * as Delegation from "../../src/approval/Delegation.ts"

export interface Counted {
  readonly panel: Panel
  groups: ReadonlyArray<ReadonlyArray<string>>
  /** By approver. */
  answers: Map<string, { readonly by: string; readonly answer: Answer }>
  open: boolean
  end: "approved" | "rejected" | "expired" | null
  byVotes: boolean
}
export interface Recount {
  readonly steps: ReadonlyArray<Counted>
  verdict: string
}

type Fill = ReadonlyMap<string, Answer>

/** Whether these answers, were they all, approve. */
export const approves = (
  { rule, veto }: Pick<Panel, "rule" | "veto">,
  groups: ReadonlyArray<ReadonlyArray<string>>,
  fill: Fill
): boolean => {
  const everybody = [...new Set(groups.flat())]
  const yes = (agents: ReadonlyArray<string>) => agents.filter((agent) => fill.get(agent) === "yes")
  if (veto && everybody.some((agent) => fill.get(agent) === "no")) return false
  if (yes(everybody).length === 0) return false
  switch (rule.kind) {
    case "any":
      return true
    case "all":
      return everybody.every((agent) => fill.get(agent) === "yes")
    case "quorum":
      return yes(everybody).length >= rule.count
    case "percent":
      return yes(everybody).length * 100 >= rule.percent * everybody.length
    case "perGroup":
      return groups.every((agents) => yes(agents).length >= rule.count)
    case "weighted": {
      const weights = yes(everybody).map((agent) => rule.weights.find((one) => one.agent === agent)?.weight ?? 1)
      return weights.reduce((sum, weight) => sum + weight, 0) >= rule.threshold
    }
  }
}

/** Every way in which those who have not answered may still answer. */
export const fills = (groups: ReadonlyArray<ReadonlyArray<string>>, answers: Fill): ReadonlyArray<Fill> => {
  let all: Array<Fill> = [answers]
  for (const agent of new Set(groups.flat()))
    if (!answers.has(agent))
      all = all.flatMap((fill) => (["yes", "no", "abstain"] as const).map((answer) => new Map([...fill, [agent, answer]])))
  return all
}

const answersOf = ({ groups, answers }: Counted): Fill => {
  const everybody = new Set(groups.flat())
  return new Map(
    [...answers]
      .filter(([agent, { by }]) => everybody.has(agent) && (by === agent || !everybody.has(by)))
      .map(([agent, { answer }]) => [agent, answer])
  )
}
export const answered = answersOf

/** What comes of it if all who are silent say this: no answers of theirs are better than yes, and none worse than no. */
const decide = (step: Counted): Counted["end"] => {
  const said = answersOf(step)
  const ifAll = (answer: Answer): boolean =>
    approves(step.panel, step.groups, new Map(step.groups.flat().map((agent) => [agent, said.get(agent) ?? answer])))
  return ifAll("no") ? "approved" : ifAll("yes") ? null : "rejected"
}

/** What became void when others were asked stays so. */
const forget = (step: Counted): void => {
  const kept = answersOf(step)
  for (const agent of step.answers.keys()) if (!kept.has(agent)) step.answers.delete(agent)
}

const walk = (recount: Recount, sequence: boolean): void => {
  if (recount.verdict !== "pending") return
  recount.steps.filter(({ end }) => end === null).forEach(forget)
  let isTurn = true
  for (const step of recount.steps) {
    if (isTurn) step.open = true
    if (step.end === null) {
      const end = decide(step)
      if (end !== null) Object.assign(step, { end, byVotes: true })
    }
    if (sequence && step.end !== "approved") isTurn = false
  }
  const failed = recount.steps.find(({ end }) => end !== null && end !== "approved")
  if (failed !== undefined) recount.verdict = failed.end!
  else if (recount.steps.every(({ end }) => end === "approved")) recount.verdict = "approved"
}

/** What the facts since the last request come to. */
export const recount = (facts: ReadonlyArray<Fact.Fact>): Recount => {
  const first = facts.findLastIndex(({ _tag }) => _tag === "Requested")
  const asked = facts[first] as Fact.Requested
  const steps = asked.panels.map((panel): Counted => {
    return { panel, groups: panel.groups.map(({ agents }) => agents), answers: new Map(), open: false, end: null, byVotes: false }
  })
  const state: Recount = { steps, verdict: "pending" }
  walk(state, asked.order === "sequence")
  for (const fact of facts.slice(first + 1)) {
    if (fact._tag === "Voted") {
      const { answers } = steps.find(({ panel }) => panel.id === fact.step)!
      for (const [agent, { by }] of answers) if (by === fact.by) answers.delete(agent)
      answers.set(fact.onBehalfOf, { by: fact.by, answer: fact.answer })
    } else if (fact._tag === "Replaced") {
      for (const step of steps) {
        if (step.end !== null) continue
        step.groups = step.groups.map((agents) => swapped(agents, fact.from, fact.to))
        for (const [agent, { by }] of step.answers) if (by === fact.from || agent === fact.from) step.answers.delete(agent)
      }
    } else if (fact._tag === "Escalated") {
      const step = steps.find(({ panel }) => panel.id === fact.step)!
      const said = answersOf(step)
      step.groups = step.groups.map((agents) =>
        agents.every((agent) => said.has(agent)) ? agents : [...new Set([...agents.filter((agent) => said.has(agent)), ...fact.to])]
      )
    } else if (fact._tag === "Expired") {
      steps.find(({ panel }) => panel.id === fact.step)!.end = fact.outcome
    } else if (fact._tag === "Withdrawn") state.verdict = "withdrawn"
    else if (fact._tag === "Invalidated") state.verdict = "invalidated"
    walk(state, asked.order === "sequence")
  }
  return state
}

const swapped = (agents: ReadonlyArray<string>, from: string, to: string | null): ReadonlyArray<string> => [
  ...new Set(agents.map((agent) => (agent === from ? to : agent)).filter((agent) => agent !== null))
]

/** Whether somebody could have answered for the approver by what was delegated until then. */
export const mayStandIn = (facts: ReadonlyArray<Fact.Fact>, by: string, onBehalfOf: string, at: Approval["askedAt"]): boolean => {
  const given = facts.flatMap((fact) => (fact._tag === "Delegated" && Delegation.isActive(fact, at) ? [fact] : []))
  const reach = (one: string, left: ReadonlyArray<Fact.Delegated>): boolean =>
    one === by || left.some((edge, i) => edge.from === one && reach(edge.to, left.toSpliced(i, 1)))
  return reach(onBehalfOf, given)
}
