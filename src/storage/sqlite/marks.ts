/** Facts as words: what a record is looked up by (its requester, its team …) stands as a mark among its words. */
import type { Findable, Scalar, StateTest } from "../../condition/Condition.ts"
import { encode } from "../sortable.ts"
import { UNSET, type Split } from "./records.ts"

/** What few records have in common comes first. */
export const marked = ["requester", "organization", "assignee", "team", "department"] as const
type Field = (typeof marked)[number]
/** Among active tickets the others lead to indexes of their own. */
const rare = 2

export const marksOf = ({ values, rest }: Split, fields: ReadonlyArray<Field>): ReadonlyArray<string> =>
  fields.flatMap((field) => {
    const fact = values[field] === UNSET ? rest[field] : values[field]
    return typeof fact === "string" ? [mark(field, fact)] : Array.isArray(fact) ? fact.map((one: string) => mark(field, one)) : []
  })

/** Marks of which each record has one that meets the condition, so that they lead to all of these. `undefined`: there are none such. */
export const marksIn = (condition: Findable, ofActive: boolean): ReadonlyArray<string> | undefined =>
  leadIn(condition, ofActive ? marked.slice(0, rare) : marked)?.marks

interface Lead {
  /** The greater, the more records have these marks. */
  readonly rank: number
  readonly marks: ReadonlyArray<string>
}

const leadIn = (condition: Findable, fields: ReadonlyArray<string>): Lead | undefined => {
  if ("all" in condition)
    return condition.all
      .map((one) => leadIn(one, fields))
      .filter((lead) => lead !== undefined)
      .toSorted((a, b) => a.rank - b.rank)[0]
  if ("any" in condition) {
    const leads = condition.any.map((one) => leadIn(one, fields))
    if (leads.includes(undefined)) return undefined
    return {
      rank: Math.max(...leads.map((lead) => lead!.rank)),
      marks: leads.flatMap((lead) => lead!.marks)
    }
  }
  if ("not" in condition || !fields.includes(condition.field)) return undefined
  const values = valuesIn(condition)
  return values === undefined
    ? undefined
    : {
        rank: fields.indexOf(condition.field),
        marks: values.map((value) => mark(condition.field, encode(value)))
      }
}

const valuesIn = (test: StateTest): ReadonlyArray<Scalar> | undefined =>
  test.op === "is" ? [test.value] : test.op === "in" ? test.value : undefined

/** One word, whatever the value is: the tokenizer keeps small letters, digits and all beyond ASCII. No word of a text looks like it. */
const mark = (field: string, encoded: string): string =>
  `\u0081${marked.indexOf(field as Field)}${encoded.replaceAll(/[^a-z0-9\u0083-\uFFFF]/g, escape)}`
const escape = (character: string): string => `\u0082${character.charCodeAt(0).toString(36)}\u0082`
