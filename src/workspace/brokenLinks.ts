/** What types of links say against themselves. */
import { type Entry, list } from "./entries.ts"
import type { Loose } from "./plain.ts"
import type { Problem } from "../text/Problem.ts"

export const brokenLinks = (full: Loose): ReadonlyArray<Problem> => list(full, "links").flatMap(ofLink)

const ofLink = ({ path, value }: Entry): ReadonlyArray<Problem> => {
  const { name, inverse, acyclic, onClose, maxSources } = value
  const isSymmetric = name === inverse
  const waits = onClose === "block"
  return [
    ...(isSymmetric && acyclic === true
      ? [{ path: `${path}.acyclic`, problem: "both ends are called the same: such a link leads back at once" }]
      : []),
    ...(isSymmetric && (waits || onClose === "rollUp")
      ? [{ path: `${path}.onClose`, problem: "both ends are called the same: neither waits for the other" }]
      : []),
    ...(isSymmetric && maxSources !== null && maxSources !== undefined
      ? [{ path: `${path}.maxSources`, problem: "both ends are called the same: maxTargets counts them all" }]
      : []),
    ...(waits && !isSymmetric && acyclic === false
      ? [{ path: `${path}.acyclic`, problem: "tickets that wait for each other in a circle could never be closed" }]
      : [])
  ]
}
