/** Fills in what a definition leaves out of its calendars, metrics and SLA policies. Lengths of time are read here: `4h` becomes milliseconds. */
import { complete } from "../calendar/CalendarInput.ts"
import { standard } from "../sla/metrics.ts"
import * as Span from "../time/Span.ts"
import { named, withDefaults } from "./naming.ts"
import { isLoose, type Loose } from "./plain.ts"

export const completePromises = (given: Loose): Loose => ({
  calendars: each(given["calendars"], (one) => complete(named(one))),
  metrics: metricsOf(given["metrics"]),
  slaPolicies: each(given["slaPolicies"], policy)
})

const each = (given: unknown, completed: (one: unknown) => unknown): unknown =>
  given === undefined ? [] : Array.isArray(given) ? given.map(completed) : given

/** The workspace's own beside the standard ones; one with an id of theirs takes its place. */
const metricsOf = (given: unknown): unknown => {
  const own = each(given, withDefaults({ cancel: [], after: [], runs: "always", anchor: "first", repeats: "never", onReopen: "never" }))
  if (!Array.isArray(own)) return own
  const named = new Set(own.map((one: unknown) => (isLoose(one) ? one["id"] : undefined)))
  return [...own, ...standard.filter(({ id }) => !named.has(id))]
}

const policy = (given: unknown): unknown => {
  const one = withDefaults({
    where: { all: [] },
    targets: [],
    thresholds: [],
    onRetarget: "carryElapsed",
    onScheduleChange: "piecewise",
    binding: "pinned"
  })(given)
  if (!isLoose(one)) return one
  const { calendar = null, ...own } = one
  return { ...own, targets: each(one["targets"], target(calendar)), thresholds: each(one["thresholds"], threshold) }
}

/** `calendar` of the policy is that of its targets which name none. */
const target =
  (calendar: unknown) =>
  (given: unknown): unknown => {
    if (!isLoose(given)) return given
    const { priority, ...own } = given
    const one: Loose =
      priority === undefined ? own : { priorities: Array.isArray(priority) || priority === null ? priority : [priority], ...own }
    return { priorities: null, calendar, ...spanned(one, "within") }
  }

const threshold = (given: unknown): unknown => (isLoose(given) ? spanned(spanned(given, "remaining"), "overdue") : given)

/** What is no length of time stays as it is, for the schema to refuse under its own path. */
export const spanned = (one: Loose, name: string): Loose => {
  const written = one[name]
  return typeof written === "string" ? { ...one, [name]: Span.parse(written) ?? written } : one
}
