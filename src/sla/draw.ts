/** The life of a ticket with its clocks, as a picture (SVG 1.1): a lane for each clock, what counted in it, and where its deadline is. */
import { escaped } from "../text/Xml.ts"
import type { Instant } from "../time/Instant.ts"
import * as Span from "../time/Span.ts"
import type { Ledger, Row } from "./Ledger.ts"
import * as Measure from "./Measure.ts"
import { moment } from "../time/moment.ts"

export interface Drawing {
  readonly title: string
  /** The IANA zone in which the reader lives; UTC where none is given. */
  readonly zone?: string
  /** CSS pixels; 960 where nothing is said. */
  readonly width?: number
}

const LEFT = 150
const LANE = 34
const TOP = 44

/** One lane for each ledger. Every text is escaped, so names that people chose are safe in it. */
export const draw = (ledgers: ReadonlyArray<Ledger>, { title, zone = "UTC", width = 960 }: Drawing): string => {
  const instants = ledgers.flatMap(({ rows, deadline }) => [...rows.flatMap(({ from, to }) => [from, to]), ...dueOf(deadline)])
  const from = instants.reduce((least, at) => Math.min(least, at), Infinity)
  const to = instants.reduce((most, at) => Math.max(most, at), -Infinity)
  const across = (at: number): number => (to > from ? LEFT + ((at - from) / (to - from)) * (width - LEFT - 16) : LEFT)
  const foot = TOP + ledgers.length * LANE + 18
  const reasons = [...new Set(ledgers.flatMap(({ rows }) => rows.map(({ reason }) => reason)))]
  const height = foot + (reasons.length === 0 ? 12 : 36)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="16" y="24" font-size="15" font-weight="600">${escaped(title)}</text>`,
    ...ledgers.flatMap((ledger, i) => lane(ledger, TOP + i * LANE, across, zone)),
    ...(ledgers.length === 0
      ? []
      : [
          `<text x="${LEFT}" y="${foot}" fill="#555">${escaped(moment(from as Instant, zone))}</text>`,
          `<text x="${width - 16}" y="${foot}" fill="#555" text-anchor="end">${escaped(moment(to as Instant, zone))} (${escaped(zone)})</text>`
        ]),
    ...reasons.flatMap((reason, i) => [
      `<rect x="${LEFT + i * 130}" y="${foot + 13}" width="12" height="12" fill="${colors[reason]}"/>`,
      `<text x="${LEFT + i * 130 + 18}" y="${foot + 23}" fill="#555">${legend[reason]}</text>`
    ]),
    "</svg>"
  ].join("\n")
}

const lane = ({ rows, deadline }: Ledger, y: number, across: (at: number) => number, zone: string): ReadonlyArray<string> => [
  `<text x="16" y="${y + 17}">${escaped(`${deadline.metric} ${deadline.instance}`)}</text>`,
  ...rows.map((row) => {
    const x = across(row.from)
    const says = `${row.name ?? row.reason}: ${moment(row.from, zone)} → ${moment(row.to, zone)}, ${Span.print(row.to - row.from)}`
    return `<rect x="${cut(x)}" y="${y + 4}" width="${cut(Math.max(0.5, across(row.to) - x))}" height="18" fill="${colors[row.reason]}"><title>${escaped(says)}</title></rect>`
  }),
  ...dueOf(deadline).map((due) => {
    const color = deadline.breachedAt === null ? "#1b7f4b" : "#c62828"
    const x = cut(across(due))
    return `<path d="M${x} ${y}V${y + 26}" stroke="${color}" stroke-width="2"><title>${escaped(`due ${moment(due, zone)}`)}</title></path>`
  })
]

const colors: Readonly<Record<Row["reason"], string>> = {
  counted: "#2f6fb3",
  hours: "#e3e8ee",
  holiday: "#f4d9a6",
  closure: "#f1c9b5",
  invalid: "#f6f6f6",
  paused: "#c9b8e0",
  restarted: "#b9c6d3"
}

const legend: Readonly<Record<Row["reason"], string>> = {
  counted: "counted",
  hours: "outside hours",
  holiday: "holiday",
  closure: "closed",
  invalid: "not valid",
  paused: "paused",
  restarted: "before a new start"
}

const dueOf = ({ due }: Ledger["deadline"]): ReadonlyArray<Instant> => {
  const at = Measure.valueOf(due)
  return at === undefined ? [] : [at]
}
const cut = (pixels: number): number => Math.round(pixels * 100) / 100
