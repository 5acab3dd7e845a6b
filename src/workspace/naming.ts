/** A name for what has only an id. */
import * as Text from "../text/Text.ts"
import { isLoose, type Loose } from "./plain.ts"

/** Short enough for whatever bears a name. */
const LONGEST = 60

/** `onHold` → `On hold`, `wait_for-parts` → `Wait for parts`, `VIPDesk` → `VIP desk`. */
export const nameOf = (id: string): string => {
  const words = id
    .slice(0, LONGEST)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[\s_-]+/)
    .filter((word) => word !== "")
    .map((word) => (/^[A-Z0-9]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(" ")
  const name = Text.cut(words.charAt(0).toUpperCase() + words.slice(1), LONGEST).trimEnd()
  return name === "" ? "Unnamed" : name
}

/** An entry of a list, written as an id alone or as an object, its name filled in. */
export const named = (given: unknown): unknown => {
  const one = typeof given === "string" ? { id: given } : given
  return isLoose(one) && typeof one["id"] === "string" ? { name: nameOf(one["id"]), ...one } : one
}

/** The same, with what every entry of its list has unless it says otherwise. */
export const withDefaults =
  (defaults: Loose) =>
  (given: unknown): unknown => {
    const one = named(given)
    return isLoose(one) ? { ...defaults, ...one } : one
  }
