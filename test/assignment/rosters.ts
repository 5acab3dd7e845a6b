/** A desk of a few agents: its examples in short words, and every other desk like it. */
import fc from "fast-check"
import type { Candidate, Obstacle, Reason, Roster, Strategy, Waiting } from "../../src/assignment/index.ts"
import * as Calendar from "../../src/calendar/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { at, calendar, DAY, HOUR, office, week } from "../calendar/desks.ts"

/** A Monday, in the middle of the morning. */
export const monday = at("2026-03-02 10:00")

export const berlin = office("Europe/Berlin")
export const nights = calendar({ id: "nights", zone: "UTC", hours: week(["00:00-06:00", "22:00-24:00"]) })
export const longGone = calendar({ id: "gone", zone: "UTC", hours: week("09:00-17:00"), validUntil: "2025-12-31" })

export const strategy = (more: Partial<Strategy> = {}): Strategy => ({
  order: "roundRobin",
  stickyOwner: false,
  weights: [],
  relaxing: [],
  excluded: [],
  ...more
})
export const agent = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  agent: id,
  teams: [],
  skills: [],
  capacity: null,
  calendar: null,
  ...more
})
export const roster = (candidates: ReadonlyArray<Candidate>, more: Partial<Roster> = {}): Roster => ({
  strategy: strategy(),
  candidates,
  absences: [],
  loads: [],
  cursor: [],
  ...more
})
export const ticket = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  ticket: id,
  rank: 1,
  since: monday,
  channel: "email",
  team: null,
  skills: [],
  owners: [],
  excluded: [],
  ...more
})

export const reasonOf = (reasons: ReadonlyArray<Reason>, id: string): Reason | undefined => reasons.find((reason) => reason.agent === id)
export const obstaclesOf = (reasons: ReadonlyArray<Reason>, id: string): ReadonlyArray<Obstacle> => {
  const reason = reasonOf(reasons, id)
  return reason?.verdict === "unfit" ? reason.obstacles : []
}

/** The rule in other words than the room's own: may this agent have this ticket now? */
export const mayHave = ({ strategy, absences, loads }: Roster, one: Candidate, wanted: Waiting, now: Instant.Instant): boolean => {
  const weigh = (channel: string): number => strategy.weights.find((entry) => entry.channel === channel)?.weight ?? 1
  const inHand = loads.filter((load) => load.agent === one.agent).reduce((sum, load) => sum + load.tickets * weigh(load.channel), 0)
  const mayLack = (skill: string): boolean => {
    const entry = strategy.relaxing.find((relaxing) => relaxing.skill === skill)
    return entry !== undefined && now - wanted.since >= entry.after
  }
  return (
    ![...strategy.excluded, ...wanted.excluded].includes(one.agent) &&
    (wanted.team === null || one.teams.includes(wanted.team)) &&
    !absences.some(({ agent, until }) => agent === one.agent && (until === null || until > now)) &&
    (one.calendar === null || Calendar.isOpen(one.calendar, now)) &&
    wanted.skills.every((skill) => one.skills.includes(skill) || mayLack(skill)) &&
    (one.capacity === null || inHand + weigh(wanted.channel) <= one.capacity)
  )
}

const ids = ["ann", "bo", "cleo", "dan", "eve", "flo"]
const skills = ["french", "billing", "network"]
const teams = ["front", "back"]
const channels = ["email", "chat", "phone"]
const span = fc.integer({ min: 1, max: 3 * 24 }).map((hours) => hours * HOUR)

export const anyNow = fc.integer({ min: 0, max: 7 * 24 * 60 }).map((minutes) => Instant.plus(monday, minutes * 60_000))
export const anyStrategy: fc.Arbitrary<Strategy> = fc.record({
  order: fc.constantFrom("roundRobin", "leastLoaded"),
  stickyOwner: fc.boolean(),
  weights: fc
    .subarray(channels)
    .chain((some) => fc.tuple(...some.map((channel) => fc.integer({ min: 1, max: 4 }).map((weight) => ({ channel, weight }))))),
  relaxing: fc.subarray(skills).chain((some) => fc.tuple(...some.map((skill) => span.map((after) => ({ skill, after }))))),
  excluded: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(ids, { maxLength: 1 }))
})
export const anyCandidate = (id: string): fc.Arbitrary<Candidate> =>
  fc.record({
    agent: fc.constant(id),
    teams: fc.subarray(teams),
    skills: fc.subarray(skills),
    capacity: fc.option(fc.integer({ min: 0, max: 8 })),
    calendar: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(berlin, nights, longGone))
  })
export const anyRoster: fc.Arbitrary<Roster> = fc.record({
  strategy: anyStrategy,
  candidates: fc.shuffledSubarray(ids).chain((some) => fc.tuple(...some.map(anyCandidate))),
  absences: fc.array(fc.record({ agent: fc.constantFrom(...ids), until: fc.option(anyNow) }), { maxLength: 2 }),
  loads: fc.array(
    fc.record({ agent: fc.constantFrom(...ids), channel: fc.constantFrom(...channels), tickets: fc.integer({ min: 0, max: 3 }) }),
    { maxLength: 6 }
  ),
  cursor: fc.shuffledSubarray([...ids, "gus"])
})
export const anyTicket: fc.Arbitrary<Waiting> = fc.record({
  ticket: fc.stringMatching(/^T-[0-9]{1,3}$/),
  rank: fc.option(fc.integer({ min: 0, max: 3 }), { freq: 4 }),
  since: fc.integer({ min: 0, max: 4 * DAY }).map((ago) => Instant.plus(monday, -ago)),
  channel: fc.constantFrom(...channels),
  team: fc.option(fc.constantFrom(...teams), { freq: 1 }),
  skills: fc.subarray(skills, { maxLength: 2 }),
  owners: fc.shuffledSubarray(ids, { maxLength: 2 }),
  excluded: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(ids, { maxLength: 1 }))
})
export const anyQueue = fc.uniqueArray(anyTicket, { maxLength: 8, selector: ({ ticket }) => ticket })
