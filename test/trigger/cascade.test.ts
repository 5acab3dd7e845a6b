/** Triggers inside a commit: in which order they are asked, how often, and what is told of each. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Facts } from "../../src/condition/Condition.ts"
import * as Instant from "../../src/time/Instant.ts"
import { cascade, type Stage } from "../../src/trigger/cascade.ts"
import * as Ruleset from "../../src/trigger/Ruleset.ts"
import { type Strategy, type Trigger } from "../../src/trigger/Trigger.ts"

type Word = "status" | "priority" | "team" | "tier"
type World = Readonly<Record<Word, string>>

const trigger = (id: string, where: Partial<World>, then: Partial<World>, more: Partial<Trigger> = {}): Trigger => ({
  id,
  name: id,
  phase: "route",
  enabled: true,
  where: { all: Object.entries(where).map(([field, value]) => ({ field, op: "is" as const, value })) },
  then: Object.entries(then).map(([field, value]) => ({ _tag: "SetField", field, value }) as const),
  ...more
})
const plain: World = { status: "new", priority: "normal", team: "none", tier: "silver" }

/** A ticket of four words, and triggers that set them: enough for every order there is. */
const staged = (start: World) => {
  let world = start
  const settled: Array<World> = []
  const stage: Stage = {
    facts: (): Facts => world,
    before: start,
    asker: { now: Instant.make(0), agent: null },
    forbidden: null,
    perform: ({ then }) => {
      const next = { ...world }
      for (const action of then) {
        if (action._tag !== "SetField") return "that is no word of this world"
        next[action.field as Word] = typeof action.value === "string" ? action.value : JSON.stringify(action.value)
      }
      const changed = (Object.keys(next) as Array<Word>).filter((word) => next[word] !== world[word]).length
      if (changed > 0) world = next
      return changed
    },
    settle: () => void (settled.at(-1) === world || settled.push(world))
  }
  return { stage, world: () => world, settled }
}
const run = (strategy: Strategy, triggers: ReadonlyArray<Trigger>, start = plain) => {
  const { stage, world, settled } = staged(start)
  const trace = cascade(strategy, Ruleset.make(triggers), stage)()
  const fired = trace
    .flatMap(({ trigger: id, verdict }) => ("order" in verdict ? [{ id, order: verdict.order }] : []))
    .toSorted((a, b) => a.order - b.order)
    .map(({ id }) => id)
  return { trace, fired, world: world(), settled }
}

describe("three strategies side by side", () => {
  test("a rule that comes too early for what a later one does is asked again only by restart", () => {
    const vip = trigger("notify-vip", { priority: "urgent" }, { team: "vip" })
    const urgent = trigger("set-urgent", { tier: "silver" }, { priority: "urgent" })
    expect(run("singlePass", [vip, urgent]).fired).toEqual(["set-urgent"])
    expect(run("restart", [vip, urgent]).fired).toEqual(["set-urgent", "notify-vip"])
    expect(run("stopAtFirst", [urgent, vip]).fired).toEqual(["set-urgent"])
  })
  test("a rule that an earlier one makes unfit is lost in each of them", () => {
    const high = trigger("a", { status: "new" }, { priority: "high" })
    const general = trigger("b", { status: "new", priority: "normal" }, { team: "general" })
    for (const strategy of ["restart", "singlePass", "stopAtFirst"] as const) expect(run(strategy, [high, general]).world.team).toBe("none")
  })
  test("rules go by phase, then by their order; the policy is chosen between route and sla, and after the last change", () => {
    const late = trigger("late", {}, { tier: "gold" }, { phase: "notify" })
    const early = trigger("early", {}, { team: "front" }, { phase: "normalize" })
    const { fired, settled, world } = run("restart", [late, early])
    expect(fired).toEqual(["early", "late"])
    expect(settled).toEqual([{ ...plain, team: "front" }, world])
  })
})

