import { describe, test } from "vitest"
import { mapStorage } from "../../examples/storage-adapter.ts"
import { storageContract } from "../../src/testing/storageContract.ts"

describe("the example of an adapter keeps the contract", () => {
  test.each(storageContract)("$promise", ({ check }) => check(async () => mapStorage()))
})
