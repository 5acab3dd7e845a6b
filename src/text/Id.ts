/** Names that the workspace or the library gives: short, printable, safe as a key everywhere. */
import * as Schema from "effect/Schema"

/** Identifies a record: letters, digits and `._:@+-`, at most 128. Compared byte by byte. */
export const Id = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,127}$/, { expected: "an id of 1 to 128 letters, digits or . _ : @ + -" })
)
export type Id = typeof Id.Type

/**
 * Identifies an entry of the workspace's vocabulary (a status, a field …): 1 to 63 letters, digits, `_` or `-`,
 * beginning with a letter. Narrow on purpose: such ids become names of facts and SQL paths, where other strings
 * have been misread (nodejs/node#63785: one JSON key with a backslash corrupts later ones).
 */
export const Slug = Schema.String.check(
  Schema.isPattern(/^[a-zA-Z][a-zA-Z0-9_-]{0,62}$/, { expected: "an id of 1 to 63 letters, digits, _ or -, beginning with a letter" })
)
export type Slug = typeof Slug.Type
