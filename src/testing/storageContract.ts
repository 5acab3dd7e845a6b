/**
 * What every storage promises, as a list that any test runner can loop over:
 * `for (const { promise, check } of storageContract) test(promise, () => check(open))`,
 * where `open` gives a fresh and empty storage each time.
 */
import type { Storage } from "../storage/Storage.ts"
import type { Clause } from "./Clause.ts"
import { erasing } from "./storage/erasing.ts"
import { finding } from "./storage/finding.ts"
import { keeping } from "./storage/keeping.ts"
import { lending } from "./storage/lending.ts"
import { writing } from "./storage/writing.ts"

export const storageContract: ReadonlyArray<Clause<Storage>> = [...writing, ...keeping, ...finding, ...lending, ...erasing]
