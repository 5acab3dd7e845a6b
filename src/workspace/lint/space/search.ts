/** Exact search through all that a ticket can be: what cannot become a find any more is not looked at. */
import { chosen, type Glimpse, nothing } from "./Glimpse.ts"
import type { Verdict } from "./judge.ts"
import { isOneCommit } from "./plausible.ts"
import type { Space } from "./Space.ts"

/** How many glimpses one search may take. */
const PATIENCE = 20_000

/** Neighbours are much alike; of more than so many only some are taken. */
const FEW = 5

export type Wanted = (glimpse: Glimpse) => Verdict

/** `all`: there are no others. `enough`: whoever looks has seen enough. `gaveUp`: there may be others. */
export type End = "all" | "enough" | "gaveUp"

/** Shows every ticket that is wanted, or may be, until told that it is enough. */
export const search = (space: Space, wanted: Wanted, isEnough: (found: Glimpse, isWanted: boolean) => boolean): End => {
  let left = PATIENCE
  const from = (glimpse: Glimpse, place: number): End => {
    if (--left < 0) return "gaveUp"
    const verdict = wanted(glimpse)
    if (verdict === false) return "all"
    const choices = space.dimensions[place]
    if (choices === undefined) return isEnough(glimpse, verdict === true) ? "enough" : "all"
    for (const choice of choices) {
      // Of a ticket that is opened nothing was before.
      if (glimpse.opens === true && choice.before !== undefined && choice.before !== choice.now) continue
      const end = from(chosen(glimpse, choice), place + 1)
      if (end !== "all") return end
    }
    return "all"
  }
  return from(nothing, 0)
}

/** Of those that are wanted and certain to exist up to so many, unlike each other as far as that is cheap. */
export const find = (space: Space, wanted: Wanted, most: number): ReadonlyArray<Glimpse> => {
  const found: Array<Glimpse> = []
  const certain: Wanted = (glimpse) => (glimpse.isSure && isOneCommit(glimpse) ? wanted(glimpse) : false)
  search(
    space,
    certain,
    (glimpse, isWanted) => isWanted && space.isPlausible(glimpse) && found.push(glimpse) >= (most < FEW ? most : most * 10)
  )
  const step = Math.max(1, Math.floor(found.length / most))
  return found.filter((_, i) => i % step === 0).slice(0, most)
}

/** No ticket whatever is wanted. */
export const isImpossible = (space: Space, wanted: Wanted): boolean => space.isWhole && search(space, wanted, () => true) === "all"
