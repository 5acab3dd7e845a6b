/** The life of a ticket as a picture (SVG 1.1): its statuses, who had it, who said something when, what befell it, its deadlines. For the desk. */
import { Zone } from "../calendar/Zone.ts"
import * as Text from "../text/Text.ts"
import { escaped } from "../text/Xml.ts"
import { type Instant, make, max } from "../time/Instant.ts"
import { moment } from "../time/moment.ts"
import * as Span from "../time/Span.ts"
import * as Schema from "effect/Schema"
import type { Strand } from "./Conversation.ts"
import type { Event } from "./decider.ts"
import { describe } from "./life/describe.ts"
import { legend } from "./life/legend.ts"
import { type DeadlineMark, lifeOf, type Life, type Point } from "./life/Life.ts"
import { colors, shapes } from "./life/shapes.ts"
import { bands, type Cluster, clusters } from "./life/thin.ts"
import type { Vocabulary } from "./Vocabulary.ts"

export interface LifeDrawing {
  /** The strands of tickets whose messages are part of the conversation. */
  readonly others?: ReadonlyArray<Strand>
  readonly deadlines?: ReadonlyArray<DeadlineMark>
  /** Until when it is drawn; at least until its last event. */
  readonly until?: Instant
  /** Its reference and its subject, where none is given. */
  readonly title?: string
  /** The IANA zone in which the reader lives; UTC where none, or one that does not exist, is given. */
  readonly zone?: string
}

const WIDTH = 960
const LEFT = 110
const RIGHT = 16
const LANE = 30
const TOP = 44
/** Of UTF-8, however much happened. */
const MOST_BYTES = 100_000
const lanes = ["Status", "Assignee", "Requester", "Answers", "Notes", "Events", "Deadlines"] as const
const isZone = Schema.is(Zone)

/**
 * The same events give the same bytes; at most 100 kB, so what lies close together is drawn as one. All text is escaped and
 * no script is in it. Empty: there is no such ticket.
 */
export const drawLife = (vocabulary: Vocabulary, events: ReadonlyArray<Event>, drawing: LifeDrawing = {}): string => {
  const { others = [], until = events.at(-1)?.at ?? make(0) } = drawing
  const life = lifeOf(vocabulary, events, others, until)
  if (life === undefined) return ""
  let svg = ""
  for (let columns = 160; columns >= 10; columns /= 2) {
    svg = drawn(life, drawing, columns)
    if (new TextEncoder().encode(svg).length <= MOST_BYTES) return svg
  }
  return svg
}

interface Paper {
  readonly across: (at: number) => number
  readonly when: (at: Instant) => string
  /** Milliseconds in which one thing is drawn. */
  readonly span: number
}

const drawn = (life: Life, { title, zone = "UTC", deadlines = [] }: LifeDrawing, columns: number): string => {
  const known = isZone(zone) ? zone : "UTC"
  const ahead = deadlines.filter(({ at }) => at >= life.from && (at <= life.to || life.ticket.solvedAt === null))
  const to = ahead.reduce((last, { at }) => max(last, at), life.to)
  const length = Math.max(1, to - life.from)
  const paper: Paper = {
    across: (at) => cut(LEFT + ((at - life.from) / length) * (WIDTH - LEFT - RIGHT)),
    when: (at) => moment(at, known),
    span: Math.max(1, Math.ceil(length / columns))
  }
  const { reference, subject } = life.ticket
  const named = Text.cut(title ?? `${reference} ${subject}`.trimEnd(), 100)
  const foot = TOP + lanes.length * LANE + 14
  const height = foot + 40
  const id = `life-${reference.replace(/[^A-Za-z0-9-]/g, "")}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="${id}-title">${escaped(named)}</title>`,
    `<desc id="${id}-desc">${escaped(describe(life, deadlines, paper.when))}</desc>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="16" y="24" font-size="15" font-weight="600">${escaped(named)}</text>`,
    ...lanes.map((lane, i) => `<text x="16" y="${middle(i) + 4}" fill="#555">${lane}</text>`),
    `<path d="${lanes.map((_, i) => `M${LEFT} ${TOP + (i + 1) * LANE}H${WIDTH - RIGHT}`).join("")}" stroke="#e3e8ee"/>`,
    ...stretched(life.statuses, 0, paper),
    ...stretched(life.holders, 1, paper),
    ...marks(
      life.messages.filter(({ kind }) => kind === "requester"),
      2,
      paper
    ),
    ...marks(
      life.messages.filter(({ kind }) => kind === "agent"),
      3,
      paper
    ),
    ...marks(
      life.messages.filter(({ kind }) => kind === "note"),
      4,
      paper
    ),
    ...marks(life.turns, 5, paper),
    ...promised(ahead, paper),
    `<text x="${LEFT}" y="${foot}" fill="#555">${escaped(paper.when(life.from))}</text>`,
    `<text x="${WIDTH - RIGHT}" y="${foot}" fill="#555" text-anchor="end">${escaped(paper.when(to))} (${escaped(known)})</text>`,
    ...legend(life, ahead.length > 0, LEFT, foot + 22),
    "</svg>",
    ""
  ].join("\n")
}

