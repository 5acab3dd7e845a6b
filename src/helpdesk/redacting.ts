/** Makes part of a message unreadable for good: a passage wherever the ticket repeats it, or an attachment. */
import type { Json, Pending } from "../storage/Storage.ts"
import { salt } from "../storage/vault/digest.ts"
import type { Held } from "../storage/vault/examine.ts"
import type { Entry } from "../storage/vault/Seal.ts"
import { occurrences, type Stretch } from "../text/blot.ts"
import * as Ticket from "../ticket/index.ts"
import { conversation } from "./splitting.ts"
import { type Eraser, eraseFrom } from "./erasing.ts"
import { InputInvalid } from "./Failure.ts"
import type { House } from "./House.ts"
import { blotted, isRaw, TEXT } from "./passages.ts"
import { mentions, type Place } from "./places.ts"
import { withoutPassageIn } from "./unsaid.ts"

/** Characters of the message's text `[from, to)`, in UTF-16 code units; a text, wherever the message has it; or an attachment, 0 the first. */
export type Redacting = { readonly message: string; readonly why: string } & (
  | { readonly span: Stretch }
  | { readonly text: string }
  | { readonly attachment: number }
)

export interface Redacted {
  /** Messages that are otherwise now: those that repeated it too. None, where nothing of it was left. */
  readonly messages: number
  readonly files: number
  /** Where other tickets have it still. */
  readonly places: ReadonlyArray<Place>
}

/** @throws {NotAnAgent | TicketNotFound | MessageNotFound | InputInvalid} */
export const redact = async (house: House, ticketId: string, wish: Redacting, doer: Omit<Eraser, "why">): Promise<Redacted> => {
  const said = (await conversation(house, ticketId)).find(({ id }) => id === wish.message)
  if (said === undefined) throw new Ticket.MessageNotFound({ ticketId, messageId: wish.message })
  const erase = { ...doer, why: wish.why, ticketId: said.ticket, message: said.id }
  if ("attachment" in wish) {
    const file = said.content.attachments?.[wish.attachment]
    if (file === undefined) throw unfit("attachment: there is none of that number")
    const gone = await eraseFrom(house, {
      ...erase,
      what: "attachment",
      entries: ({ bodies, held }) => withoutFile(bodies, held, said.id, wish.attachment),
      unsaid: () => (file.ref === null ? ({ payload }) => payload : withoutAttachment(file.ref))
    })
    return { messages: gone?.messages ?? 0, files: gone?.files ?? 0, places: [] }
  }
  const passage = passageOf(said.content.text, wish)
  if (wish.why.includes(passage)) throw unfit("why: it says again what is to be unreadable")
  const gone = await eraseFrom(house, {
    ...erase,
    what: "passage",
    entries: ({ bodies, held }) => withoutPassage(bodies, held, said.id, passage, wish),
    unsaid: () => withoutPassageIn(linesOf(passage))
  })
  return { messages: gone?.messages ?? 0, files: gone?.files ?? 0, places: isTelling(passage) ? await mentions(house, [passage]) : [] }
}

const unfit = (problem: string): InputInvalid => new InputInvalid({ what: "redact", problems: [problem] })

const passageOf = (text: string, wish: { readonly span: Stretch } | { readonly text: string }): string => {
  const passage = "span" in wish ? text.slice(wish.span.from, wish.span.to) : wish.text
  if (passage.trim() === "" || !text.includes(passage)) throw unfit("the message does not have it")
  return passage
}

/** What is shorter stands everywhere by chance, and is looked for in the message alone. */
const isTelling = (passage: string): boolean => passage.trim().length >= 4

/** The passage, and the lines of it that tell something: those who quote it put a mark before each. */
const linesOf = (passage: string): ReadonlyArray<string> => [
  passage,
  ...(passage.includes("\n") ? passage.split("\n").filter((line) => line.trim().length >= LONG) : [])
]
const LONG = 8

const isOf = (bodies: ReadonlyArray<Json>, { version }: Held, message: string): boolean =>
  (bodies[version - 1] as { readonly messageId?: string }).messageId === message

const withoutPassage = (
  bodies: ReadonlyArray<Json>,
  held: ReadonlyArray<Held>,
  message: string,
  passage: string,
  wish: Redacting
): ReadonlyMap<Held, Entry> => {
  const entries = new Map<Held, Entry>()
  for (const one of held) {
    const isIt = isOf(bodies, one, message)
    if (!isIt && !isTelling(passage)) continue
    const entry = blotted(one.entry, (text, path) =>
      isIt && path === TEXT && "span" in wish && !isTelling(passage)
        ? [wish.span]
        : linesOf(passage).flatMap((line) => occurrences(text, line))
    )
    if (entry !== undefined) entries.set(one, entry)
  }
  return entries
}

/** The mail as it came has it too. */
const withoutFile = (
  bodies: ReadonlyArray<Json>,
  held: ReadonlyArray<Held>,
  message: string,
  attachment: number
): ReadonlyMap<Held, Entry | null> => {
  const at = `content.attachments.${attachment}.`
  const own = held.find((one) => isOf(bodies, one, message) && one.entry[1].some(([path]) => path.startsWith(at)))
  if (own === undefined) return new Map()
  const left = own.entry[1].filter(([path]) => !path.startsWith(at) && !isRaw(path))
  return new Map([[own, left.length === 0 ? null : [salt(), left]]])
}

const withoutAttachment =
  (ref: string) =>
  ({ payload }: Pending): Json => {
    const { attachments } = payload as { readonly attachments?: ReadonlyArray<{ readonly ref: string | null }> }
    if (attachments?.some((file) => file.ref === ref) !== true) return payload
    return { ...(payload as object), attachments: attachments.filter((file) => file.ref !== ref) as never }
  }
