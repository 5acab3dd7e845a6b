/** Reverse time: take an entry off again, all of it; what is right instead is an entry of its own. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { NotReversible, TimeEntryNotFound } from "../Refusal.ts"
import { spent } from "../TimeEntry.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

export class ReverseTime extends Schema.Opaque<ReverseTime>()(
  Schema.TaggedStruct("ReverseTime", { entry: Id, note: Schema.optionalKey(spent.note) })
) {}
export class TimeReversed extends Schema.Opaque<TimeReversed>()(Fact("TimeReversed", { id: Id, entry: Id, note: spent.note })) {}

/** Asked through the ticket that shows it, where it lies in another. */
export const reverseTime = command(ReverseTime, {
  closed: true,
  merged: true,
  decide: (ticket, { entry: id, note = "" }, context): Decision<TimeReversed> => {
    const entries = ticket.time ?? []
    const entry = entries.find((one) => one.id === id)
    if (entry === undefined) return Result.fail(new TimeEntryNotFound({ ticketId: ticket.id, entry: id }))
    if (entry.reverses !== null) return Result.fail(new NotReversible({ entry: id, because: "it takes another off itself" }))
    if (entries.some(({ reverses }) => reverses === id))
      return Result.fail(new NotReversible({ entry: id, because: "it was taken off before" }))
    return happened<TimeReversed>({ _tag: "TimeReversed", ...stamp(context), id: context.id, entry: id, note })
  },
  events: [
    on(TimeReversed, (ticket, { at, by, id, entry, note }) => {
      const reversed = ticket.time?.find((one) => one.id === entry)
      return reversed === undefined
        ? { ...ticket, updatedAt: at }
        : {
            ...ticket,
            // Of the same time as what it takes off, so that no month is short of what another had too much.
            time: [
              ...ticket.time!,
              { ...reversed, id, note, start: reversed.start ?? reversed.at, milliseconds: -reversed.milliseconds, reverses: entry, at, by }
            ],
            updatedAt: at
          }
    })
  ]
})
