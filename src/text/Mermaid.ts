/** Words of people inside a diagram that Mermaid draws: whatever people call things, it stays a diagram. */

/** A name for a node that no keyword and no sign of the language can be: its place in the list. */
export const node = (kind: string, place: number): string => `${kind}${place}`

/** Letters, digits, blanks and a few signs as they are; all else as a numeric entity, which the language writes with `#`. */
export const label = (text: string): string => text.replace(/[^\p{L}\p{N} _.,/-]/gu, (sign) => `#${sign.codePointAt(0)};`)
