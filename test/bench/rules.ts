/** Many rules asked about one ticket: which of their conditions hold. */
import { type Condition, type Facts, holds, type Scalar } from "../../src/condition/Condition.ts"
import * as RuleIndex from "../../src/condition/RuleIndex.ts"
import * as Instant from "../../src/time/Instant.ts"
import { cascade } from "../../src/trigger/cascade.ts"
import * as Ruleset from "../../src/trigger/Ruleset.ts"
import type { Trigger } from "../../src/trigger/Trigger.ts"
import { luck } from "./data.ts"
import { against, interleaved, repeat, type Side } from "./measure.ts"
import * as Peers from "./peers.ts"
import { fields, mixed, some, plain, tickets } from "./ruleSets.ts"
import { atMost, fasterThanPeer, type Tell, timesLimit } from "./table.ts"

type Ask = (facts: Facts) => ReadonlyArray<number>
type Plain = ReturnType<typeof plain>

export const measure = async (tell: Tell): Promise<void> => {
  const asked = tickets(256)
  for (const [count, most] of [
    [100, 1_000],
    [1_000, 4_000],
    [10_000, 30_000]
  ] as const) {
    await equalities(tell, asked, count, most)
    await asWritten(tell, asked, count)
    await again(tell, asked, count)
    await traced(tell, asked, count)
  }
}

/** One ticket after the other: nobody may answer from what was asked just before. */
const asking = (ask: Ask, asked: ReadonlyArray<Facts>): Side => {
  let next = 0
  let found = 0
  return {
    run: (times) => {
      for (let i = 0; i < times; i++) found += ask(asked[next++ % asked.length]!).length
      return found
    }
  }
}

const byHolds =
  (conditions: ReadonlyArray<Condition>): Ask =>
  (facts) => {
    const found: Array<number> = []
    for (let place = 0; place < conditions.length; place++) if (holds(conditions[place]!, facts)) found.push(place)
    return found
  }

/** The least code, for tests of equality alone: a bitset per value, of the rules that this value does not rule out. */
const bitsets = (rules: Plain): Ask => {
  const words = Math.ceil(rules.length / 32)
  const tables = fields.map((field) => {
    const others = new Int32Array(words)
    const values = new Map<Scalar, Int32Array>()
    const testOf = (rule: Plain[number]): Plain[number]["all"][number] | undefined => rule.all.find((test) => test.field === field)
    for (const [place, rule] of rules.entries()) if (testOf(rule) === undefined) others[place >>> 5]! |= 1 << place
    for (const [place, rule] of rules.entries()) {
      const value = testOf(rule)?.value
      if (value === undefined) continue
      if (!values.has(value)) values.set(value, others.slice())
      values.get(value)![place >>> 5]! |= 1 << place
    }
    return { field, others, values }
  })
  return (facts) => {
    const rows = tables.map(({ field, others, values }) => values.get(facts[field] as Scalar) ?? others)
    const found: Array<number> = []
    for (let word = 0; word < words; word++) {
      let left = -1
      for (let i = 0; left !== 0 && i < rows.length; i++) left &= rows[i]![word]!
      for (; left !== 0; left &= left - 1) found.push(word * 32 + 31 - Math.clz32(left & -left))
    }
    return found
  }
}

const engine = async (rules: Plain): Promise<(facts: Facts) => Promise<ReadonlyArray<number>>> => {
  const { Engine } = await Peers.rulesEngine()
  const made = new Engine(
    rules.map(({ all }, place) => ({
      conditions: { all: all.map(({ field, value }) => ({ fact: field, operator: "equal", value })) },
      event: { type: "holds", params: { place } }
    }))
  )
  return async (facts) => {
    const { events } = await made.run(facts)
    return events.map(({ params }) => params.place)
  }
}

const same = (what: string, one: ReadonlyArray<number>, other: ReadonlyArray<number>): void => {
  if (JSON.stringify(one) !== JSON.stringify(other)) throw new Error(`${what} finds others: ${other.join()} instead of ${one.join()}`)
}

