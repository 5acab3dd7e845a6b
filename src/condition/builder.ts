/** Questions written in TypeScript: an unknown field, a word that is not there, or an operator that the field lacks do not compile. */
import type { Vocabulary } from "../ticket/Vocabulary.ts"
import { fieldOf, namesOf, operators } from "./Fields.ts"
import type { Asked, Bare, Compared, FieldsOf, Words, WordsOf } from "./QuestionOf.ts"
import { termsOf } from "./termsOf.ts"
import type { Question } from "./Variable.ts"

/** A function for each operator; `isSet()` is `isSet(true)`. */
type Asking<F extends Asked> = {
  readonly [Op in F["op"]]: Op extends Bare
    ? () => Question
    : Op extends "isSet"
      ? (value?: boolean) => Question
      : (value: Compared<Op, F["value"]>) => Question
}

/** The fields of the desk by their names, and what joins questions. */
export type Builder<W extends Words> = {
  readonly [Name in keyof FieldsOf<W>]: FieldsOf<W>[Name] extends Asked ? Asking<FieldsOf<W>[Name]> : never
} & {
  readonly all: (...questions: ReadonlyArray<Question>) => Question
  readonly any: (...questions: ReadonlyArray<Question>) => Question
  readonly not: (question: Question) => Question
}

/** `all(status.is("open"), priority.gte("high"))`, as plain data. A field is called as conditions call it: `["fields.plan"]`. */
export const conditions = <W extends Vocabulary>(workspace: W): Builder<WordsOf<W>> => {
  const terms = termsOf(workspace)
  const fields = namesOf("commit", terms).map((field) => [
    field,
    Object.fromEntries(
      operators[fieldOf(field, "commit", terms)!.type].map((op) => [
        op,
        (value?: unknown) => (bare.has(op) ? { field, op } : { field, op, value: op === "isSet" ? (value ?? true) : value })
      ])
    )
  ])
  return {
    ...Object.fromEntries(fields),
    all: (...all: ReadonlyArray<Question>) => ({ all }),
    any: (...any: ReadonlyArray<Question>) => ({ any }),
    not: (not: Question) => ({ not })
  } as never
}
const bare: ReadonlySet<string> = new Set<Bare>(["changed", "increased", "decreased"])
