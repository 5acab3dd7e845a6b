/**
 * Which letters follow from what happened: a pure function of facts. A letter to a customer is made of public things
 * alone; whatever the desk keeps to itself, it stays the same byte for byte.
 */
import * as Actor from "../people/Actor.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import type * as Storage from "../storage/Storage.ts"
import type { Event } from "../ticket/decider.ts"
import type { Ticket } from "../ticket/Ticket.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { homeOf, isOurs } from "./announce/Home.ts"
import { letter, receipt, type Said } from "./announce/letter.ts"
import { agentsOf, partiesOf, type Sieve, sieve } from "./announce/readers.ts"
import type { Letter, Template } from "./Letter.ts"
import type { Signer } from "./Ports.ts"
import * as Quote from "./Quote.ts"

export interface News {
  readonly workspace: Workspace
  readonly tenant: string
  readonly signer: Signer
  readonly before: Ticket | undefined
  readonly after: Ticket
  readonly events: ReadonlyArray<Event>
}

/** A letter, and the key under which it is written once. */
interface Posted {
  readonly key: string
  readonly letter: Letter
}

/** Nobody gets two letters about one message, nobody their own words, and none goes to an address of ours. */
export const announce = (news: News): ReadonlyArray<Storage.Effect> => {
  const { workspace, tenant, signer, before, after } = news
  const home = homeOf(after, workspace, tenant, signer)
  if (home === undefined) return []
  const posted: Array<Posted> = []
  let number = before?.messages ?? 0
  for (const event of news.events) {
    if (!("messageId" in event)) continue
    const { at, by, content } = event
    const said: Said = { workspace, tenant, signer, ticket: after, home, at, by, content, number: ++number }
    posted.push(...about(event, said, sieve(by, content, after, workspace)))
  }
  return posted.map(({ key, letter: payload }) => ({
    key,
    kind: "mail",
    stream: after.id,
    payload: payload as unknown as Storage.Json,
    dueAt: payload.date
  }))
}

const about = (event: Extract<Event, { readonly messageId: string }>, said: Said, readers: Sieve): ReadonlyArray<Posted> => {
  const fromOutside = Actor.isOutside(event.by)
  const everybody = { charge: fromOutside ? "assigneeOrDepartment" : "assignee", followers: true } as const
  switch (event._tag) {
    case "Opened": {
      const told = event.visibility === "internal" ? [] : fromOutside ? acknowledged(said) : toCustomers("opened", said, readers)
      return [...told, ...toAgents("agentOpened", said, readers, { charge: "assigneeOrDepartment", followers: true })]
    }
    case "Replied":
      return [...toCustomers("reply", said, readers), ...toAgents("agentReply", said, readers, everybody)]
    case "Noted":
      return toAgents("agentNote", said, readers, { charge: "assignee", followers: true })
    case "Forwarded": {
      const to = event.to.filter(readers.pass).map((address) => ({ address, name: "" }))
      return to.length === 0 ? [] : [post(letter(said, { template: "forward", to, reader: null, text: textOf(said) }))]
    }
  }
}

/** The requester and whoever takes part read one letter, each seeing the others. */
const toCustomers = (template: Template, said: Said, readers: Sieve): ReadonlyArray<Posted> => {
  const [first, ...rest] = partiesOf(said.ticket).filter((one) => readers.pass(one.address))
  return first === undefined ? [] : [post(letter(said, { template, to: [first], cc: rest, reader: null, text: textOf(said) }))]
}

/** Each agent gets a letter of their own: its Message-ID speaks for them and for nobody else. */
const toAgents = (template: Template, said: Said, readers: Sieve, who: Parameters<typeof agentsOf>[2]): ReadonlyArray<Posted> =>
  agentsOf(said.ticket, said.workspace, who)
    .filter((agent) => readers.pass(agent.email))
    .map((agent) =>
      post(letter(said, { template, to: [{ address: agent.email, name: agent.name }], reader: agent.email, text: textOf(said) }))
    )

/** At most once a day and address, and never for mail that no person wrote: a desk must not be made a cannon. */
const acknowledged = (said: Said): ReadonlyArray<Posted> => {
  const { workspace, ticket, content, at } = said
  const { email } = ticket.requester
  if (!workspace.acknowledge || email === null || isOurs(email, workspace) || (content.mail !== undefined && content.mail.kind !== "human"))
    return []
  return [{ key: `received:${EmailAddress.key(email)}:${new Date(at).toISOString().slice(0, 10)}`, letter: receipt(said, email) }]
}

const post = (written: Letter): Posted => ({ key: `mail:${written.messageId}`, letter: written })

/** What somebody else's mail quoted, its reader has or must not have. */
const textOf = ({ content }: Said): string =>
  content.mail === undefined ? content.text : Quote.visible(content.text, content.folded ?? [])
