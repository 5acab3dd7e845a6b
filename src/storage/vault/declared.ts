/** What each kind of event says of people, ready to be looked up: those of tickets, and those of the streams beside them. */
import * as Actor from "../../people/Actor.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import * as Personal from "../../ticket/Personal.ts"
import type { Json } from "../Storage.ts"
import { digest } from "./digest.ts"
import { each, type Path, steps } from "./Path.ts"
import type { Owner } from "./Seal.ts"

interface Part extends Personal.Personal {
  readonly steps: ReadonlyArray<string | null>
}

const beside: Readonly<Record<string, ReadonlyArray<Personal.Personal>>> = {
  RequesterAdded: [
    { path: "requester.name", whose: "requester", blank: Personal.ERASED },
    { path: "requester.identities", whose: "requester", blank: [] }
  ],
  IdentityAdded: [{ path: "identity", whose: "requester", blank: Personal.noIdentity }],
  IdentityRemoved: [{ path: "identity", whose: "requester", blank: Personal.noIdentity }],
  // What an agent is about to say belongs to whom it is said.
  DraftSaved: [
    { path: "draft.text", whose: "requester", blank: Personal.ERASED },
    { path: "draft.attachments[].name", whose: "requester", blank: Personal.ERASED },
    { path: "draft.attachments[].ref", whose: "requester", blank: null, isFile: true }
  ],
  Quarantined: [
    { path: "mail.from", whose: "requester", blank: null },
    { path: "mail.subject", whose: "requester", blank: null },
    { path: "mail.detail", whose: "requester", blank: Personal.ERASED },
    { path: "mail.raw", whose: "requester", blank: "", isFile: true }
  ]
}

const ready = (all: ReadonlyArray<Personal.Personal>): ReadonlyArray<Part> => all.map((one) => ({ ...one, steps: steps(one.path) }))
const parts: ReadonlyMap<string, ReadonlyArray<Part>> = new Map([
  ...Object.entries(Personal.personal).map(([tag, own]) => [tag, ready([...Personal.ofAll, ...own])] as const),
  ...Object.entries(beside).map(([tag, own]) => [tag, ready(own)] as const)
])

export interface Found {
  readonly subject: string
  readonly path: Path
  readonly value: Json
  readonly blank: Json | undefined
  readonly isFile: boolean
}

export const personalIn = (event: Json, { subject: asker, isOurs }: Owner): ReadonlyArray<Found> => {
  const { _tag, by, from, to } = (event ?? {}) as Readonly<Record<"_tag" | "by" | "from" | "to", unknown>>
  const found: Array<Found> = []
  const author = typeof by === "string" && Actor.isOutside(by as Actor.Actor) ? subjectOf(by) : asker
  for (const { steps: pattern, whose, blank, isFile = false } of parts.get(String(_tag)) ?? [])
    each(event, pattern, (value, path) => {
      if (value === blank || typeof value === "boolean") return
      const subject =
        whose === "author"
          ? author
          : whose === "requester"
            ? asker
            : whose === "own"
              ? ownerOf(value, isOurs)
              : `requester:${((whose === "from" ? from : to) as { readonly id: string }).id}`
      if (subject !== undefined) found.push({ subject, path, value, blank, isFile })
    })
  return found
}

/** `requester:…` by id; whoever is known by an address alone, `participant:…` by its key. */
export const subjectOf = (actor: string): string =>
  actor.startsWith("participant:") ? participant(actor.slice("participant:".length)) : actor
export const participant = (address: string): string => `participant:${address.includes("@") ? EmailAddress.key(address) : address}`

/** `undefined`: it is nobody's, or the desk's own. */
const ownerOf = (value: Json, isOurs: Owner["isOurs"]): string | undefined => {
  const text = typeof value === "string" ? value : (value as { readonly address?: unknown } | null)?.address
  if (typeof text !== "string") return undefined
  if (text.startsWith("participant:")) return subjectOf(text)
  return text.includes("@") && !isOurs(text) ? participant(text) : undefined
}

/** A word that leads to the streams that have something of somebody; nobody reads a name in it. */
export const wordOf = (subject: string): string => `p${Buffer.from(digest(subject), "base64url").toString("hex").slice(0, 40)}`
