/**
 * The address of a mailbox, in the one form in which this house stores, compares and writes it:
 * `local@domain`, a dot-atom (RFC 5322 §3.2.3, with RFC 6531 letters) at an A-label domain in lower case.
 * No comments, no groups, no quoted locals: whatever needs them is refused before anybody trusts it.
 */
import * as Schema from "effect/Schema"

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u00A1-\\u{10FFFF}-]+"
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
const shape = new RegExp(`^(?=.{1,254}$)(?=[^@]{1,64}@)${atom}(?:\\.${atom})*@${label}(?:\\.${label})*$`, "u")

export const EmailAddress = Schema.String.check(
  Schema.isPattern(shape, { expected: "an address like ada@example.org, its domain in lower case" })
)
export type EmailAddress = typeof EmailAddress.Type

/** Folds the domain's case and the text's normal form, then checks; `undefined` for anything that is not plainly one address. */
export const parse = (raw: string): EmailAddress | undefined => {
  const text = raw.trim().normalize("NFC")
  const at = text.lastIndexOf("@")
  if (at < 1) return undefined
  const address = text.slice(0, at) + "@" + text.slice(at + 1).toLowerCase()
  return shape.test(address) ? address : undefined
}

export const localOf = (address: EmailAddress): string => address.slice(0, address.lastIndexOf("@"))
export const domainOf = (address: EmailAddress): string => address.slice(address.lastIndexOf("@") + 1)

/** Two spellings of one mailbox share a key: ASCII letters of the local part are compared without case, nothing else is folded. */
export const key = (address: EmailAddress): string =>
  localOf(address).replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) + "@" + domainOf(address)
export const equals = (a: EmailAddress, b: EmailAddress): boolean => key(a) === key(b)
