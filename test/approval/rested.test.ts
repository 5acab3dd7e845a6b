/** Approvals whose tickets lay aside for a while: silence did not count meanwhile. */
import * as Result from "effect/Result"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Approval from "../../src/approval/index.ts"
import { rested } from "../../src/approval/rested.ts"
import * as Instant from "../../src/time/Instant.ts"
import { ask, definition, later, monday, step } from "./desk.ts"

const hour = 3_600_000
const asking = (after: number) =>
  Approval.replay(
    Result.getOrThrow(
      ask(definition([step("one", [{ agent: "ann" }], { kind: "any" }, { expiries: [{ after, calendar: null, then: "reject" }] })]))
    )
  )!

describe("an approval that rests", () => {
  test("expires later by the time that it rested", () => {
    const asked = asking(4 * hour)
    expect(Approval.wakeAt(asked)).toBe(later(4))
    const back = rested(asked, later(1), later(3))
    expect(Approval.wakeAt(back)).toBe(later(6))
    expect(Approval.wakeAt(rested(back, later(5), later(10)))).toBe(later(11))
  })
  test("counts a rest once: what begins to count after it knows nothing of it", () => {
    const expiries = [
      { after: 2 * hour, calendar: null, then: "remind" },
      { after: 4 * hour, calendar: null, then: "reject" }
    ] as const
    const asked = Approval.replay(Result.getOrThrow(ask(definition([step("one", [{ agent: "ann" }], { kind: "any" }, { expiries })]))))!
    const back = rested(asked, later(1), later(3))
    expect(Approval.wakeAt(back)).toBe(later(4))
    expect(Approval.wakeAt(Approval.settled(back, later(4)))).toBe(later(8))
  })
  test("is the same where no time passed, and once it is decided", () => {
    const asked = asking(4 * hour)
    expect(rested(asked, later(1), later(1))).toBe(asked)
    const over = Approval.settled(asked, later(5))
    expect(rested(over, later(6), later(7))).toBe(over)
  })
})

describe("laws", () => {
  test("with every hour counting it is due as much later as it rested before that, however often", () => {
    const rests = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 50 })), { maxLength: 5 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), rests, (hours, all) => {
        let approval = asking(hours * hour)
        let [now, due] = [monday as number, monday + hours * hour]
        for (const [before, length] of all) {
          const from = now + before * hour
          if (from >= due) break
          now = from + length * hour
          due += length * hour
          approval = rested(approval, Instant.make(from), Instant.make(now))
        }
        expect(Approval.wakeAt(approval)).toBe(due)
      })
    )
  })
})
