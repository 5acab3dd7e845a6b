/** Words of people inside a picture or a feed: whatever they are, it stays well-formed XML 1.0. */

/** For text and for attributes in double quotes. What XML cannot hold, and marks that turn the direction of writing, are left out. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(unheld, "")
    .replace(/[&<>"]/g, (sign) => names[sign as keyof typeof names])

const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" } as const

/** All but `Char` of XML 1.0 §2.2; and the embeddings, overrides and isolates of Unicode (UAX #9 §2). */
const unheld = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|[\u202A-\u202E\u2066-\u2069]/gu
