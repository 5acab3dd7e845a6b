/** What the colours and forms of a picture mean: of those that are in it. */
import type * as Status from "../Status.ts"
import type { Life } from "./Life.ts"
import { categoryNames, colors, shapes } from "./shapes.ts"

type Kind = keyof typeof shapes

/** On one line, from `left` on; `y`: its base. */
export const legend = ({ statuses, messages, turns }: Life, hasDeadlines: boolean, left: number, y: number): ReadonlyArray<string> => {
  const categories = new Set(statuses.flatMap(({ category }) => category ?? []))
  const kinds = new Set<Kind>([...messages, ...turns].map(({ kind }) => kind))
  if (hasDeadlines) kinds.add("deadline")
  let x = left
  const entry = (name: string, sign: string): string => {
    const drawn = `<g transform="translate(${x} ${y})">${sign}<text x="16" fill="#555">${name}</text></g>`
    x += 28 + name.length * 7
    return drawn
  }
  return [
    ...(Object.keys(colors) as ReadonlyArray<Status.Category>)
      .filter((category) => categories.has(category))
      .map((category) => entry(categoryNames[category], `<rect y="-10" width="12" height="12" fill="${colors[category]}"/>`)),
    ...(Object.keys(shapes) as ReadonlyArray<Kind>)
      .filter((kind) => kinds.has(kind))
      .map((kind) => entry(shapes[kind].name, `<path d="M6 -4${shapes[kind].path(4)}" fill="${shapes[kind].color}"/>`))
  ]
}
