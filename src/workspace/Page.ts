/** A page of the application's own that the link in a letter leads to. */
import * as Schema from "effect/Schema"

/** `{token}` stands in place of what the link is of. */
export const Page = Schema.String.check(
  Schema.isMaxLength(1000),
  Schema.isPattern(/^https?:\/\/[!-~]*\{token\}[!-~]*$/, { expected: "an address like https://desk.example/approve?t={token}" })
)
