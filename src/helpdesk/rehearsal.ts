/** What a set of rules would have done to the tickets of a desk, had it been there: nothing is written, nothing is sent. */
import type { Findable } from "../condition/Condition.ts"
import { type Question, settled } from "../condition/Variable.ts"
import { type Flip, whyNot } from "../condition/whyNot.ts"
import { rehearse, type Scene } from "../desk/rehearse.ts"
import * as Actor from "../people/Actor.ts"
import * as Instant from "../time/Instant.ts"
import * as Ticket from "../ticket/index.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { everyTicket } from "./everyTicket.ts"
import type { House } from "./House.ts"
import { existing, history } from "./load.ts"

export interface RehearsalInput {
  /** The rules to rehearse; the desk's own, where it is left out. */
  readonly workspace?: Workspace
  /** Which tickets; all, where it is left out. */
  readonly where?: Question
  /** Told after every page of tickets. */
  readonly onProgress?: (progress: { readonly tickets: number }) => void
}

/** One rule over the whole past. */
export interface Rehearsed {
  readonly rule: string
  /** In how many commits it would have fired. */
  readonly fires: number
  /** In how many it did. */
  readonly fired: number
  /** How many facts it would have made, and how many of them are words that leave the desk or a note. */
  readonly facts: number
  readonly messages: number
  /** The first few. */
  readonly examples: ReadonlyArray<{
    readonly ticketId: string
    readonly at: Instant.Instant
    readonly events: ReadonlyArray<Ticket.Event>
  }>
}

/** `openLoop`: what people did is taken as it was, though they might have done otherwise. */
export interface Rehearsal {
  readonly mode: "openLoop"
  readonly tickets: number
  readonly commits: number
  /** One for each rule of the workspace, and each that acted in the past; those without `fires` are dead. */
  readonly rules: ReadonlyArray<Rehearsed>
}

const EXAMPLES = 5

export const rehearseAll = async (
  house: House,
  { where, onProgress }: Omit<RehearsalInput, "where" | "workspace"> & { readonly where?: Findable | undefined }
): Promise<Rehearsal> => {
  const tally = new Map<string, Tally>()
  for (const { id } of [...house.workspace.rules.triggers, ...house.workspace.schedule.automations]) tallyOf(tally, id)
  let tickets = 0
  let commits = 0
  for await (const page of everyTicket(house, where)) {
    for (const ticketId of page) {
      const scenes = await explain(house, ticketId)
      commits += scenes.length
      for (const scene of scenes) count(tally, ticketId, scene)
    }
    tickets += page.length
    onProgress?.({ tickets })
  }
  return { mode: "openLoop", tickets, commits, rules: [...tally].map(([rule, counted]) => ({ rule, ...counted })) }
}

/** One ticket, scene by scene. */
export const explain = async (house: House, ticketId: string): Promise<ReadonlyArray<Scene>> => {
  const events = await history(house, ticketId)
  await house.book.recallAll(events)
  return rehearse(house, events, Instant.make(house.now()))
}

/** What keeps a rule from fitting a ticket that nobody touches. */
export const whyNotNow = async (house: House, rule: string, ticketId: string): Promise<ReadonlyArray<Flip> | null> => {
  const { rules, schedule } = house.workspace
  const all = [...rules.triggers, ...schedule.automations]
  const found = all.find(({ id }) => id === rule)
  if (found === undefined) throw new Ticket.UnknownWord({ what: "rule", word: rule, known: all.map(({ id }) => id) })
  const { facts } = await existing(house, ticketId)
  return whyNot(settled(found.where, { now: Instant.make(house.now()), agent: null }), facts, facts)
}

type Tally = { -readonly [Key in keyof Omit<Rehearsed, "rule">]: Rehearsed[Key] }

const tallyOf = (tally: Map<string, Tally>, rule: string): Tally => {
  const one = tally.get(rule) ?? { fires: 0, fired: 0, facts: 0, messages: 0, examples: [] }
  tally.set(rule, one)
  return one
}

const count = (tally: Map<string, Tally>, ticketId: string, { at, automation, trace, events, was }: Scene): void => {
  for (const { trigger, verdict } of trace) if ("order" in verdict) tallyOf(tally, trigger).fires += 1
  if (automation !== null) tallyOf(tally, automation).fires += 1
  for (const [rule, made] of byRule(events)) {
    const one = tallyOf(tally, rule)
    one.facts += made.length
    one.messages += made.filter(({ _tag }) => words.has(_tag)).length
    if (one.examples.length < EXAMPLES) one.examples = [...one.examples, { ticketId, at, events: made }]
  }
  for (const rule of byRule(was).keys()) tallyOf(tally, rule).fired += 1
}

const words: ReadonlySet<string> = new Set(["Replied", "Noted", "Forwarded", "MailAsked", "NotificationAsked", "WebhookAsked"])

const byRule = (events: ReadonlyArray<Ticket.Event>): ReadonlyMap<string, ReadonlyArray<Ticket.Event>> =>
  Map.groupBy(events, ({ by }) => Actor.idOf(by))
