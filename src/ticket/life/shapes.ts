/** How a picture of a life tells things apart: by form and place, and by colour for those who see it. */
import type * as Status from "../Status.ts"
import type { Side, Turn } from "./Life.ts"

export const colors: Readonly<Record<Status.Category, string>> = {
  new: "#9fc1ee",
  open: "#f3b48b",
  pending: "#f2dc8c",
  onHold: "#c9b8e0",
  solved: "#a5d6b4",
  closed: "#cfd6dd"
}

export const categoryNames: Readonly<Record<Status.Category, string>> = {
  new: "new",
  open: "open",
  pending: "pending",
  onHold: "on hold",
  solved: "solved",
  closed: "closed"
}

interface Shape {
  readonly color: string
  /** Of one such thing; for the legend. */
  readonly name: string
  readonly many: string
  /** An SVG path around its middle, `r` from there to its edge. */
  readonly path: (r: number) => string
}

export const shapes: Readonly<Record<Side | Turn | "deadline", Shape>> = {
  requester: {
    color: "#1d5fa8",
    name: "from outside",
    many: "words from outside",
    path: (r) => `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
  },
  agent: { color: "#1b7f4b", name: "answer", many: "answers", path: (r) => `m${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z` },
  note: { color: "#a86a00", name: "note", many: "notes", path: (r) => `m0 ${-r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z` },
  merge: { color: "#7a3fa0", name: "merge", many: "merges", path: (r) => `m0 ${-r}l${r} ${2 * r}h${-2 * r}z` },
  split: { color: "#0b7d8a", name: "split", many: "splits", path: (r) => `m0 ${r}l${r} ${-2 * r}h${-2 * r}z` },
  approval: {
    color: "#444",
    name: "approval",
    many: "steps of approvals",
    path: (r) => `m${-r} 0l${r / 2} ${-r}h${r}l${r / 2} ${r}l${-r / 2} ${r}h${-r}z`
  },
  breach: {
    color: "#c62828",
    name: "missed",
    many: "missed deadlines",
    path: (r) =>
      `m${-r} ${-r}h2l${r - 2} ${r - 2}l${r - 2} ${2 - r}h2v2l${2 - r} ${r - 2}l${r - 2} ${r - 2}v2h-2l${2 - r} ${2 - r}l${2 - r} ${r - 2}h-2v-2l${r - 2} ${2 - r}l${2 - r} ${2 - r}z`
  },
  deadline: { color: "#555", name: "deadline", many: "deadlines", path: (r) => `m-1 ${-r}h2v${2 * r}h-2z` }
}
