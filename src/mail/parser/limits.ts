/** How much of a mail is read. Beyond: the mail is answered as unreadable, or cut and the cut named in `Incoming.cut`. */

export const limits = {
  /** The whole mail, bytes. */
  bytes: 25 * 1024 * 1024,
  depth: 32,
  parts: 1000,
  headerBlock: 256 * 1024,
  /** One field, bytes, its folds included. */
  header: 64 * 1024,
  headers: 2000,
  /** Of one part inside the mail: only what describes its content is wanted there. */
  partBlock: 16 * 1024,
  partHeaders: 100,
  addresses: 1000,
  references: 200,
  encodedWords: 1000,
  /** Text kept, in bytes as decoded from transfer and again in UTF-16 units. */
  text: 4 * 1024 * 1024,
  /** HTML that is turned into plain text. The HTML itself is kept whole. */
  html: 2 * 1024 * 1024,
  subject: 998,
  id: 998,
  name: 255,
  /** Recipients of a delivery report, bytes of the part that lists them. */
  reported: 1000,
  report: 256 * 1024,
  /** RFC 2046 says 70. */
  boundary: 250,
  deliveredTo: 100
}

/** What `Incoming.cut` may say. The last three are not cuts: what a reader must know before trusting the mail. */
export type Cut =
  | "headers"
  | "header"
  | "addresses"
  | "references"
  | "encodedWords"
  | "subject"
  | "text"
  | "html"
  | "report"
  | "senderMissing"
  | "senderAmbiguous"
  | "lineBreaks"
