/** Which tickets are given out to agents, what they ask of them, and how the agent is chosen. */
import * as Schema from "effect/Schema"
import { Condition, type Facts, type Findable, holds } from "../condition/Condition.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Strategy } from "./Strategy.ts"

/** A workspace is refused whose queues ask what no store can answer; their shape alone does not tell. */
const Asked: Schema.Codec<Findable> = Condition as never

export class Queue extends Schema.Opaque<Queue>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    /** Of the open tickets without an assignee, those that it gives out. One that several give out goes by the first that has an agent for it. */
    where: Asked,
    /** The team whose agents get its tickets; a ticket with a team of its own stays in that one. `null`: any agent. */
    team: Schema.NullOr(Slug),
    /** What its agents must know, by the ticket. */
    skills: Schema.Array(Schema.Struct({ skill: Slug, where: Condition })).check(Schema.isMaxLength(200)),
    strategy: Strategy
  })
) {}

/** Categories of tickets that agents have to work on. Only these are given out, and only these count as in hand. */
const open: Findable = { field: "statusCategory", op: "in", value: ["new", "open"] }

/** The tickets that wait in the queue. */
export const waiting = ({ where }: Queue): Findable => ({ all: [open, { field: "assignee", op: "isSet", value: false }, where] })

/** The tickets that an agent has in hand. */
export const inHand = (agent: string): Findable => ({ all: [open, { field: "assignee", op: "is", value: agent }] })

/** The skills that a ticket asks for. */
export const skillsFor = ({ skills }: Queue, facts: Facts): ReadonlyArray<string> => [
  ...new Set(skills.filter(({ where }) => holds(where, facts)).map(({ skill }) => skill))
]
