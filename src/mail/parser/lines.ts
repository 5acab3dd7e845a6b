/** Line ends. SMTP knows CRLF alone (RFC 5321 §2.3.8); a mail that mixes them may be read as two by somebody else. */

const CR = 0x0d
const LF = 0x0a

/** Whether there is a CR without LF, or LF with and without CR in one mail. All LF is how a store may keep it. */
export const mixesLineBreaks = (bytes: Buffer): boolean => {
  let paired = false
  let bare = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === CR && bytes[at + 1] !== LF) return true
    if (byte !== LF) continue
    if (at > 0 && bytes[at - 1] === CR) paired = true
    else bare = true
    if (paired && bare) return true
  }
  return false
}

/** A mail without any LF has CR alone as its line end (old files): then, and only then, CR counts as one. */
export const withLineFeeds = (bytes: Buffer): Buffer =>
  bytes.includes(LF) || !bytes.includes(CR) ? bytes : Buffer.from(bytes.map((byte) => (byte === CR ? LF : byte)))
