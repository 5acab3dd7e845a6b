/** Rules that undo each other for ever, though nobody asks for anything. */
import type { Finding, Outcome } from "../Finding.ts"
import type { Rule, Rulebook } from "../Rulebook.ts"
import type { Glimpse } from "../space/Glimpse.ts"
import { judge } from "../space/judge.ts"
import { find } from "../space/search.ts"
import { noted, run, startOf, type Run } from "../stage/commit.ts"
import { circles } from "../stage/enables.ts"
import { begin, standing, type Step, tick } from "../stage/life.ts"
import { factsOf } from "../../ticketFacts.ts"
import type { Workspace } from "../../Workspace.ts"
import { only, outcomeOf, witnessOf } from "../witness.ts"

/** Tickets on which each rule is tried. */
const TRIES = 3
/** So many commits without an end are taken for ever: a rule that counts to stop has stopped by then. */
const LONG = 40

export const loop = (book: Rulebook): ReadonlyArray<Finding> => {
  const found = new Map<string, Finding>()
  for (const [automation, ...others] of circles(book)) {
    const finding = ofTime(automation!, others, book)
    const key = finding?.rules.toSorted().join()
    if (finding !== undefined && !found.has(key!)) found.set(key!, finding)
  }
  for (const trigger of book.triggers) {
    if ([...found.values()].some(({ rules }) => rules.includes(trigger.id))) continue
    const finding = ofCommits(trigger, book)
    if (finding !== undefined) found.set(finding.rules.toSorted().join(), finding)
  }
  return [...found.values()]
}

const ofTime = (automation: Rule, others: ReadonlyArray<Rule>, { workspace, spaceOf }: Rulebook): Finding | undefined => {
  const space = spaceOf([automation.condition, ...others.map(({ condition }) => condition)].slice(0, 8))
  for (const glimpse of find(space, (one) => judge(automation.condition, one), TRIES)) {
    const steps = livedOut(glimpse, workspace)
    if (steps === undefined) continue
    const round = [...new Set(steps.flatMap(({ fired }) => fired))]
    const fields = new Set([automation, ...others].filter(({ id }) => round.includes(id)).flatMap(({ footprint }) => [...footprint.reads]))
    return {
      check: "loop",
      severity: "error",
      path: `${automation.path}.then`,
      rules: round,
      problem: `${saidOf(round)} for ever, though nobody does anything: each round ends as it began.`,
      witness: witnessOf(
        glimpse,
        steps.map(({ fired, life }): Outcome => ({ fired, ticket: only(factsOf(life.ticket, workspace), fields) }))
      )
    }
  }
  return undefined
}

const saidOf = (rules: ReadonlyArray<string>): string =>
  rules.length === 1 ? `"${rules[0]}" acts again and again` : `${rules.map((id) => `"${id}"`).join(" and ")} act in turn`

/** One round of a life without an end; `undefined`: it has one. */
const livedOut = (glimpse: Glimpse, workspace: Workspace): ReadonlyArray<Step> | undefined => {
  const { ticket, at } = startOf(glimpse, workspace)
  const steps: Array<Step> = []
  let life = begin(ticket, at, workspace)
  for (let i = 0; i < LONG; i++) {
    const step = tick(life, workspace)
    if (step === undefined) return undefined
    steps.push(step)
    life = step.life
  }
  const end = standing(life.ticket, workspace)
  const last = steps.findLastIndex((step, i) => i < LONG - 1 && standing(step.life.ticket, workspace) === end)
  return last < LONG / 2 ? undefined : steps.slice(last + 1)
}

/** What rules do to the ticket in every commit anew, whatever that is about, and undo in the same. */
const ofCommits = (trigger: Rule, { workspace, triggers, spaceOf }: Rulebook): Finding | undefined => {
  const space = spaceOf([trigger.condition])
  for (const glimpse of find(space, (one) => judge(trigger.condition, one), TRIES)) {
    let ran: Run = run(startOf(glimpse, workspace), workspace.rules, workspace)
    let rounds = 0
    for (; rounds < LONG; rounds++) {
      const before = standing(ran.ticket, workspace)
      ran = run(noted(ran.ticket, startOf(glimpse, workspace).at, workspace), workspace.rules, workspace)
      if (!changers(ran).includes(trigger.id) || (rounds >= LONG / 2 && standing(ran.ticket, workspace) !== before)) break
    }
    const rules = changers(ran)
    if (rounds < LONG || rules.some((id) => asksOfCommit(triggers.find((rule) => rule.id === id)!))) continue
    return {
      check: "loop",
      severity: "warning",
      path: `${trigger.path}.then`,
      rules,
      problem: `In every commit, whatever it is about, ${saidOf(rules)} and leave the ticket as it was.`,
      witness: witnessOf(glimpse, [outcomeOf(ran, trigger.footprint.reads)])
    }
  }
  return undefined
}

export const asksOfCommit = ({ footprint }: Rule): boolean => [...footprint.reads].some((field) => field.startsWith("commit."))

const said: ReadonlySet<string> = new Set(["Replied", "Noted", "Forwarded", "MailAsked", "NotificationAsked", "WebhookAsked"])
/** The rules that changed the ticket, rather than only said something. */
const changers = ({ firings }: Run): ReadonlyArray<string> =>
  firings.filter(({ events }) => events.some(({ _tag }) => !said.has(_tag))).map(({ rule }) => rule)
