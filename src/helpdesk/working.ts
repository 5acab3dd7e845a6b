/** The verbs of the work on a ticket, as an application calls them. What does it is fetched when it is first asked for. */
import type { Workspace } from "../workspace/Workspace.ts"
import type { House } from "./House.ts"
import type { Asking } from "./inputs.ts"
import type { Doer } from "./perform.ts"
import type { Work } from "./Work.ts"

export const working = <W extends Workspace>(house: House, doerOf: (ticketId: string, input: Asking<W>) => Promise<Doer>): Work<W> => {
  const asking = () => import("./askWork.ts")
  const activities = () => import("./activities.ts")
  const time = () => import("./time.ts")
  return {
    resolve: async (id, input) => (await asking()).resolve(house, id, input, await doerOf(id, input)),
    planActivity: async (id, input) => (await asking()).planActivity(house, id, input, await doerOf(id, input)),
    changeActivity: async (id, input) => (await asking()).ofActivity(house, id, "ChangeActivity", input, await doerOf(id, input)),
    completeActivity: async (id, input) => (await asking()).ofActivity(house, id, "CompleteActivity", input, await doerOf(id, input)),
    reopenActivity: async (id, input) => (await asking()).ofActivity(house, id, "ReopenActivity", input, await doerOf(id, input)),
    removeActivity: async (id, input) => (await asking()).ofActivity(house, id, "RemoveActivity", input, await doerOf(id, input)),
    activities: async (id) => (await activities()).activitiesOf(house, id),
    openActivities: async (find = {}) => (await activities()).openActivities(house, find),
    logTime: async (id, input) => (await asking()).logTime(house, id, input, await doerOf(id, input)),
    reverseTime: async (id, input) => (await asking()).reverseTime(house, id, input, await doerOf(id, input)),
    timeEntries: async (id) => (await time()).timeEntries(house, id),
    timeSpent: async (input) => (await import("./timeSpent.ts")).timeSpent(house, input)
  }
}
