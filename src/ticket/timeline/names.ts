/** What people call the words of a workspace. A word that the workspace has no more is called by its id. */
import * as Actor from "../../people/Actor.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import * as Instant from "../../time/Instant.ts"
import type * as Category from "../Category.ts"
import type { Due } from "../Due.ts"
import * as Field from "../Field.ts"
import type { Link } from "../Link.ts"
import * as LinkType from "../LinkType.ts"
import type { Participant } from "../Participant.ts"
import * as Status from "../Status.ts"
import type { RequesterRef, Ticket } from "../Ticket.ts"
import type { Vocabulary } from "../Vocabulary.ts"

const nameIn = (words: ReadonlyMap<string, { readonly name: string }>, id: string | null): string | null =>
  id === null ? null : (words.get(id)?.name ?? id)

export const agent = (vocabulary: Vocabulary, id: string | null): string | null => nameIn(vocabulary.agents, id)
export const team = (vocabulary: Vocabulary, id: string | null): string | null => nameIn(vocabulary.teams, id)
/** `Bo, Cy`; `null`: nobody. */
export const agents = (vocabulary: Vocabulary, ids: ReadonlyArray<string> = []): string | null =>
  ids.map((id) => agent(vocabulary, id)).join(", ") || null
export const teams = (vocabulary: Vocabulary, ids: ReadonlyArray<string> = []): string | null =>
  ids.map((id) => team(vocabulary, id)).join(", ") || null
export const kind = (vocabulary: Vocabulary, id: string | null): string | null => nameIn(vocabulary.kinds, id)
export const department = (vocabulary: Vocabulary, id: string): string | null => nameIn(vocabulary.departments, id)
export const channel = (vocabulary: Vocabulary, id: string): string => nameIn(vocabulary.channels, id) ?? id
export const status = (vocabulary: Vocabulary, id: string): string | null => nameIn(vocabulary.statuses, id)
export const link = ({ links }: Vocabulary, { type, side }: Pick<Link, "type" | "side">): string => {
  const known = links.get(type)
  return known === undefined ? `has a link "${type}" with` : LinkType.wordsOf(known, { side })
}
export const priority = (vocabulary: Vocabulary, id: string | null): string | null =>
  id === null ? null : (vocabulary.priorities.get(id)?.priority.name ?? id)

/** As the requester reads it; a status that is gone is called as its category is. */
export const customerStatus = (vocabulary: Vocabulary, id: string, category: Status.Category): string =>
  vocabulary.statuses.get(id)?.customerName ?? Status.customerNames[category]

/** `Hardware / Printer` */
export const path = (tree: ReadonlyArray<Category.Category>, steps: Category.Path): string | null => {
  let level: ReadonlyArray<Category.Category> = tree
  const names = steps.map((step) => {
    const category = level.find((one) => one.id === step)
    level = category?.children ?? []
    return category?.name ?? step
  })
  return names.length === 0 ? null : names.join(" / ")
}

export const value = (field: Field.Field | undefined, held: Field.Value): string | null => {
  if (held === null) return null
  if (typeof held === "boolean") return held ? "yes" : "no"
  if (Field.isThing(held)) return held.label === "" ? held.id : held.label
  if (field?.type === "dateTime" && typeof held === "number") return Instant.toISO(Instant.make(held))
  if (field?.type === "tree" && Array.isArray(held)) return path(field.choices, held)
  const named = (id: string): string =>
    field?.type === "select" || field?.type === "multiSelect" ? (field.choices.find((choice) => choice.id === id)?.name ?? id) : id
  if (Array.isArray(held)) return held.map(named).join(", ")
  return typeof held === "string" ? named(held) : String(held)
}

/** `2026-01-05T09:00:00.000Z, pinned` */
export const due = (date: Due | null): string | null => (date === null ? null : `${Instant.toISO(date.at)}${date.pinned ? ", pinned" : ""}`)

/** `Eve (eve@example.org)` */
export const mailbox = ({ address, name }: Participant): string => (name === "" ? address : `${name} (${address})`)

/** `Ada Lovelace (ada@example.org)` */
export const requester = ({ name, email }: RequesterRef): string => (email === null ? name : mailbox({ address: email, name }))

/** Who did it, for the desk. */
export const actor = (vocabulary: Vocabulary, ticket: Ticket, by: Actor.Actor): string => {
  const id = Actor.idOf(by)
  switch (Actor.kindOf(by)) {
    case "agent":
      return agent(vocabulary, id) ?? id
    case "requester":
      return ticket.requester.id === id ? ticket.requester.name : `Requester ${id}`
    case "participant":
      return `Participant ${mailbox(participantOf(ticket, id) ?? { address: id, name: "" })}`
    case "rule":
      return `Rule ${id}`
    case "integration":
      return `Integration ${id}`
    case "system":
      return "System"
  }
}

/** Who did it, for the requester: people by their names, everything else is the desk under its brand. */
export const actorInPublic = (vocabulary: Vocabulary, ticket: Ticket, by: Actor.Actor): string => {
  const id = Actor.idOf(by)
  switch (Actor.kindOf(by)) {
    case "requester":
      return ticket.requester.id === id ? ticket.requester.name : "Participant"
    case "participant": {
      const name = participantOf(ticket, id)?.name ?? ""
      // Mail programs put addresses where names belong; other people's are not shown.
      return name === "" || name.includes("@") ? "Participant" : `Participant ${name}`
    }
    case "agent":
      return vocabulary.agents.get(id)?.name ?? desk(vocabulary, ticket)
    default:
      return desk(vocabulary, ticket)
  }
}

const desk = (vocabulary: Vocabulary, ticket: Ticket): string => vocabulary.brands.get(ticket.brand)?.name ?? "Support"

const participantOf = (ticket: Ticket, address: string): Participant | undefined =>
  ticket.participants.find((one) => EmailAddress.equals(one.address, address))
