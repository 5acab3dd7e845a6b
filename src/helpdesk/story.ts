/** A timeline that prints itself: an array of entries, which a console shows as people read it. */
import { print, type Entry, type Timeline } from "../ticket/Timeline.ts"

/** The entries, oldest first, and all of them as one text. */
export interface Story extends ReadonlyArray<Entry> {
  readonly text: string
}

/** What node's console calls on a value to show it. */
const inspect = Symbol.for("nodejs.util.inspect.custom")

export const story = (timeline: Timeline): Story => {
  const text = () => print(timeline)
  return Object.defineProperties([...timeline], {
    text: { get: text },
    toString: { value: text },
    [inspect]: { value: text }
  }) as unknown as Story
}
