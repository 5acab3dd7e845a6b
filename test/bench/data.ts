/** The desk, the words and the tickets that the benchmarks work on: the same in every run. */
import * as Result from "effect/Result"
import type { Actor } from "../../src/people/Actor.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"

/** Luck with a seed (mulberry32, public domain): numbers in [0, 1). */
export const luck = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
export type Luck = ReturnType<typeof luck>
export const pick = <T>(from: ReadonlyArray<T>, next: Luck): T => from[Math.floor(next() * from.length)]!

const syllables = ["ba", "ren", "to", "mi", "sol", "ka", "ver", "du", "pli", "no", "gar", "es", "tu", "lem", "ori", "fa"]
/** 4,096 words; the early ones are asked for more often, as in any language. */
export const vocabulary: ReadonlyArray<string> = Array.from(
  { length: 4096 },
  (_, i) => syllables[i & 15]! + syllables[(i >> 4) & 15]! + syllables[i >> 8]!
)
export const word = (next: Luck): string => vocabulary[Math.floor(next() ** 3 * vocabulary.length)]!
/** About so many characters of words in lines. */
export const prose = (length: number, next: Luck): string => {
  let text = ""
  let line = 0
  while (text.length < length) {
    const one = word(next)
    const ends = line + one.length > 70
    text += text === "" ? one : ends ? `\n${one}` : ` ${one}`
    line = ends ? 0 : line + one.length + 1
  }
  return text.slice(0, length).trimEnd()
}

const numbered = (stem: string, count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, i) => `${stem}${i + 1}`)
export const agents = numbered("agent", 200)
export const teams = numbered("team", 20)
export const departments = numbered("department", 10)
export const priorities = ["low", "normal", "high", "urgent"] as const

export const workspace = defineWorkspace({
  name: "Bench",
  departments,
  teams,
  // Three agents of each department hear of its new tickets; the others take what they are given.
  agents: agents.map((id, i) => ({
    id,
    name: `Agent ${i + 1}`,
    email: `${id}@desk.example`,
    teams: [teams[i % teams.length]!],
    departments: i < 3 * departments.length ? [departments[i % departments.length]!] : []
  })),
  categories: [
    { id: "hardware", children: ["printer", "screen"] },
    { id: "software", children: ["mail", "browser"] }
  ],
  fields: [
    { id: "severity", type: "select", choices: ["minor", "major", "critical"] },
    { id: "floor", type: "number" },
    { id: "order", type: "text" }
  ],
  supportAddresses: [{ address: "help@desk.example", department: departments[0]!, plus: true }]
})

/** 2026-01-05T08:00:00Z */
export const epoch = Date.UTC(2026, 0, 5, 8)
export const secrets = ["a secret for benchmarks alone"]

/** Text that makes an event of an answer about 400 bytes of JSON. */
export const ANSWER = 240

/** What follows opening, again and again: mostly words, sometimes work. */
const course = (i: number, next: Luck): { readonly as: Actor; readonly command: Ticket.Command } => {
  const agent: Actor = `agent:${agents[i % agents.length]!}`
  const content = { text: prose(ANSWER, next) }
  switch (i % 10) {
    case 0:
      return { as: agent, command: { _tag: "Assign", agent: agents[i % agents.length]! } }
    case 1:
      return { as: agent, command: { _tag: "Prioritize", priority: priorities[(i / 10) & 3]! } }
    case 2:
      return { as: agent, command: { _tag: "Reply", content, then: "pending" } }
    case 4:
      return { as: agent, command: { _tag: "Note", content } }
    case 5:
      return { as: agent, command: { _tag: "SetField", field: "floor", value: i } }
    case 6:
      return { as: agent, command: { _tag: "Tag", tags: [word(next)] } }
    case 7:
      return { as: agent, command: { _tag: "Categorize", category: (i / 10) & 1 ? ["hardware", "printer"] : ["software", "mail"] } }
    case 8:
      return { as: agent, command: { _tag: "Reply", content } }
    default:
      return { as: "requester:r-1", command: { _tag: "Reply", content } }
  }
}

export const contextAt = (i: number, actor: Actor): Ticket.Context => ({
  now: Instant.make(epoch + i * 60_000),
  id: `019b8c00-0000-7000-8000-${String(i).padStart(12, "0")}`,
  actor,
  via: "email",
  vocabulary: workspace
})

export const openCommand = (id: string, next: Luck): Ticket.Command => ({
  _tag: "Open",
  ticketId: id,
  reference: Ticket.Reference.of(id, 0),
  requester: { id: "r-1", name: "Ada Lovelace", email: "ada@example.org", organization: "org-1" },
  subject: prose(60, next).replaceAll("\n", " "),
  content: { text: prose(ANSWER, next) },
  priority: pick(priorities, next),
  kind: "incident",
  category: ["hardware", "printer"],
  fields: [
    { field: "severity", value: "major" },
    { field: "order", value: `A-${Math.floor(next() * 1e6)}` }
  ],
  tags: ["vip", word(next)],
  participants: [{ address: "eve@example.org", name: "Eve" }],
  receivedAt: "help@desk.example"
})

/** The first so many events of a ticket, as the rules of the house decide them. */
export const history = (id: string, length: number, seed: number): ReadonlyArray<Ticket.Event> => {
  const next = luck(seed)
  const events: Array<Ticket.Event> = []
  let state: Ticket.State
  for (let i = 0; events.length < length; i++) {
    const { as, command } = i === 0 ? { as: "requester:r-1" as const, command: openCommand(id, next) } : course(i + seed, next)
    for (const event of Result.getOrThrow(Ticket.decide(state, command, contextAt(i, as)))) {
      state = Ticket.evolve(state, event)
      events.push(event)
    }
  }
  return events.slice(0, length)
}
