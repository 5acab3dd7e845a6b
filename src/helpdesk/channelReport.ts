/** How many messages came and went by which channel: that of the ticket, and that of each message, which may be another. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Findable } from "../condition/Condition.ts"
import { question } from "../condition/question.ts"
import type { Question } from "../condition/Variable.ts"
import * as Ticket from "../ticket/index.ts"
import * as Instant from "../time/Instant.ts"
import { everyTicket } from "./everyTicket.ts"
import type { House } from "./House.ts"
import { decoded } from "./joiningInput.ts"
import { existing, history } from "./load.ts"
import { instantOf } from "./wishes.ts"

export interface ChannelReportInput {
  /** From this instant on. */
  readonly from?: Date | number
  /** Before this one. */
  readonly to?: Date | number
  /** Of these tickets, as they are now. */
  readonly where?: Question
}

export interface ChannelRow {
  /** The channel that the ticket came by. */
  readonly channel: string
  /** The channel of the messages: `closedTicket` for a word that opened a follow-up. */
  readonly via: string
  readonly messages: number
  /** Tickets that have any of them. */
  readonly tickets: number
}

const Moment = Schema.optionalKey(Schema.Int)
const Asked = Schema.Struct({ from: Moment, to: Moment, where: Schema.optionalKey(Schema.Unknown) })

/** Every message counts once, in the ticket that it was said in. In the order of the ids of the channels. @throws {InputInvalid | ConditionInvalid} */
export const channelReport = async (house: House, input: ChannelReportInput): Promise<ReadonlyArray<ChannelRow>> => {
  const { from, to, where } = decoded("channelReport", Asked, inMilliseconds(input))
  const since = from === undefined ? Number.NEGATIVE_INFINITY : instantOf(from, "from")
  const until = to === undefined ? Number.POSITIVE_INFINITY : instantOf(to, "to")
  const rows = new Map<string, ChannelRow>()
  for await (const page of everyTicket(house, asked(house, where)))
    for (const ticketId of page) {
      const { channel } = (await existing(house, ticketId)).ticket
      const said = (await history(house, ticketId)).filter(Ticket.Conversation.isSaid).filter(({ at }) => at >= since && at < until)
      for (const [via, messages] of Map.groupBy(said, (one) => one.via)) {
        // Ids of channels have no blanks.
        const key = `${channel} ${via}`
        const row = rows.get(key) ?? { channel, via, messages: 0, tickets: 0 }
        rows.set(key, { ...row, messages: row.messages + messages.length, tickets: row.tickets + 1 })
      }
    }
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

const inMilliseconds = ({ from, to, ...rest }: ChannelReportInput): ChannelReportInput => ({
  ...rest,
  ...(from === undefined ? {} : { from: from instanceof Date ? from.getTime() : from }),
  ...(to === undefined ? {} : { to: to instanceof Date ? to.getTime() : to })
})

const asked = (house: House, where: Question | undefined): Findable | undefined => {
  if (where === undefined) return undefined
  const ready = question(where, house.workspace, { now: Instant.make(house.now()), agent: null }, "where")
  if (Result.isFailure(ready)) throw ready.failure
  return ready.success
}
