/** What the desk itself has to say of a ticket's promises: which marks its clocks have passed, and which policy is its own now. */
import type { Promises } from "../sla/Promises.ts"
import type { Clock } from "../sla/Clock.ts"
import type { Clocks } from "../sla/Clocks.ts"
import { untold, wakeAt as wakeOf } from "../sla/marks.ts"
import { choose, targetsFor } from "../sla/select.ts"
import type * as Ticket from "../ticket/index.ts"
import type { Instant } from "../time/Instant.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { factsOf } from "./facts.ts"

/** What is passed at `now` and was not written down yet, the earliest first. */
export const notices = (clocks: Clocks, now: Instant, promises: Promises): ReadonlyArray<Ticket.Command> =>
  clocksOf(clocks)
    .flatMap((clock) => untold(clock, now, promises).map((mark) => ({ clock, mark })))
    .toSorted((a, b) => a.mark.at - b.mark.at)
    .map(({ clock: { metric, instance }, mark: { threshold, target, at } }) => {
      const passed = { metric, instance, promise: target, reachedAt: at }
      return threshold === null ? { _tag: "Breach", ...passed } : { _tag: "ReachThreshold", ...passed, threshold }
    })

/** The earliest instant at which there will be something to write down, if nothing happens before. */
export const wakeAt = (clocks: Clocks, promises: Promises): Instant | null => {
  let first: Instant | null = null
  for (const clock of clocksOf(clocks)) {
    const at = wakeOf(clock, promises)
    if (at !== null && (first === null || at < first)) first = at
  }
  return first
}

const clocksOf = ({ machines, due }: Clocks): ReadonlyArray<Clock> =>
  (due === null ? machines : [...machines, due.machine]).flatMap(({ now }) => (now === null ? [] : [now]))

/**
 * The policy that is to be applied now, if that changes anything. A ticket comes to another policy by what happened to
 * itself; that somebody edited the policies moves it only where they are live, or where it is judged anew (`rebind`).
 */
export const judged = (
  { workspace, promises }: { readonly workspace: Workspace; readonly promises: Promises },
  before: Ticket.Ticket | undefined,
  after: Ticket.Ticket,
  { version, targets }: Clocks,
  rebind: boolean
): Ticket.ApplyPolicy | undefined => {
  const { slaPolicies } = workspace
  if (slaPolicies.length === 0) return undefined
  const chosen = choose(slaPolicies, factsOf(after, workspace))
  const because = rebind ? "rebound" : "selected"
  const isElsewhere = (chosen?.id ?? null) !== after.policy
  const isMoved =
    version === null || (isElsewhere && (before === undefined || choose(slaPolicies, factsOf(before, workspace))?.id !== chosen?.id))
  if (isMoved || rebind || chosen?.binding === "live") {
    if (chosen !== undefined) return changed(promised(promises, chosen.version, after, because), version, targets)
    if (version === null || after.policy === null) return undefined
    return { _tag: "ApplyPolicy", policy: null, version, targets: [], because }
  }
  return after.policy === null ? undefined : changed(promised(promises, version, after, because), version, targets)
}

const promised = (
  { policies }: Promises,
  version: string,
  { priority }: Ticket.Ticket,
  because: "selected" | "rebound"
): Ticket.ApplyPolicy => {
  const { policy, calendars } = policies.get(version)!
  return {
    _tag: "ApplyPolicy",
    policy: policy.id,
    version,
    targets: targetsFor(policy, priority).map(({ metric, within, calendar }) => ({
      metric,
      within,
      calendar: calendar === null ? null : calendars.find(({ id }) => id === calendar)!.version
    })),
    because
  }
}

const changed = (wish: Ticket.ApplyPolicy, version: string | null, targets: Clocks["targets"]): Ticket.ApplyPolicy | undefined =>
  wish.version === version && JSON.stringify(wish.targets) === JSON.stringify(targets) ? undefined : wish
