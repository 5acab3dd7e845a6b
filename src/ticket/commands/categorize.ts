/** Categorize: say what a ticket is about, as a path of the workspace's tree. Choosing a parent anew drops the child that hung on the old one. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Category from "../Category.ts"
import { UnknownWord } from "../Refusal.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

/** From the root: `["hardware", "printer"]`; empty takes the category away. */
export class Categorize extends Schema.Opaque<Categorize>()(Schema.TaggedStruct("Categorize", { category: Category.Path })) {}
export class Categorized extends Schema.Opaque<Categorized>()(Fact("Categorized", { category: Category.Path, from: Category.Path })) {}

export const categorize = command(Categorize, {
  decide: (ticket, { category }, context): Decision<Categorized> => {
    const no = unknownCategory(category, context.vocabulary)
    if (no !== undefined) return Result.fail(no)
    if (category.length === ticket.category.length && category.every((step, i) => step === ticket.category[i])) return nothing
    return happened<Categorized>({ _tag: "Categorized", ...stamp(context), category, from: ticket.category })
  },
  events: [on(Categorized, (ticket, { at, category }) => ({ ...ticket, category, updatedAt: at }))]
})

/** The refusal of a path that leads nowhere; `undefined` when it leads to a category. */
export const unknownCategory = (path: Category.Path, { categories }: Vocabulary): UnknownWord | undefined =>
  Category.has(categories, path)
    ? undefined
    : new UnknownWord({ what: "category", word: path.join(" / "), known: categories.map((root) => root.id) })