const middle = (lane: number): number => TOP + lane * LANE + LANE / 2

const stretched = (all: Life["statuses"], lane: number, { across, when, span }: Paper): ReadonlyArray<string> =>
  bands(all, span).map(({ from, to, name, category, count }) => {
    const x = across(from)
    const width = cut(Math.max(0.5, across(to) - x))
    const label = Text.cut(name, 30)
    const says = `${count === 1 ? label : `${count} changes, mostly ${label}`}: ${when(from)} → ${when(to)}, ${Span.print(to - from)}`
    const fits = width > 12 + label.length * 7
    return (
      `<g><title>${escaped(says)}</title><rect x="${x}" y="${middle(lane) - 10}" width="${width}" height="20" fill="${category === null ? "#dfe7f1" : colors[category]}" stroke="#fff" stroke-width=".5"/>` +
      `${fits ? `<text x="${cut(x + 6)}" y="${middle(lane) + 4}">${escaped(label)}</text>` : ""}</g>`
    )
  })

/** Larger, where several are one. */
const marks = (points: ReadonlyArray<Point<keyof typeof shapes>>, lane: number, { across, when, span }: Paper): ReadonlyArray<string> =>
  clusters(points, span).map((cluster) => {
    const { color, path } = shapes[cluster.kind]
    const x = across((cluster.from + cluster.to) / 2)
    return `<path d="M${x} ${middle(lane)}${path(cluster.count === 1 ? 4 : 6)}" fill="${color}"><title>${escaped(saysOf(cluster, when))}</title></path>`
  })

const saysOf = ({ kind, from, to, count, words }: Cluster<keyof typeof shapes>, when: Paper["when"]): string =>
  count === 1 ? `${shapes[kind].name}: ${Text.cut(words, 80)}, ${when(from)}` : `${count} ${shapes[kind].many}, ${when(from)} → ${when(to)}`

/** A name stands beside its line where the one before leaves it room. */
const promised = (deadlines: ReadonlyArray<DeadlineMark>, { across, when }: Paper): ReadonlyArray<string> => {
  let taken = LEFT
  return deadlines
    .toSorted((a, b) => a.at - b.at)
    .slice(0, 50)
    .map(({ name, at, isMissed }) => {
      const color = isMissed ? shapes.breach.color : shapes.deadline.color
      const label = Text.cut(name, 40)
      const x = across(at)
      const wide = label.length * 7
      const left = x + 6 + wide > WIDTH ? x - 6 - wide : x + 6
      const fits = left >= taken
      if (fits) taken = left + wide
      const says = `${label}: due ${when(at)}${isMissed ? ", missed" : ""}`
      const line = `<path d="M${x} ${TOP}V${TOP + lanes.length * LANE}" stroke="${color}" stroke-width="2" stroke-dasharray="${isMissed ? "6 2" : "2 4"}"/>`
      const beside = left > x ? `x="${cut(x + 6)}"` : `x="${cut(x - 6)}" text-anchor="end"`
      const text = fits ? `<text ${beside} y="${middle(lanes.length - 1) + 4}" fill="${color}">${escaped(label)}</text>` : ""
      return `<g><title>${escaped(says)}</title>${line}${text}</g>`
    })
}

const cut = (pixels: number): number => Math.round(pixels * 100) / 100
