/** Why a macro is not played. */
import * as Schema from "effect/Schema"

/** `missing`: blanks that were not filled in; `unknown`: answers to blanks that it does not have; `wrong`: a number was asked for. */
export class MacroUnfilled extends Schema.TaggedError<MacroUnfilled>()("MacroUnfilled", {
  macro: Schema.String,
  missing: Schema.Array(Schema.String),
  unknown: Schema.Array(Schema.String),
  wrong: Schema.Array(Schema.String)
}) {
  override readonly message = [
    `macro ${this.macro}`,
    this.missing.length > 0 && `needs ${this.missing.join(", ")}`,
    this.unknown.length > 0 && `does not ask for ${this.unknown.join(", ")}`,
    this.wrong.length > 0 && `wants a number for ${this.wrong.join(", ")}`
  ]
    .filter((part) => part !== false)
    .join("; ")
}
/** The answers make a command that cannot be: a text that is too long, say. */
export class MacroBroken extends Schema.TaggedError<MacroBroken>()("MacroBroken", {
  macro: Schema.String,
  problems: Schema.Array(Schema.String)
}) {
  override readonly message = `macro ${this.macro}: ${this.problems.join("; ")}`
}
/** It is for other tickets: `because` is the first test that fails. */
export class MacroUnfit extends Schema.TaggedError<MacroUnfit>()("MacroUnfit", { macro: Schema.String, because: Schema.String }) {
  override readonly message = `macro ${this.macro} is not for this ticket: ${this.because}`
}
/** It is for other agents, or for agents at all. */
export class MacroForbidden extends Schema.TaggedError<MacroForbidden>()("MacroForbidden", { macro: Schema.String, actor: Schema.String }) {
  override readonly message = `${this.actor} may not use macro ${this.macro}`
}

export type Refusal = MacroUnfilled | MacroBroken | MacroUnfit | MacroForbidden
