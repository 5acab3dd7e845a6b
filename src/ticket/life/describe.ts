/** A picture of a life in words, for those who do not see it. */
import * as Text from "../../text/Text.ts"
import type { Instant } from "../../time/Instant.ts"
import * as Span from "../../time/Span.ts"
import type { DeadlineMark, Life, Side, Turn } from "./Life.ts"
import { shapes } from "./shapes.ts"

/** More of a list is counted, not told. */
const FEW = 12

export const describe = (life: Life, deadlines: ReadonlyArray<DeadlineMark>, when: (at: Instant) => string): string => {
  const { from, to, statuses, holders, messages, turns } = life
  const sentences = [
    `From ${when(from)} to ${when(to)}`,
    `Statuses: ${listed(statuses.map((one) => `${short(one.name)} ${Span.print(one.to - one.from)}`))}`,
    holders.length > 0 && `Assigned: ${listed(holders.map((one) => `${short(one.name)} from ${when(one.from)}`))}`,
    messages.length > 0 && `Messages: ${counted(messages, ["requester", "agent", "note"])}`,
    turns.length > 0 && `Events: ${counted(turns, ["merge", "split", "approval", "breach"])}`,
    deadlines.length > 0 &&
      `Deadlines: ${listed(deadlines.map(({ name, at, isMissed }) => `${short(name)} ${when(at)}${isMissed ? " (missed)" : ""}`))}`
  ]
  return sentences
    .filter((sentence) => sentence !== false)
    .map((sentence) => `${sentence}.`)
    .join(" ")
}

const short = (name: string): string => Text.cut(name, 40)
const listed = (all: ReadonlyArray<string>): string =>
  all.slice(0, FEW).join(", ") + (all.length > FEW ? ` and ${all.length - FEW} more` : "")

const counted = (points: ReadonlyArray<{ readonly kind: Side | Turn }>, kinds: ReadonlyArray<Side | Turn>): string =>
  kinds
    .map((kind) => ({ kind, count: points.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${count === 1 ? shapes[kind].name : shapes[kind].many}`)
    .join(", ")
