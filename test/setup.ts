/** How many cases a law is tried on: a thousand in `npm test`, a hundred thousand in `npm run test:deep`. */
import fc from "fast-check"
import { afterAll } from "vitest"
import { forgetPaths } from "./freshPath.ts"

fc.configureGlobal({ numRuns: Number(process.env["LAW_RUNS"] ?? 1000) })
afterAll(forgetPaths)
