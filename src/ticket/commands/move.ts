/** Move: a ticket goes to another department, where other statuses and fields may count, and other agents. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import { isAgentOf, isTeamOf } from "../belonging.ts"
import * as Field from "../Field.ts"
import { limits } from "../limits.ts"
import * as Mapping from "../Mapping.ts"
import { MoveBlocked, StatusUnmapped, unknownWord } from "../Refusal.ts"
import * as Status from "../Status.ts"
import type { Ticket } from "../Ticket.ts"
import { command, type Context, type Decision, Fact, nothing, on, stamp } from "../rule.ts"
import type { Assigned } from "./assign.ts"
import { enter, named, standing, type StatusChanged, unfilled } from "./changeStatus.ts"
import { misfit } from "./open.ts"

const Fields = Schema.Array(Field.Entry).check(Schema.isMaxLength(limits.fields))
const why = Schema.optionalKey(Text.filled(1000))

/** `fields`: what the other department asks for. `status`: where it goes on from there, by id or verb as in `ChangeStatus`. */
export class Move extends Schema.Opaque<Move>()(
  Schema.TaggedStruct("Move", { department: Slug, status: Schema.optionalKey(Slug), fields: Schema.optionalKey(Fields), why })
) {}

/** All that the move made of it is stamped in: a workspace that maps otherwise later changes no past. */
export class Moved extends Schema.Opaque<Moved>()(
  Fact("Moved", {
    department: Slug,
    status: Slug,
    statusCategory: Status.Category,
    ...Status.stamped,
    from: Schema.Struct({ department: Slug, status: Slug }),
    /** What it holds from now on, and what is kept out of sight. */
    fields: Fields,
    kept: Fields,
    /** What it held and does not hold any more, neither here nor out of sight. */
    dropped: Fields,
    /** What was promised counts from now on. */
    restarts: Schema.optionalKey(Schema.Literal(true)),
    why
  })
) {}

export const move = command(Move, {
  decide: (ticket, wish, context): Decision<Moved | Assigned | StatusChanged> => {
    const { vocabulary } = context
    const { department } = wish
    const unknown = unknownWord("department", department, vocabulary.departments)
    if (unknown !== undefined) return Result.fail(unknown)
    if (department === ticket.department) return nothing
    const crossed = crossing(ticket, wish, context)
    if (Result.isFailure(crossed)) return Result.fail(crossed.failure)
    const moved = crossed.success
    const there = arrived(ticket, moved)
    const entered = wish.status === undefined ? nothing : enter(there, named(wish.status, department, vocabulary), context)
    if (Result.isFailure(entered)) return Result.fail(entered.failure)
    // Where it goes on at once, what its first status there demands does not matter.
    const missing = entered.success.length > 0 ? undefined : unfilled(there, moved.status, vocabulary)
    return missing === undefined ? Result.succeed([moved, ...relieved(there, context), ...entered.success]) : Result.fail(missing)
  },
  events: [on(Moved, arrived)]
})

const crossing = (ticket: Ticket, wish: Move, context: Context): Result.Result<Moved, MoveBlocked | StatusUnmapped | Misfit> => {
  const { vocabulary } = context
  const { department, fields: given = [] } = wish
  const mapping = Mapping.between(ticket.department, department, vocabulary)
  const status = Mapping.statusAcross({ id: ticket.status, category: ticket.statusCategory }, mapping, vocabulary)
  if (status === undefined) return Result.fail(new StatusUnmapped({ status: ticket.status, department }))
  const across = Mapping.fieldsAcross(ticket, mapping, vocabulary)
  if (mapping.otherwise === "block" && across.left.length > 0)
    return Result.fail(new MoveBlocked({ department, fields: across.left.map(({ field }) => field) }))
  const no = misfit(given, department, vocabulary)
  if (no !== undefined) return Result.fail(no)
  const said = new Set(given.map(({ field }) => field))
  const filled = given.map(({ field, value }) => ({ field, value: Field.settled(value) })).filter(({ value }) => value !== null)
  return Result.succeed({
    _tag: "Moved",
    ...stamp(context),
    department,
    status: status.id,
    statusCategory: status.category,
    ...Status.effectOf(status),
    from: { department: ticket.department, status: ticket.status },
    fields: [...across.fields.filter(({ field }) => !said.has(field)), ...filled],
    kept: across.kept,
    dropped: across.left,
    ...(mapping.promises === "restart" ? { restarts: true } : {}),
    ...(wish.why === undefined ? {} : { why: wish.why })
  })
}
type Misfit = NonNullable<ReturnType<typeof misfit>>

/** A declaration, so that the rule above can name it. */
function arrived(ticket: Ticket, moved: Moved): Ticket {
  const { kept: _, ...there } = standing(ticket, moved)
  const { department, fields, kept } = moved
  return { ...there, department, fields, ...(kept.length === 0 ? {} : { kept }) }
}

/** Whoever had it and does not work for its department has it no more. */
const relieved = ({ department, assignee, team }: Ticket, context: Context): ReadonlyArray<Assigned> => {
  const { vocabulary } = context
  const agent = assignee !== null && isAgentOf(department, assignee, vocabulary) ? assignee : null
  const theirs = team !== null && isTeamOf(department, team, vocabulary) ? team : null
  if (agent === assignee && theirs === team) return []
  return [{ _tag: "Assigned", ...stamp(context), agent, team: theirs, from: { agent: assignee, team }, because: "department" }]
}
