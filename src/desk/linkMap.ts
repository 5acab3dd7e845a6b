/** What a ticket is linked with, as a picture. */
import { label, node } from "../text/Mermaid.ts"
import type { Ticket } from "../ticket/Ticket.ts"

interface Drawn {
  readonly side: "to" | "from"
  /** What is said of the ticket itself. */
  readonly words: string
  readonly ticket: Ticket
}

/** A mermaid `flowchart`: arrows go the way that they are read; what is finished has round corners. */
export const linkMap = (ticket: Ticket, links: ReadonlyArray<Drawn>): string => {
  const names = new Map([...new Set([ticket.id, ...links.map((link) => link.ticket.id)])].map((id, i) => [id, node("t", i)]))
  const drawn = new Map([ticket, ...links.map((link) => link.ticket)].map((one) => [one.id, one]))
  return [
    "flowchart LR",
    ...[...drawn.values()].map((one) => `  ${names.get(one.id)!}${box(one)}`),
    ...links.map((link) => `  ${names.get(ticket.id)!} -->|"${label(link.words)}"| ${names.get(link.ticket.id)!}`)
  ].join("\n")
}

const box = ({ reference, subject, status, solvedAt }: Ticket): string => {
  const text = `"${label(`${reference} ${subject}`.trimEnd())} #40;${label(status)}#41;"`
  return solvedAt === null ? `[${text}]` : `(${text})`
}
