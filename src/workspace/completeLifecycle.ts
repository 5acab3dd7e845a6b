/** What a definition leaves out of its transitions and of its moves between departments. */
import { standard } from "../ticket/Mapping.ts"
import { each } from "./entries.ts"
import { isLoose, type Loose } from "./plain.ts"

export const completeLifecycle = (given: Loose): Loose => ({
  transitions: each(given["transitions"], transition, []),
  moves: each(given["moves"], (one) => (isLoose(one) ? { ...standard, ...one } : one), [])
})

const transition = (given: unknown): unknown =>
  isLoose(given)
    ? {
        department: null,
        where: { all: [] },
        requires: [],
        reason: "",
        ...given,
        ...("from" in given ? { from: given["from"] === "any" ? null : several(given["from"]) } : {}),
        ...("to" in given ? { to: several(given["to"]) } : {})
      }
    : given

const several = (given: unknown): unknown => (typeof given === "string" ? [given] : given)