describe("a trace", () => {
  test("says of every trigger of the set what became of it", () => {
    const triggers = [
      trigger("fits", { status: "new" }, { priority: "high" }),
      trigger("idle", { status: "new" }, { status: "new" }),
      trigger("off", {}, { team: "x" }, { enabled: false }),
      trigger("unfit", { tier: "gold" }, { team: "x" }),
      trigger("fails", {}, {}, { then: [{ _tag: "Close" }] })
    ]
    expect(run("restart", triggers).trace).toEqual([
      { trigger: "fits", verdict: { _tag: "Fired", order: 1, events: 1 } },
      { trigger: "idle", verdict: { _tag: "Idle", order: 2 } },
      { trigger: "off", verdict: { _tag: "Suppressed", reason: "disabled" } },
      { trigger: "unfit", verdict: { _tag: "Unfit", because: { test: { field: "tier", op: "is", value: "gold" }, found: "silver" } } },
      { trigger: "fails", verdict: { _tag: "Failed", order: 3, reason: "that is no word of this world" } }
    ])
    const first = trigger("first", {}, { team: "x" })
    expect(run("stopAtFirst", [first, triggers[0]!]).trace[1]!.verdict).toEqual({ _tag: "Suppressed", reason: "stopped" })
    const later = trigger("later", {}, { tier: "gold" })
    expect(run("singlePass", [triggers[3]!, later]).trace[0]!.verdict).toEqual({ _tag: "Suppressed", reason: "early" })
  })
})

const words: ReadonlyArray<Word> = ["status", "priority", "team", "tier"]
const some = (minLength: number) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...words), fc.constantFrom("a", "b", "c")), {
      minLength,
      maxLength: 2,
      selector: ([word]) => word
    })
    .map((pairs) => Object.fromEntries(pairs) as Partial<World>)
const rule = fc.tuple(
  some(0),
  some(1),
  fc.constantFrom("normalize" as const, "route" as const, "sla" as const, "notify" as const),
  fc.boolean()
)
const rules = fc
  .array(rule, { maxLength: 8 })
  .map((all) => all.map(([where, then, phase, often], i) => trigger(`t${i}`, where, then, { phase, enabled: often || i % 3 > 0 })))
const world = fc.record({
  status: fc.constantFrom("a", "b"),
  priority: fc.constantFrom("a", "b"),
  team: fc.constantFrom("a", "b"),
  tier: fc.constantFrom("a", "b")
})
const strategy = fc.constantFrom<Strategy>("restart", "singlePass", "stopAtFirst")

describe("laws", () => {
  test("any set ends, each trigger fires at most once, and each is told of once", () => {
    fc.assert(
      fc.property(strategy, rules, world, (way, set, start) => {
        const { trace, fired } = run(way, set, start)
        expect(new Set(fired).size).toBe(fired.length)
        expect(trace.map(({ trigger: id }) => id).toSorted()).toEqual(set.map(({ id }) => id).toSorted())
        if (way === "stopAtFirst") expect(fired.length).toBeLessThanOrEqual(1)
      })
    )
  })
  test("the same question has the same answer", () => {
    fc.assert(
      fc.property(strategy, rules, world, (way, set, start) => {
        expect(run(way, set, start)).toEqual(run(way, set, start))
      })
    )
  })
  test("restart ends where no trigger that has not fired fits any more", () => {
    fc.assert(
      fc.property(rules, world, (set, start) => {
        const { trace } = run("restart", set, start)
        for (const { verdict } of trace) if (verdict._tag === "Suppressed") expect(verdict.reason).toBe("disabled")
      })
    )
  })
  test("a trigger that is disabled, or never fits, is as good as absent", () => {
    fc.assert(
      fc.property(strategy, rules, world, fc.nat(8), (way, set, start, place) => {
        const never = trigger("never", { status: "nowhere" }, { team: "lost" })
        const off = trigger("off", {}, { team: "lost" }, { enabled: false })
        const more = set.toSpliced(place, 0, never, off)
        expect(run(way, more, start).world).toEqual(run(way, set, start).world)
        const enabled = set.filter((one) => one.enabled)
        expect(run(way, enabled, start).fired).toEqual(run(way, set, start).fired)
      })
    )
  })
  test("triggers of one phase that neither read nor write what the other writes may change places", () => {
    fc.assert(
      fc.property(rules, world, fc.nat(6), (set, start, place) => {
        const ordered = set.map((one) => ({ ...one, phase: "route" as const }))
        const [one, other] = [ordered[place], ordered[place + 1]]
        if (one === undefined || other === undefined) return
        const reads = ({ where }: Trigger): ReadonlyArray<string> =>
          "all" in where ? where.all.flatMap((part) => ("field" in part ? [part.field] : [])) : []
        const writes = ({ then }: Trigger): ReadonlyArray<string> => then.flatMap((action) => ("field" in action ? [action.field] : []))
        const meets = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean => a.some((word) => b.includes(word))
        if (meets(writes(one), [...reads(other), ...writes(other)]) || meets(writes(other), reads(one))) return
        const swapped = ordered.toSpliced(place, 2, other, one)
        expect(run("singlePass", swapped, start).world).toEqual(run("singlePass", ordered, start).world)
      })
    )
  })
})
