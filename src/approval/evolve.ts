/** What a fact changes. */
import type { Instant } from "../time/Instant.ts"
import type { Vote } from "./Answer.ts"
import { type Approval, waiting } from "./Approval.ts"
import type { Fact, Passed, Replaced, Requested } from "./Fact.ts"
import { answersOf, isOpen, regrouped, type Stage } from "./Stage.ts"
import { outcome } from "./tally.ts"

/** `null`: nobody has asked yet. What time brings about changes nothing when it is told twice. */
export const evolve = (approval: Approval | null, fact: Fact): Approval | null => {
  if (fact._tag === "Requested") return begun(fact)
  if (approval === null) return null
  switch (fact._tag) {
    case "Voted": {
      const { _tag, step, ...vote } = fact
      return changed(approval, fact.at, (stage) => (stage.id === step ? voted(stage, vote) : stage))
    }
    case "Delegated": {
      const { _tag, at: _at, by: _by, ...delegation } = fact
      return { ...approval, delegations: [...approval.delegations, delegation] }
    }
    case "Replaced": {
      const delegations = approval.delegations.filter(({ from, to }) => from !== fact.from && to !== fact.from)
      return changed({ ...approval, delegations }, fact.at, (stage) => (stage.end === null ? replaced(stage, fact) : stage))
    }
    case "Invalidated":
      return { ...approval, end: { at: fact.at, verdict: "invalidated", reason: "" } }
    case "Withdrawn":
      return { ...approval, end: { at: fact.at, verdict: "withdrawn", reason: fact.reason } }
    case "Reminded":
    case "Escalated":
    case "Expired":
      return changed(approval, fact.at, (stage) =>
        stage.id === fact.step && isOpen(stage) && stage.next.expiry === fact.expiry ? passed(stage, fact) : stage
      )
  }
}

/** Folds a history, from the start or from what an earlier one came to. */
export const replay = (facts: ReadonlyArray<Fact>, from: Approval | null = null): Approval | null => facts.reduce(evolve, from)

const begun = ({ _tag, at, panels, ...question }: Requested): Approval =>
  changed({ ...question, askedAt: at, stages: panels.map(waiting), delegations: [], end: null }, at, (stage) => stage)

const voted = (stage: Stage, vote: Vote): Stage => ({
  ...stage,
  votes: [...stage.votes.filter(({ onBehalfOf }) => onBehalfOf !== vote.onBehalfOf), vote]
})

const replaced = (stage: Stage, { from, to }: Replaced): Stage => {
  const swap = (agents: ReadonlyArray<string>): ReadonlyArray<string> => [
    ...new Set(agents.flatMap((agent) => (agent === from ? (to ?? []) : agent)))
  ]
  const votes = stage.votes.filter(({ by, onBehalfOf }) => by !== from && onBehalfOf !== from)
  const expiries = stage.expiries.map((expiry) => ({ ...expiry, to: swap(expiry.to) }))
  return regrouped(
    { ...stage, votes, expiries },
    stage.groups.map(({ source, agents }) => ({ source, agents: swap(agents) }))
  )
}

const passed = (stage: Stage, fact: Passed): Stage => {
  const next = { expiry: fact.expiry + 1, since: fact.at }
  switch (fact._tag) {
    case "Reminded":
      return { ...stage, next }
    case "Escalated": {
      const answers = answersOf(stage)
      const groups = stage.groups.map(({ source, agents }) => {
        const answered = agents.filter((agent) => answers.has(agent))
        return { source, agents: answered.length === agents.length ? agents : [...new Set([...answered, ...fact.to])] }
      })
      return regrouped({ ...stage, next }, groups)
    }
    case "Expired":
      return { ...stage, next, end: { at: fact.at, verdict: fact.outcome, by: "expiry" } }
  }
}

/** Changes the stages of an approval that is pending, and carries on from there. */
const changed = (approval: Approval, at: Instant, change: (stage: Stage) => Stage): Approval =>
  approval.end === null ? carriedOn({ ...approval, stages: approval.stages.map(change) }, at) : approval

/** Closes the stages that are decided, opens those whose turn it is, and ends the whole where it is decided. */
const carriedOn = (approval: Approval, at: Instant): Approval => {
  const stages: Array<Stage> = []
  for (const stage of approval.stages) {
    const isNext = approval.order === "parallel" || stages.every(({ end }) => end?.verdict === "approved")
    stages.push(closed(stage.openedAt === null && isNext ? { ...stage, openedAt: at, next: { expiry: 0, since: at } } : stage, at))
  }
  const failed = stages.find(({ end }) => end !== null && end.verdict !== "approved")?.end
  const verdict = failed?.verdict ?? (stages.every(({ end }) => end !== null) ? "approved" : null)
  return { ...approval, stages, end: verdict === null ? null : { at, verdict, reason: "" } }
}

/** A stage that is not open yet is closed as well where its rule cannot be met: there is no use in asking the others first. */
const closed = (stage: Stage, at: Instant): Stage => {
  const verdict = stage.end === null ? outcome(stage) : null
  return verdict === null ? stage : { ...stage, end: { at, verdict, by: "votes" } }
}
