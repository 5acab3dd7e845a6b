/** What a ticket becomes that moves from one department to another: which statuses and fields stand for each other. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import { hasStatus, standardOf, usesField } from "./belonging.ts"
import * as Field from "./Field.ts"
import type { Status } from "./Status.ts"
import type { Ticket } from "./Ticket.ts"
import type { Vocabulary } from "./Vocabulary.ts"

const Pairs = Schema.Array(Schema.Struct({ from: Slug, to: Slug })).check(Schema.isMaxLength(1000))

export class Mapping extends Schema.Opaque<Mapping>()(
  Schema.Struct({
    /** Departments. */
    from: Slug,
    to: Slug,
    /** Of those that are not named, each stays what it is; where the other department does not have it, it becomes its default of the same category. */
    statuses: Pairs,
    /** Of those that are not named, each stays what it is where the other department uses it. */
    fields: Pairs,
    /** What holds a value that the other department does not use refuses the move, is kept out of sight for the way back, or is dropped. */
    otherwise: Schema.Literals(["block", "keep", "drop"]),
    /** What was promised runs on with the time that is used up, or begins anew. */
    promises: Schema.Literals(["carry", "restart"])
  })
) {}

export const standard: Pick<Mapping, "statuses" | "fields" | "otherwise" | "promises"> = {
  statuses: [],
  fields: [],
  otherwise: "keep",
  promises: "carry"
}

/** The one that is declared; else the declared one the other way round, as far as that is plain. */
export const between = (from: string, to: string, { moves }: Pick<Vocabulary, "moves">): Mapping => {
  const declared = moves.find((one) => one.from === from && one.to === to)
  if (declared !== undefined) return declared
  const back = moves.find((one) => one.from === to && one.to === from)
  return back === undefined
    ? { from, to, ...standard }
    : { from, to, ...standard, statuses: inverse(back.statuses), fields: inverse(back.fields) }
}

type Pair = Mapping["fields"][number]
const inverse = (pairs: ReadonlyArray<Pair>): ReadonlyArray<Pair> =>
  pairs.filter(({ to }) => pairs.filter((other) => other.to === to).length === 1).map(({ from, to }) => ({ from: to, to: from }))

type Lives = Pick<Vocabulary, "statuses" | "defaultStatus" | "departments">

/** `undefined`: the other department has nothing for it. */
export const statusAcross = (status: Pick<Status, "id" | "category">, { to, statuses }: Mapping, vocabulary: Lives): Status | undefined => {
  const named = statuses.find(({ from }) => from === status.id)?.to
  const own = named ?? (hasStatus(to, status.id, vocabulary) ? status.id : undefined)
  return own === undefined ? standardOf(to, status.category, vocabulary) : vocabulary.statuses.get(own)
}

/** What becomes of the fields of a ticket. */
export interface Across {
  /** What the ticket holds then, what was kept for this department among it. */
  readonly fields: ReadonlyArray<Field.Entry>
  readonly kept: ReadonlyArray<Field.Entry>
  /** What the other department does not use, and is not kept. */
  readonly left: ReadonlyArray<Field.Entry>
}

export const fieldsAcross = ({ fields, kept = [] }: Pick<Ticket, "fields" | "kept">, mapping: Mapping, vocabulary: Vocabulary): Across => {
  const held = new Map<string, Field.Entry>()
  const put = (entry: Field.Entry): boolean => {
    const definition = vocabulary.fields.get(entry.field)
    const isTaken = definition !== undefined && !held.has(entry.field) && usesField(mapping.to, entry.field, vocabulary)
    if (!isTaken || Field.mistake(definition, entry.value) !== undefined) return false
    held.set(entry.field, entry)
    return true
  }
  const named = (entry: Field.Entry): string | undefined => mapping.fields.find(({ from }) => from === entry.field)?.to
  // What is mapped goes first: it has its place for certain.
  const [mapped, others] = [fields.filter((entry) => named(entry) !== undefined), fields.filter((entry) => named(entry) === undefined)]
  const unused = [...mapped.filter((entry) => !put({ field: named(entry)!, value: entry.value })), ...others.filter((entry) => !put(entry))]
  const waiting = kept.filter((entry) => !put(entry) && !held.has(entry.field) && unused.every(({ field }) => field !== entry.field))
  const isKept = mapping.otherwise === "keep"
  return { fields: [...held.values()], kept: isKept ? [...waiting, ...unused] : waiting, left: isKept ? [] : unused }
}
