/** Reply cases: what of a mail's text is its author's own. */
import * as Quote from "../../src/mail/Quote.ts"
import { type Case, collapse, differ, type Difference, each } from "./Case.ts"

const judge = (one: Case): Difference | undefined => {
  const { text } = one["input"] as { readonly text: string }
  const expect = one.expect as {
    readonly visibleEquals?: string
    readonly startsWith?: string
    readonly includes?: ReadonlyArray<string>
    readonly excludes?: ReadonlyArray<string>
    readonly sameAsInput?: boolean
    readonly maxMillis?: number
  }
  const before = performance.now()
  const shown = collapse(Quote.visible(text, Quote.separate(text)))
  const took = performance.now() - before
  if (expect.maxMillis !== undefined && took > expect.maxMillis) return differ("milliseconds", expect.maxMillis, took)
  if (expect.visibleEquals !== undefined && shown !== collapse(expect.visibleEquals)) return differ("visible", expect.visibleEquals, shown)
  if (expect.startsWith !== undefined && !shown.startsWith(collapse(expect.startsWith))) return differ("start", expect.startsWith, shown)
  if (expect.sameAsInput === true && shown !== collapse(text)) return differ("visible", text, shown)
  const missing = expect.includes?.find((words) => !shown.includes(collapse(words)))
  if (missing !== undefined) return differ("includes", missing, shown)
  const extra = expect.excludes?.find((words) => shown.includes(collapse(words)))
  return extra === undefined ? undefined : differ("excludes", extra, shown.slice(-150))
}

export const run = each(judge)
