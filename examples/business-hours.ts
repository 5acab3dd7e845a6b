/** Working hours as a value: when a desk is open, how much time has counted, and until when a promise runs. */
import { Instant } from "deskwright"
import * as Calendar from "deskwright/calendar"

const office = Calendar.make({
  id: "office",
  zone: "Europe/Paris",
  hours: {
    mon: ["09:00-12:30", "13:30-18:00"],
    tue: ["09:00-12:30", "13:30-18:00"],
    wed: ["09:00-12:30", "13:30-18:00"],
    thu: ["09:00-12:30", "13:30-18:00"],
    fri: ["09:00-12:30", "13:30-17:00"],
    sat: ["22:00-02:00"]
  },
  holidays: [
    { name: "Christmas", yearly: "12-25" },
    { name: "New Year's Eve", yearly: "12-31", hours: ["12:00-24:00"] },
    { name: "Thanksgiving of our New York team", nth: 4, day: "thu", month: 11 }
  ],
  overrides: [
    { name: "Inventory", on: "2026-11-27", hours: ["09:00-11:00"] },
    { name: "Sunday sale", on: "2026-12-20", open: ["10:00-16:00"] }
  ]
})
if (office._tag === "Failure") throw office.failure

const calendar = office.success
const say = (at: Instant.Instant | Calendar.Never): string => (at === "Never" ? "never" : Instant.toISO(at))
const asked = Instant.fromDate(new Date("2026-11-25T16:00:00Z")) // Wednesday, 17:00 in Paris

console.log("open?            ", Calendar.isOpen(calendar, asked))
console.log("opens next at    ", say(Calendar.nextOpen(calendar, Instant.plus(asked, 3_600_000))))
console.log("8 hours from then", say(Calendar.add(calendar, asked, 8 * 3_600_000)))
console.log("until Monday 9:00", Calendar.between(calendar, asked, Instant.fromDate(new Date("2026-11-30T08:00:00Z"))) / 3_600_000, "hours")

console.log("\nWhy?")
for (const stretch of Calendar.explain(calendar, asked, Instant.fromDate(new Date("2026-11-28T00:00:00Z"))))
  console.log(` ${say(stretch.from)}  ${stretch.open ? "open" : `${stretch.reason} ${stretch.name ?? ""}`}`)
