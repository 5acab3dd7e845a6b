/** Takes one message of a channel to a commit. Whatever it is, it ends as a message, a duplicate or in quarantine. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { type Arrived, read } from "../channel/Inbound.ts"
import * as Line from "../channel/Line.ts"
import { accept as decide, type Append, type OpenTicket, type Quarantine } from "../desk/accept.ts"
import { isCut, subjectOf, written } from "../desk/written.ts"
import type { Cause } from "../mail/Incoming.ts"
import * as Actor from "../people/Actor.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Instant from "../time/Instant.ts"
import * as Ticket from "../ticket/index.ts"
import { answerable } from "./answerable.ts"
import { apart, bytesOf } from "./apart.ts"
import { decodeCommand } from "./codec.ts"
import { Contended, InputInvalid, isOfOneTicket, NotRecoverable } from "./Failure.ts"
import type { House } from "./House.ts"
import { load } from "./load.ts"
import { type Place, placeOf } from "./place.ts"
import type { Received } from "./receive.ts"
import { isTaken, type Recovery } from "./Recovery.ts"
import { type Done, type KeyHeld, together } from "./together.ts"
import { contentOf, requesterOf } from "./wishes.ts"

/** How often a message looks for its place anew, where others write to the same conversation at the same time. */
const ATTEMPTS = 20

/** `recovery`: it lay in quarantine. @throws {InputInvalid} where `as` is nobody of the desk: that is no content. */
export const accept = async (house: House, message: unknown, as: Actor.Actor | undefined, recovery?: Recovery): Promise<Received> => {
  if (as !== undefined && !isOfDesk(as)) throw new InputInvalid({ what: "accept", problems: ["as: expected an agent or an integration"] })
  const arrived = readSafely(message)
  const held = (read: Arrived | undefined, cause: Cause, detail: string): Promise<Received> => {
    if (recovery !== undefined) throw new NotRecoverable({ id: recovery.id, reason: `${cause}: ${detail}` })
    return apart(house, message, read, cause, detail, as)
  }
  if (Result.isFailure(arrived)) return held(undefined, "unparsable", arrived.failure)
  const { success } = arrived
  const channel = house.workspace.channels.get(success.channel)
  if (channel?.inbound !== true) return held(success, "notForThisDesk", `no channel "${success.channel}" here takes requests`)
  if (recovery === undefined && (await isKnown(house, success))) return { _tag: "Duplicate" }
  const content = await kept(house, success, message)
  const bond = Line.bondOf(success, channel)
  for (let attempt = 1; ; attempt++) {
    try {
      const ended = await placed(house, { message: success, content, as, recovery }, bond)
      if (typeof ended === "string") return held(success, ended, `the ticket is ${ended}`)
      if (ended !== undefined) return ended
    } catch (cause) {
      if (!isOfOneTicket(cause) || cause instanceof Contended || isTaken(recovery, cause)) throw cause
      // A ticket may close, or join another, between the look at it and the commit: once more, from the beginning.
      if (attempt > 2) return held(success, causeOf(cause), cause instanceof Error ? cause.message : "")
    }
    if (attempt === ATTEMPTS) throw new Contended({ ticketId: success.channel, attempts: attempt })
  }
}

const isOfDesk = (as: unknown): boolean => Schema.is(Actor.Actor)(as) && /^(?:agent|integration):/.test(as)

const causeOf = (cause: unknown) => (cause instanceof Ticket.NothingSaid ? "empty" : "refused")

/** `undefined`: somebody else's message opened this conversation just now. `closed` and the like: it is over, and this is no word for it. */
const placed = async (
  house: House,
  accepted: Omit<Wanted, "place">,
  bond: Line.Bond
): Promise<Received | Quarantine["cause"] | undefined> => {
  const { message, as, recovery } = accepted
  const place = await placeOf(house, message, bond)
  const holder = await house.directory.find(house.tenant, message.person.identity)
  const now = Instant.make(house.now())
  const waived = recovery === undefined ? {} : { waived: true as const }
  const verdict = decide({ workspace: house.workspace, message, bond, ticket: place.ticket, requester: holder?.id, as, now, ...waived })
  if (verdict._tag === "Quarantine") return verdict.cause
  const wanted = { ...accepted, place }
  const done = verdict._tag === "Append" ? await appended(house, wanted, verdict) : await opened(house, wanted, verdict)
  if (done === undefined) return { _tag: "Duplicate" }
  if (!("keyHeld" in done)) return { _tag: "Message", opened: verdict._tag === "Open", ticket: done.ticket, messageId: idOf(done) }
  return done.keyHeld === Line.saidKey(message) ? { _tag: "Duplicate" } : undefined
}

