/** Takes one raw mail from bytes to a commit. Whatever the bytes are, it ends as a message, a duplicate or in quarantine. */
import * as Actor from "../people/Actor.ts"
import { authenticated } from "../mail/Authenticated.ts"
import type { Cause, Incoming } from "../mail/Incoming.ts"
import type { Parsed, Parser } from "../mail/Ports.ts"
import { type Append, type OpenTicket, receive as decide } from "../mail/receive.ts"
import { email } from "../people/Identity.ts"
import { unforwarded } from "../mail/receive/forwarded.ts"
import * as Probe from "../mail/Probe.ts"
import * as Threading from "../mail/Threading.ts"
import type { MessageToken } from "../mail/Token.ts"
import * as Instant from "../time/Instant.ts"
import * as Ticket from "../ticket/index.ts"
import type { Visibility } from "../ticket/Message.ts"
import { decodeCommand } from "./codec.ts"
import type { House } from "./House.ts"
import { type Quarantined, quarantine } from "./quarantine.ts"
import { NotRecoverable, StaleVersion } from "./Failure.ts"
import { latest, openFollowUp } from "./followUp.ts"
import type { Loaded } from "./load.ts"
import { isTaken, type Recovery } from "./Recovery.ts"
import { routed } from "./routing.ts"
import { run } from "./run.ts"
import type { Done, KeyHeld } from "./together.ts"
import { requesterOf } from "./wishes.ts"

export type Received =
  | { readonly _tag: "Message"; readonly opened: boolean; readonly ticket: Ticket.Ticket; readonly messageId: string }
  /** The same mail was received before. */
  | { readonly _tag: "Duplicate" }
  | { readonly _tag: "Quarantined"; readonly id: string; readonly causes: ReadonlyArray<Cause>; readonly detail: string }

export interface Reading {
  readonly parser: Parser
  readonly authserv: string | undefined
}

const VIA = "email"

/** `recovery`: it lay in quarantine. */
export const receive = async (house: House, raw: Uint8Array, { parser, authserv }: Reading, recovery?: Recovery): Promise<Received> => {
  // The bytes are safe before anybody looks at them.
  const ref = await house.blobs.put(house.tenant, raw)
  const parsed = await parser.parse(raw)
  const apart: Apart = async (causes, detail, copy, mail) => {
    if (recovery !== undefined) throw new NotRecoverable({ id: recovery.id, reason: `${causes.join(", ")}: ${detail}` })
    const at = Instant.make(house.now())
    const record = { at, raw: ref, size: raw.length, causes, detail, from: mail?.from?.address ?? null, subject: mail?.subject ?? null }
    return receivedApart(await quarantine(house, record, [copy, ...probed(house, mail)]))
  }
  if (parsed._tag === "Unreadable") return apart([parsed.cause], parsed.detail, `copy:${ref}`)
  const { mail } = parsed
  // What was kept apart holds the key of its own content.
  const keys = Threading.keysOf(mail, house).filter((key) => recovery === undefined || key !== copyKey(mail))
  const known = await house.storage.lookup(house.tenant, keys)
  const threaded = Threading.match(mail, new Map(known.map(({ key, stream }) => [key, stream])), house)
  for (let attempt = 1; ; attempt++)
    try {
      return await taken(house, parsed, threaded, authserv, apart, recovery)
    } catch (cause) {
      // Another late word to the same closed ticket was first: this one joins what that opened. Or the ticket joined another,
      // parted, or was laid aside, between the look at it and the commit.
      if (!isOvertaken(cause) || isTaken(recovery, cause) || attempt === ATTEMPTS) throw cause
    }
}

/** The key by which it is known that a mailbox forwards: of a letter of ours that came back from there. */
const probed = ({ signer, tenant, workspace }: House, mail: Incoming | undefined): ReadonlyArray<string> => {
  if (signer === undefined || mail?.messageId == null) return []
  const addresses = workspace.supportAddresses.map(({ address }) => address)
  const address = Probe.read(signer, tenant, mail.messageId, addresses)
  return address === undefined ? [] : [Probe.keyOf(address)]
}

const isOvertaken = (cause: unknown): boolean =>
  cause instanceof StaleVersion || cause instanceof Ticket.TicketMerged || cause instanceof Ticket.TicketRemoved

/** Each is something that somebody else got done. */
const ATTEMPTS = 20

type Apart = (causes: ReadonlyArray<Cause>, detail: string, copy: string, mail?: Incoming) => Promise<Received>

