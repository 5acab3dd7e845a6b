/** From what callers write to what the core takes: people found, files kept, text made content. */
import * as Schema from "effect/Schema"
import * as EmailAddress from "../people/EmailAddress.ts"
import type { Identity } from "../people/Identity.ts"
import { emailOf, type Requester } from "../people/Requester.ts"
import * as Text from "../text/Text.ts"
import * as Instant from "../time/Instant.ts"
import * as Ticket from "../ticket/index.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { InputInvalid, RequesterMissing } from "./Failure.ts"
import type { House } from "./House.ts"
import type { OpenInput, RequesterInput, Said } from "./inputs.ts"

/** The person whom a ticket is for: looked up, and added to the directory when nobody holds that identity yet. */
export const requesterOf = async (house: House, input: RequesterInput | undefined): Promise<Ticket.RequesterRef> => {
  if (input === undefined) throw new RequesterMissing({ reason: "none was given" })
  if (input.id !== undefined) {
    const known = await house.directory.get(house.tenant, input.id)
    if (known === undefined) throw new RequesterMissing({ reason: `there is nobody with the id ${input.id}` })
    return refOf(known)
  }
  const identity = identityOf(input)
  const known = await house.directory.find(house.tenant, identity)
  return refOf(known ?? (await house.directory.add(house.tenant, { name: Text.clean(input.name ?? ""), identity })), identity)
}

/** The same, of a person whom the desk knows already; nobody is added. */
export const knownRequester = async (house: House, input: RequesterInput | undefined): Promise<Ticket.RequesterRef | undefined> => {
  if (input === undefined) return undefined
  if (input.id !== undefined) {
    const known = await house.directory.get(house.tenant, input.id)
    return known === undefined ? undefined : refOf(known)
  }
  const identity = identityOf(input)
  const known = await house.directory.find(house.tenant, identity)
  return known === undefined ? undefined : refOf(known, identity)
}

/** The ticket pins the address that was used, not whichever the person has first. */
const refOf = (requester: Requester, used?: Identity): Ticket.RequesterRef => ({
  id: requester.id,
  name: requester.name,
  email: used?.kind === "email" ? used.value : emailOf(requester),
  organization: requester.organization
})

export const identityOf = ({ email, phone, identity }: RequesterInput): Identity => {
  if (email !== undefined) return { kind: "email", value: addressOf(email, "requester.email") }
  if (phone !== undefined) {
    if (!/^\+[1-9][0-9]{2,14}$/.test(phone))
      throw new InputInvalid({ what: "requester.phone", problems: ["expected a number like +33123456789 (E.164)"] })
    return { kind: "phone", value: phone }
  }
  if (identity !== undefined) return identity
  throw new RequesterMissing({ reason: "give an email, a phone number, an identity or an id" })
}

/** An address as the house writes it, or a refusal that names where it stood. */
export const addressOf = (raw: string, where: string): string => {
  const address = EmailAddress.parse(raw)
  if (address === undefined) throw new InputInvalid({ what: where, problems: ["expected one address like ada@example.org"] })
  return address
}

/** A moment as callers have it, or a refusal that names where it stood. */
export const instantOf = (moment: Date | number, where: string): Instant.Instant => {
  const instant = typeof moment === "number" ? moment : moment.getTime()
  if (!Schema.is(Instant.Instant)(instant))
    throw new InputInvalid({ what: where, problems: ["expected a valid Date, or whole milliseconds since 1970"] })
  return instant
}

/** As many as a message holds. */
const MOST_FILES = 1000

/** Keeps the files, largest allowed size known to the workspace, and answers the content of a message. */
export const contentOf = async (
  house: House,
  { text, attachments }: Pick<Said, "text"> & { readonly attachments?: Said["attachments"] | undefined }
): Promise<Ticket.Content> => {
  if (typeof text !== "string") throw new InputInvalid({ what: "text", problems: ["expected a text"] })
  if (attachments === undefined || attachments.length === 0) return { text }
  // Before any of it is kept: what is refused leaves nothing behind.
  if (attachments.length > MOST_FILES) throw new InputInvalid({ what: "attachments", problems: [`expected at most ${MOST_FILES} files`] })
  const odd = attachments.findIndex(({ bytes }) => !(bytes instanceof Uint8Array))
  if (odd >= 0) throw new InputInvalid({ what: `attachments[${odd}].bytes`, problems: ["expected a Uint8Array"] })
  const kept: Array<Ticket.Attachment> = []
  for (const { name, type, bytes } of attachments) {
    const fits = bytes.length <= house.workspace.attachmentLimit
    kept.push({
      name: Text.cut(Text.clean(name), 255),
      type: (type ?? "application/octet-stream").toLowerCase(),
      size: bytes.length,
      ref: fits ? await house.blobs.put(house.tenant, bytes) : null,
      inline: false,
      contentId: null,
      refused: fits ? null : `larger than ${house.workspace.attachmentLimit} bytes`
    })
  }
  return { text, attachments: kept }
}

export const openCommand = <W extends Workspace>(
  input: OpenInput<W>,
  made: Pick<Ticket.Open, "ticketId" | "reference" | "requester" | "content" | "line">
): { readonly _tag: string } => {
  const { requester, text, attachments, account, as, via, commandId, expectedVersion, id, cc, internal, fields, ...own } = input
  return {
    _tag: "Open",
    ...own,
    ...made,
    ...(internal === true ? { visibility: "internal" } : {}),
    ...(cc === undefined ? {} : { participants: cc.map((raw, i) => ({ address: addressOf(raw, `cc[${i}]`), name: "" })) }),
    ...(fields === undefined ? {} : { fields: Object.entries(fields).map(([field, value]) => ({ field, value })) }),
    ...(input.receivedAt === undefined ? {} : { receivedAt: addressOf(input.receivedAt, "receivedAt") })
  }
}

/** What callers left out is not there, also when they wrote `undefined`. */
export const defined = <T extends object>(input: T): T =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T