interface Wanted {
  readonly message: Arrived
  readonly content: Ticket.Content
  readonly place: Place
  readonly as: Actor.Actor | undefined
  readonly recovery: Recovery | undefined
}

const appended = async (
  house: House,
  { message, content, place, recovery }: Wanted,
  { actor, how }: Append
): Promise<Done | KeyHeld | undefined> => {
  const { id } = place.ticket!
  const command = decodeCommand({ _tag: how, content, ...Ticket.homed(place.home) } as Ticket.Command)
  const done = await together(house, {
    ticketId: id,
    actor,
    brought: true,
    via: message.channel,
    beside: recovery?.turn(id),
    plan: async () => {
      const subject = await load(house, id)
      // A key keeps other tickets off, not this one: the same message, brought twice at once, meets itself here.
      if (recovery !== undefined) return { parts: [{ subject, commands: [command] }] }
      return { parts: (await isKnown(house, message)) ? [] : [{ subject, commands: [command], keys: [own(message, id)] }] }
    }
  })
  return one(done)
}

const isKnown = async ({ storage, tenant }: House, message: Arrived): Promise<boolean> =>
  (await storage.lookup(tenant, [Line.saidKey(message)])).length > 0

const own = (message: Arrived, stream: string): Storage.Key => ({ key: Line.saidKey(message), stream, exclusive: true })

const opened = async (
  house: House,
  { message, content, place, as, recovery }: Wanted,
  { follows }: OpenTicket
): Promise<Done | KeyHeld | undefined> => {
  const { identity, name } = message.person
  await answerable(house, message.channel, { identity })
  const requester = await requesterOf(house, { identity, name })
  const ticketId = house.newId()
  const fallback = house.workspace.channels.get(message.channel)!.name
  const wish: Omit<Ticket.Open, "_tag" | "ticketId" | "reference"> = {
    requester,
    subject: subjectOf(message, fallback),
    content,
    ...(follows === undefined ? {} : followUpOf(message, follows))
  }
  const inherits = follows === undefined ? wish : Ticket.inherited(follows, wish, house.workspace)
  const said = recovery === undefined ? [own(message, ticketId)] : []
  const keys = [...said, ...(place.key === undefined ? [] : [{ key: place.key, stream: ticketId, exclusive: true }])]
  const done = await together(house, {
    ticketId,
    actor: as ?? Actor.requester(requester.id),
    brought: true,
    via: follows === undefined ? message.channel : "closedTicket",
    beside: recovery?.turn(ticketId),
    plan: async (draw) => {
      const reference = Ticket.Reference.of(ticketId, draw)
      const open = decodeCommand({ _tag: "Open", ticketId, reference, ...inherits } as Ticket.Open)
      const first = { subject: await load(house, ticketId), commands: [open], keys }
      if (follows === undefined) return { parts: [first] }
      const goesOn: Ticket.Command = { _tag: "FollowUp", ticket: ticketId, reference }
      return { parts: [first, { subject: await load(house, follows.id), commands: [goesOn] }] }
    }
  })
  return one(done)
}

const followUpOf = ({ channel }: Arrived, { id, reference, subject }: Ticket.Ticket) => ({
  subject,
  channel,
  followUpOf: id,
  formerly: reference
})

/** Of the first ticket; `undefined`: there was nothing to do. */
const one = (done: Awaited<ReturnType<typeof together>>): Done | KeyHeld | undefined =>
  done !== null && "keyHeld" in done ? done : done?.[0]

const idOf = ({ events }: Done): string => {
  const said = events.find(Ticket.Conversation.isSaid)
  return said === undefined ? "" : said.messageId
}

/** The files, the recording first; and all of it as it came, where the ticket cannot hold it whole. */
const kept = async (house: House, message: Arrived, whole: unknown): Promise<Ticket.Content> => {
  const files = [...(message.recording === undefined ? [] : [message.recording]), ...(message.attachments ?? [])]
  const attachments = files.map(({ type = "", ...file }) => ({ ...file, type: mediaType.test(type) ? type : "application/octet-stream" }))
  const { attachments: refs = [] } = await contentOf(house, { text: "", attachments })
  return written(message, refs, isCut(message) ? await house.blobs.put(house.tenant, bytesOf(whole)) : null)
}
const mediaType = /^(?=.{3,127}$)[a-zA-Z0-9!#$&^_.+-]+\/[a-zA-Z0-9!#$&^_.+-]+$/

/** What an adapter hands over may be anything, an object that throws when it is looked at among it. */
const readSafely = (message: unknown): ReturnType<typeof read> => {
  try {
    return read(message)
  } catch {
    return Result.fail("the message cannot be read")
  }
}