const taken = async (
  house: House,
  parsed: Parsed,
  found: Threading.Threaded,
  authserv: string | undefined,
  apart: Apart,
  recovery: Recovery | undefined
): Promise<Received> => {
  const sentOn = unforwarded(parsed.mail, house.workspace)
  const mail = sentOn ?? parsed.mail
  const copy = copyKey(mail)
  if (recovery === undefined && probed(house, mail).length > 0) return apart(["loop"], "a letter of ours came back", copy, mail)
  const route = found._tag === "Match" ? await latest(house, await routed(house, found)) : undefined
  const match = found._tag === "Match" ? { ...found, stream: route!.stream } : found
  const ticket = route?.found.ticket
  const verdict = decide({
    ...house,
    mail,
    match,
    ticket,
    answered: match._tag === "Match" ? visibilityOf(match.token) : undefined,
    requester: ticket === undefined || mail.from === null ? undefined : await holderOf(house, mail.from.address),
    authenticated: sentOn === undefined && authenticated(mail.headers, authserv),
    now: Instant.make(house.now()),
    ...(recovery === undefined ? {} : { waived: true })
  })
  if (verdict._tag === "Duplicate") return { _tag: "Duplicate" }
  if (verdict._tag === "Quarantine") return apart(verdict.causes, verdict.evidence.join("; ").slice(0, 1000), copy, mail)
  await keep(house, parsed, verdict._tag === "Open" ? verdict.parts.content : verdict.wish.content)
  try {
    return received(
      verdict._tag,
      verdict._tag === "Open"
        ? await opened(house, mail, verdict, route?.found, recovery)
        : await appended(house, mail, verdict, route!, recovery)
    )
  } catch (refusal) {
    // A ticket may close, or fill up, between the look at it and the commit; the mail is not lost for that.
    if (!isRefusal(refusal)) throw refusal
    return apart(["refused"], refusal.message, copy, mail)
  }
}

const holderOf = async ({ directory, tenant }: House, value: string): Promise<string | undefined> =>
  (await directory.find(tenant, email(value)))?.id

const opened = async (
  house: House,
  mail: Incoming,
  { from, parts }: OpenTicket,
  former: Loaded | undefined,
  recovery: Recovery | undefined
): Promise<Done | KeyHeld> => {
  const ticketId = house.newId()
  const requester = await requesterOf(house, { email: from.address, name: from.name })
  const command = (draw: number): Ticket.Open =>
    decodeCommand({
      _tag: "Open",
      ticketId,
      reference: Ticket.Reference.of(ticketId, draw),
      requester,
      ...parts
    } as Ticket.Open) as Ticket.Open
  const wish = { ticketId, actor: Actor.requester(requester.id), via: VIA, brought: true, ...written(mail, ticketId, recovery) }
  return parts.followUpOf === undefined
    ? run(house, { ...wish, commands: (draw) => [command(draw)] })
    : openFollowUp(house, { ...wish, open: command, former: parts.followUpOf, expectedVersion: former?.version })
}

const appended = async (
  house: House,
  mail: Incoming,
  { stream, actor, wish, propose }: Append,
  { home, found }: Awaited<ReturnType<typeof latest>>,
  recovery: Recovery | undefined
): Promise<Done | KeyHeld> => {
  const commands = [{ ...wish, ...Ticket.homed(home) }, ...(propose === null ? [] : [propose])].map(decodeCommand)
  const seen = JSON.stringify(found.ticket?.edges)
  return run(house, {
    ticketId: stream,
    commands: (_, subject) => {
      if (JSON.stringify(subject?.ticket?.edges) === seen) return commands
      throw new StaleVersion({ ticketId: stream, expected: found.version, actual: subject?.version ?? 0 })
    },
    actor,
    via: VIA,
    brought: true,
    ...written(mail, stream, recovery),
    ...(recovery === undefined ? { once: copyKey(mail) } : {})
  })
}

const copyKey = ({ digest }: Incoming): string => `copy:${digest}`

/** What makes its copies, its answers and its siblings known. What was kept apart has the key of its content already. */
const written = (mail: Incoming, stream: string, recovery: Recovery | undefined) => {
  const keys = Threading.storedKeys(mail, stream)
  return recovery === undefined ? { keys } : { keys: keys.filter(({ key }) => key !== copyKey(mail)), beside: recovery.turn(stream) }
}

const received = (verdict: "Open" | "Append", done: Done | KeyHeld): Received => {
  // The key of its content is held: another delivery of the same mail was committed meanwhile.
  if ("keyHeld" in done) return { _tag: "Duplicate" }
  const said = done.events.find((event) => "messageId" in event)
  return {
    _tag: "Message",
    opened: verdict === "Open",
    ticket: done.ticket,
    messageId: said !== undefined && "messageId" in said ? said.messageId : ""
  }
}

const receivedApart = (record: Quarantined | undefined): Received =>
  record === undefined ? { _tag: "Duplicate" } : { _tag: "Quarantined", id: record.id, causes: record.causes, detail: record.detail }

/** The files that the message refers to; all else of the mail lies in its raw bytes. */
const keep = async (house: House, { blobs }: Parsed, { attachments }: Ticket.Content): Promise<void> => {
  const named = new Set(attachments?.map((file) => file.ref))
  for (const { ref, bytes } of blobs) if (named.has(ref)) await house.blobs.put(house.tenant, bytes)
}

/** Who reads the message that a token names; not known of the root, under which mail programs gather a ticket. */
const visibilityOf = (token: MessageToken | undefined): Visibility | undefined =>
  token === undefined || token.message === 0 ? undefined : token.isInternal ? "internal" : "public"

const isRefusal = (error: unknown): error is Error => error instanceof Error && "_tag" in error && refusals.has(String(error._tag))
const refusals: ReadonlySet<string> = new Set([
  "TicketClosed",
  "TicketNotFound",
  "TooMany",
  "UnknownWord",
  "FieldsRequired",
  "WrongWorkspace",
  "NotAnAgent",
  "Denied",
  "NothingSaid",
  "InputInvalid"
])
