/** What was measured, as rows: ours beside the limit and the peer, and whether that is what we set out to reach. */

export type Unit = "ns" | "B" | "/s" | "B/mail"

export interface Other {
  readonly name: string
  readonly figure: number
}

export interface Row {
  readonly what: string
  readonly unit: Unit
  readonly ours: number
  /** The least code that does the work. */
  readonly limit?: Other | undefined
  /** What one would take instead. */
  readonly peer?: Other | undefined
  /** None: the row only tells. */
  readonly goals: ReadonlyArray<Goal>
}

export interface Goal {
  readonly text: string
  readonly isMet: (row: Row) => boolean
}

export const timesLimit = (most: number): Goal => ({
  text: `≤ ${most} × limit`,
  isMet: ({ ours, limit }) => limit !== undefined && ours <= most * limit.figure
})
export const timesPeer = (most: number): Goal => ({
  text: `≤ ${most} × peer`,
  isMet: ({ ours, peer }) => peer !== undefined && ours <= most * peer.figure
})
export const fasterThanPeer = (least: number): Goal => ({
  text: `peer ≥ ${least} × ours`,
  isMet: ({ ours, peer }) => peer !== undefined && peer.figure >= least * ours
})
export const atMost = (most: number, unit: Unit): Goal => ({ text: `≤ ${show(most, unit)}`, isMet: ({ ours }) => ours <= most })
export const atLeast = (least: number, unit: Unit): Goal => ({ text: `≥ ${show(least, unit)}`, isMet: ({ ours }) => ours >= least })

export const isReached = (row: Row): boolean => row.goals.every((goal) => goal.isMet(row))

/** A section's way of handing in what it has measured. */
export type Tell = (row: Row) => void

export const headings = ["what", "ours", "limit", "peer", "to reach", ""]

export const cells = (row: Row): ReadonlyArray<string> => [
  row.what,
  show(row.ours, row.unit),
  beside(row, row.limit, "limit"),
  beside(row, row.peer, "peer"),
  row.goals.map((goal) => goal.text).join(", "),
  row.goals.length === 0 ? "" : isReached(row) ? "✓" : "✗"
]

const beside = ({ ours, unit }: Row, other: Other | undefined, role: "limit" | "peer"): string => {
  if (other === undefined) return ""
  const ratio = role === "limit" ? ours / other.figure : other.figure / ours
  return `${other.name} ${show(other.figure, unit)} (${role === "limit" ? "we " : "they "}${round(ratio)} ×)`
}

export const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = headings.map((_, column) => Math.max(...[headings, ...rows].map((row) => (row[column] ?? "").length)))
  const line = (row: ReadonlyArray<string>): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd()
  return [
    line(headings),
    widths
      .map((width) => "─".repeat(width))
      .join("  ")
      .trimEnd(),
    ...rows.map(line)
  ].join("\n")
}

export const show = (figure: number, unit: Unit): string => {
  switch (unit) {
    case "ns":
      return figure < 1e3
        ? `${round(figure)} ns`
        : figure < 1e6
          ? `${round(figure / 1e3)} µs`
          : figure < 1e9
            ? `${round(figure / 1e6)} ms`
            : `${round(figure / 1e9)} s`
    case "B":
      return figure < 1e6 ? `${round(figure / 1024)} KB` : `${round(figure / 1024 / 1024)} MB`
    case "B/mail":
      return `${round(figure)} B/mail`
    case "/s":
      return `${Math.round(figure)}/s`
  }
}

const round = (figure: number): string => {
  const size = Math.abs(figure)
  return size >= 100 ? String(Math.round(figure)) : size >= 10 ? figure.toFixed(1) : figure.toFixed(2)
}
