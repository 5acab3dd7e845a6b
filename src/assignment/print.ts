/** Why an agent got a ticket, or did not, as people say it: `has gone longer without one`. */
import * as Instant from "../time/Instant.ts"
import type { Criterion, Obstacle, Reason } from "./Reason.ts"

export const print = (reason: Reason): string => {
  switch (reason.verdict) {
    case "chosen":
      return reason.by === null ? "nobody else can have it" : ahead[reason.by]
    case "later":
      return behind[reason.by]
    case "unfit":
      return reason.obstacles.map(stands).join("; ")
  }
}

const ahead: Readonly<Record<Criterion, string>> = {
  owner: "had it before",
  skills: "lacks fewer skills",
  load: "has less in hand",
  turn: "has gone longer without one"
}
const behind: Readonly<Record<Criterion, string>> = {
  owner: "did not have it, or not as lately",
  skills: "lacks more skills",
  load: "has more in hand",
  turn: "got one more lately"
}

const stands = (obstacle: Obstacle): string => {
  switch (obstacle._tag) {
    case "Excluded":
      return "takes no such ticket from a queue"
    case "NotInTeam":
      return `is not in team ${obstacle.team}`
    case "NotAvailable":
      return `is not there${until(obstacle.until)}`
    case "SkillMissing":
      return `lacks ${obstacle.skill}${until(obstacle.until)}`
    case "AtCapacity":
      return `has ${obstacle.load} of ${obstacle.capacity} in hand, and it takes ${obstacle.weight}`
  }
}

const until = (instant: Instant.Instant | null): string => (instant === null ? "" : ` until ${Instant.toISO(instant)}`)
