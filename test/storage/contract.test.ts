import { describe, test } from "vitest"
import { storageContract } from "../../src/testing/storageContract.ts"
import { stores } from "./stores.ts"

/** A hundred random cases in `npm test`, ten thousand in the deep run. */
const cases = Math.ceil(Number(process.env["LAW_RUNS"] ?? 1000) / 10)

describe.each(stores)("%s", (_, open) => {
  test.each(storageContract)("$promise", ({ check }) => check(open, { seed: 1, cases }))
})
