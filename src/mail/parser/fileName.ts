/** The name of an attached file as people see it, and as it may be offered for download: never a path, never a key. */
import { clean } from "../../text/Text.ts"

/** Octets in UTF-8: what common file systems take. */
const LONGEST = 255

/** Normalised first, checked then. `""`: nothing is left of it. Idempotent. */
export const safeFileName = (raw: string): string => {
  // A step may make room for an earlier one (a cut can end in a dot), so until nothing changes; each one shortens.
  let name = raw.slice(0, 4 * LONGEST)
  for (;;) {
    const next = once(name)
    if (next === name) return name
    name = next
  }
}

const once = (raw: string): string => {
  const folded = clean(raw.replace(/[\uFF00-\uFF5E\u3002\uFE52\u2024]/g, (wide) => wide.normalize("NFKC")))
  const visible = folded.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029\u115F\u1160\u3164\uFFA0\uFFFC-\uFFFE]/gu, "")
  const lone = visible
    .replace(/[\\/:*?"<>|\u2044\u2215\u29F8\uFF0F\uFF3C\u2216\u29F5]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+/, "")
    .replace(/[. ]+$/, "")
  const free = reserved.test(lone) ? `_${lone}` : lone
  return shorten(free)
}

/** Windows opens a device by these names, with whatever extension. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?$/i

/** Cuts the stem and keeps the extension, by which people know what it is. */
const shorten = (name: string): string => {
  if (Buffer.byteLength(name) <= LONGEST) return name
  const extension = /\.[A-Za-z0-9]{1,16}$/.exec(name)?.[0] ?? ""
  let stem = ""
  let room = LONGEST - extension.length
  for (const char of name.slice(0, name.length - extension.length)) {
    room -= Buffer.byteLength(char)
    if (room < 0) break
    stem += char
  }
  return stem + extension
}
