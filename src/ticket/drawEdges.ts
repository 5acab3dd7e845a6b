/** How tickets hang together, as a picture that Mermaid draws: what was merged into what, what was split from what, what followed. */
import { label } from "../text/Mermaid.ts"
import { edgesOf } from "./Edges.ts"
import type { Ticket } from "./Ticket.ts"

/** Of tickets that are not among these only the reference is known, or the id. */
export const drawEdges = (tickets: ReadonlyArray<Ticket>): string => {
  const names = new Map<string, string>()
  const nodes: Array<string> = []
  const nameOf = (id: string, words: string = id): string => {
    if (!names.has(id)) {
      names.set(id, `t${names.size}`)
      nodes.push(`  ${names.get(id)!}["${words}"]`)
    }
    return names.get(id)!
  }
  for (const { id, reference, subject } of tickets) nameOf(id, `${label(reference)}<br/>${label(subject)}`)
  const arrows = tickets.flatMap((ticket) => {
    const { mergedInto, splitFrom, followUps } = edgesOf(ticket)
    const own = nameOf(ticket.id)
    return [
      ...(mergedInto === null ? [] : [`${own} -->|merged into| ${nameOf(mergedInto.into)}`]),
      ...(splitFrom === null ? [] : [`${nameOf(splitFrom)} -.->|split off| ${own}`]),
      ...followUps.map((id) => `${own} -.->|followed up by| ${nameOf(id)}`)
    ]
  })
  return ["flowchart LR", ...nodes, ...arrows.map((arrow) => `  ${arrow}`)].join("\n")
}
