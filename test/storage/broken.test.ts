/** Storages with one fault each: the contract must name it. What no clause catches is not promised. */
import { expect, test } from "vitest"
import { memory } from "../../src/storage/memory.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { storageContract } from "../../src/testing/storageContract.ts"
import { broken } from "./Fault.ts"
import { faultsOfErasing } from "./faultsOfErasing.ts"
import { faultsOfReading } from "./faultsOfReading.ts"
import { faultsOfWriting } from "./faultsOfWriting.ts"

const brokenPromises = async (open: () => Promise<Storage>): Promise<ReadonlyArray<string>> => {
  const promises = []
  for (const { promise, check } of storageContract) {
    const kept = await check(open, { seed: 1, cases: 20 }).then(
      () => true,
      () => false
    )
    if (!kept) promises.push(promise)
  }
  return promises
}

test.each([...faultsOfWriting, ...faultsOfReading, ...faultsOfErasing])("%s", async (_, caught, change) => {
  const promises = await brokenPromises(broken(change))
  expect(promises.some((promise) => promise.startsWith(caught))).toBe(true)
  // One fault is not everything: a storage that fails all clauses would prove nothing.
  expect(promises.length).toBeLessThan(storageContract.length / 2)
})

test("a storage without a fault breaks no promise", async () => {
  expect(await brokenPromises(async () => memory())).toEqual([])
})
