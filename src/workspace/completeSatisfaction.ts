/** Fills in what a definition leaves out of its surveys: a day after solving, one to five, once a day at most for everybody. */
import { spanned } from "./completePromises.ts"
import { each } from "./entries.ts"
import { named } from "./naming.ts"
import { isLoose, type Loose } from "./plain.ts"

const DAY = 86_400_000

/** One survey may be written without a list, and without an id. */
export const completeSatisfaction = (given: unknown): unknown =>
  given === undefined || given === null
    ? []
    : Array.isArray(given)
      ? given.map(survey)
      : isLoose(given)
        ? [survey({ id: "main", ...given })]
        : given

const survey = (given: unknown): unknown => {
  if (!isLoose(given)) return given
  const one: Loose = {
    where: { all: [] },
    ask: {},
    scale: 5,
    expires: 7 * DAY,
    editable: DAY,
    sample: 100,
    cooldown: DAY,
    solvedBy: "anybody",
    page: null,
    ...given
  }
  return {
    ...["expires", "editable", "cooldown"].reduce(spanned, one),
    ask: isLoose(one["ask"]) ? spanned({ after: DAY, calendar: null, ...one["ask"] }, "after") : one["ask"],
    reasons: each(one["reasons"], named, [])
  }
}
