/** A tree of choices: what the request is about. A child depends on its parent. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

export interface Category {
  readonly id: string
  readonly name: string
  readonly children: ReadonlyArray<Category>
}
export const Category: Schema.Codec<Category> = Schema.Struct({
  id: Slug,
  name: Text.filled(100),
  children: Schema.Array(Schema.suspend((): Schema.Codec<Category> => Category))
})

/** From the root to the choice: `["hardware", "printer"]`. Empty: not categorized. */
export const Path = Schema.Array(Slug).check(Schema.isMaxLength(10))
export type Path = typeof Path.Type

/** Whether every step of the path is a child of the step before. */
export const has = (tree: ReadonlyArray<Category>, path: Path): boolean => {
  let level = tree
  for (const step of path) {
    const next = level.find((category) => category.id === step)
    if (next === undefined) return false
    level = next.children
  }
  return true
}