const equalities = async (tell: Tell, asked: ReadonlyArray<Facts>, count: number, most: number): Promise<void> => {
  const rules = plain(count)
  const index = RuleIndex.compile(rules)
  const ours: Ask = (facts) => RuleIndex.matching(index, facts)
  const limit = bitsets(rules)
  const peer = await engine(rules)
  // Only what its rules look at, as somebody would give it who cares for speed.
  const slim = asked.map((facts): Facts => Object.fromEntries(fields.map((field) => [field, facts[field]!])))
  for (const facts of asked) {
    same("ours", byHolds(rules)(facts), ours(facts))
    same("the limit", ours(facts), limit(facts))
  }
  same(
    "the peer",
    ours(asked[0]!),
    [...(await peer(slim[0]!))].sort((a, b) => a - b)
  )
  let next = 0
  const figures = await against(asking(ours, asked), asking(limit, asked), () => ({
    run: async (times) => {
      for (let i = 0; i < times; i++) await peer(slim[next++ % slim.length]!)
    }
  }))
  tell({
    what: `${count.toLocaleString("en")} rules of 3 equalities, one ticket`,
    unit: "ns",
    ours: figures.ours,
    limit: { name: "bitset per value", figure: figures.limit },
    peer: { name: "json-rules-engine", figure: figures.peer },
    goals: [atMost(most, "ns"), fasterThanPeer(500)]
  })
}

/** Rules as people write them; the peer is the language itself, rule by rule. */
const asWritten = async (tell: Tell, asked: ReadonlyArray<Facts>, count: number): Promise<void> => {
  const rules = mixed(count)
  const index = RuleIndex.compile(rules)
  const one = byHolds(rules)
  for (const facts of asked) same("ours", one(facts), RuleIndex.matching(index, facts))
  const figures = await interleaved({
    ours: asking((facts) => RuleIndex.matching(index, facts), asked),
    holds: asking(one, asked),
    compiling: { run: (times) => repeat(times, () => RuleIndex.compile(rules)) }
  })
  const peer = { name: "holds, rule by rule", figure: figures.holds }
  tell({ what: "  with not, any, tags, ranges and words", unit: "ns", ours: figures.ours, peer, goals: [] })
  tell({ what: "  compiling them", unit: "ns", ours: figures.compiling, goals: [] })
}

/** The scan of a desk over rules of which none is to do anything, with its trace and without. */
const traced = async (tell: Tell, asked: ReadonlyArray<Facts>, count: number): Promise<void> => {
  const rules = Ruleset.make(
    plain(count).map((where, i): Trigger => ({ id: `t${i}`, name: `T${i}`, phase: "route", enabled: true, where, then: [] }))
  )
  const scan = (facts: Facts) =>
    cascade("stopAtFirst", rules, {
      facts: () => facts,
      before: facts,
      asker: { now: Instant.make(0), agent: null },
      forbidden: null,
      perform: () => 0,
      settle: () => undefined
    })
  const told: Ask = (facts) => scan(facts)().map((_, place) => place)
  const untold: Ask = (facts) => {
    scan(facts)
    return []
  }
  const { ours, limit } = await interleaved({ ours: asking(told, asked), limit: asking(untold, asked) })
  tell({ what: "  why each of them fired or not", unit: "ns", ours, limit: { name: "untraced", figure: limit }, goals: [timesLimit(10)] })
}

/** A rule has fired and changed two facts: all are asked again. */
const again = async (tell: Tell, asked: ReadonlyArray<Facts>, count: number): Promise<void> => {
  const next = luck(5)
  let facts = asked[0]!
  const changing = asked.map(
    () => (facts = { ...facts, ...Object.fromEntries(["status", "team"].map((field) => [field, some(field, next)])) })
  )
  const index = RuleIndex.compile(mixed(count))
  const { ours } = await interleaved({ ours: asking((facts) => RuleIndex.matching(index, facts), changing) })
  tell({ what: "  asked again after two facts have changed", unit: "ns", ours, goals: [] })
}
