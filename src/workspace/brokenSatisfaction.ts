/** What surveys say against the rest of a definition. */
import type { Problem } from "../text/Problem.ts"
import { ids, ofCondition, unknown } from "./brokenCondition.ts"
import { list, twice } from "./entries.ts"
import { isLoose, type Loose } from "./plain.ts"

export const brokenSatisfaction = (full: Loose): ReadonlyArray<Problem> =>
  list(full, "satisfaction").flatMap(({ path, value }) => [
    ...ofCondition(value["where"], `${path}.where`, full),
    ...(isLoose(value["ask"]) ? unknown(value["ask"]["calendar"], `${path}.ask.calendar`, "calendar", ids(full, "calendars")) : []),
    ...twice(list(value, "reasons", path), "id")
  ])
