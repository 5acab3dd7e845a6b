/**
 * The address of a mailbox, in the one form in which this house stores, compares and writes it:
 * `local@domain`, a dot-atom (RFC 5322 §3.2.3, with RFC 6531 letters) at an A-label domain in lower case.
 * No comments, no groups, no quoted locals: whatever needs them is refused before anybody trusts it.
 */
import * as Schema from "effect/Schema"

/** Beyond ASCII only what can be seen: no controls, no direction marks, no blanks, no unassigned code points. */
const atom = "(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|(?![\\u0000-\\u007F])[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}])+"
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
const shape = new RegExp(`^${atom}(?:\\.${atom})*@${label}(?:\\.${label})*$`, "u")
const unicodeDomain = /^[\p{L}\p{M}\p{N}.-]+$/u

export const EmailAddress = Schema.String.check(
  Schema.makeFilter((text: string) =>
    isPlain(text) || parse(text) === text ? undefined : "an address like ada@example.org, its domain in lower case"
  )
)
export type EmailAddress = typeof EmailAddress.Type

/**
 * The one form of an address; `undefined` for anything that is not plainly one. Text takes normal form C, the
 * domain lower case and A-labels (UTS 46); a local part that another normal form would turn into a different one
 * (`＠`, `ﬁ`) is refused, since the next server may do just that.
 */
export const parse = (raw: string): EmailAddress | undefined => {
  // RFC 5321 §4.5.3.1 counts octets: 64 for the local part, 254 for the whole.
  if (raw.length > 1000) return undefined
  const text = raw.trim().normalize("NFC")
  const at = text.lastIndexOf("@")
  const local = text.slice(0, at)
  const domain = asciiDomain(text.slice(at + 1))
  const address = `${local}@${domain}`
  return at > 0 &&
    domain.length < 254 &&
    shape.test(address) &&
    local.normalize("NFKC") === local &&
    octets(local) <= 64 &&
    octets(address) <= 254
    ? address
    : undefined
}

/** Nearly every address there is, told at a glance. */
const plain = new RegExp(`^[A-Za-z0-9_+-]+(?:\\.[A-Za-z0-9_+-]+)*@${label}(?:\\.${label})*$`)
const isPlain = (text: string): boolean => text.length <= 254 && text.lastIndexOf("@") <= 64 && plain.test(text)

/** The domain in lower case, letters beyond ASCII as A-labels; empty where it has none. */
const asciiDomain = (domain: string): string => {
  if (!/[^\u0000-\u007F]/.test(domain)) return domain.toLowerCase()
  const url = `http://${domain}/`
  const ascii = unicodeDomain.test(domain) && URL.canParse(url) ? new URL(url).hostname : ""
  // What ends in digits a URL takes for a number of the network, and rewrites.
  return /(?:^|\.)[0-9]+$/.test(ascii) ? "" : ascii
}

const octets = (text: string): number => new TextEncoder().encode(text).length

export const localOf = (address: EmailAddress): string => address.slice(0, address.lastIndexOf("@"))
export const domainOf = (address: EmailAddress): string => address.slice(address.lastIndexOf("@") + 1)

/** Two spellings of one mailbox share a key: ASCII letters of the local part are compared without case, nothing else is folded. */
export const key = (address: EmailAddress): string =>
  localOf(address).replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) + "@" + domainOf(address)
export const equals = (a: EmailAddress, b: EmailAddress): boolean => key(a) === key(b)
