/** The copy of each letter that an archive gets, which nobody else sees. Whoever reads the archive can answer in nobody's name. */
import * as EmailAddress from "../../people/EmailAddress.ts"
import * as Canonical from "../../text/Canonical.ts"
import type { Letter } from "../Letter.ts"
import type { Posted } from "./messages.ts"

/**
 * It names whom the letter went to and bears none of the signs by which an answer would find its ticket or its author. It says
 * of itself that a machine sent it: should it ever come back, it opens nothing. Letters by which an approver answers are not
 * copied: who holds one, holds the vote.
 */
export const archived = (posted: ReadonlyArray<Posted>, archive: EmailAddress.EmailAddress | null): ReadonlyArray<Posted> =>
  archive === null
    ? []
    : posted
        .filter(({ letter }) => letter.template !== "approval")
        .map(({ key, letter }) => ({ key: `archive:${key}`, letter: copyOf(letter, archive) }))

const copyOf = (letter: Letter, archive: EmailAddress.EmailAddress): Letter => ({
  ...letter,
  messageId: `archive.${Canonical.version([letter.messageId])}@${EmailAddress.domainOf(letter.from.address)}`,
  replyTo: null,
  inReplyTo: null,
  references: [],
  automatic: true,
  envelope: [archive]
})
