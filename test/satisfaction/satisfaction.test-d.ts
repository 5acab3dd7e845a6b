/** What the compiler says of surveys. */
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"

const workspace = defineWorkspace({
  name: "Acme",
  calendars: [{ id: "office", zone: "UTC", hours: {} }],
  satisfaction: { ask: { after: "8h", calendar: "office" }, scale: "thumbs" }
})
const desk = createHelpdesk({ workspace })

// @ts-expect-error no such calendar
defineWorkspace({ name: "Acme", calendars: [{ id: "office", zone: "UTC", hours: {} }], satisfaction: { ask: { calendar: "moon" } } })
// @ts-expect-error in a list each has an id
defineWorkspace({ name: "Acme", satisfaction: [{ scale: 3 }] })
// @ts-expect-error no such field
defineWorkspace({ name: "Acme", satisfaction: { where: { field: "colour", op: "is", value: "red" } } })

void desk.satisfaction({ by: "month" })
// @ts-expect-error a report is by something
void desk.satisfaction({})
// @ts-expect-error a rating has a score
void desk.rate("token", { comment: "fine" })
