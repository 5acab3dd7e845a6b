/** One scenario for one row of the list of features: a test under the row's number, which the page of features finds by it. */
import { test } from "vitest"

export const row = (id: number, what: string, scenario: () => Promise<void>): void => {
  test(`row ${id}: ${what}`, scenario)
}
