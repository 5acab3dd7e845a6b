/** The statuses of a definition, every category provided for as far as that needs no guessing. */
import * as Status from "../ticket/Status.ts"
import { withDefaults } from "./naming.ts"
import { isLoose, type Loose } from "./plain.ts"

const categories: ReadonlyArray<unknown> = Status.Category.literals

/** A category without a status gets one that bears its name; a category's only status is its default. */
export const completeStatuses = (given: unknown): unknown => {
  if (given !== undefined && !Array.isArray(given)) return given
  const written: ReadonlyArray<unknown> = given ?? []
  const statuses = written.filter(isLoose)
  const all = [
    ...written,
    ...categories
      .filter((category) => !statuses.some((status) => status["category"] === category || status["id"] === category))
      .map((category) => ({ id: category, category }))
  ]
  const within = (category: unknown): ReadonlyArray<Loose> => all.filter(isLoose).filter((status: Loose) => status["category"] === category)
  const openName = openLabel(within("open"))
  return all.map((status) => {
    if (!isLoose(status)) return status
    const { category } = status
    const shown = category === "onHold" ? openName : customerName(category)
    return withDefaults({ customerName: shown, slaEffect: "byCategory", isDefault: within(category).length === 1 })(status)
  })
}

/** That a ticket is on hold must not show, so it reads as an open one does in this very workspace. */
const openLabel = (open: ReadonlyArray<Loose>): string => {
  const first = open.length === 1 ? open[0] : open.find((status) => status["isDefault"] === true)
  return typeof first?.["customerName"] === "string" ? first["customerName"] : Status.customerNames.open
}

const customerName = (category: unknown): string =>
  categories.includes(category) ? Status.customerNames[category as Status.Category] : Status.customerNames.open
