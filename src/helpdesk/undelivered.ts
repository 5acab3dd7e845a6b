/** An answer that an outlet could not take out for good is written down on its ticket, so that somebody hears of it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Dispatch } from "../mail/announce/Dispatch.ts"
import { backoff } from "../mail/deliver.ts"
import * as Actor from "../people/Actor.ts"
import * as Identity from "../people/Identity.ts"
import type { Claim } from "../storage/Storage.ts"
import * as Text from "../text/Text.ts"
import type { Carried } from "./carry.ts"
import { isTagged } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing } from "./load.ts"
import { digest } from "./run.ts"
import { together } from "./together.ts"

const decode = Schema.decodeUnknownResult(Dispatch)
const decodeTold = Schema.decodeUnknownResult(Schema.Struct({ state: Schema.String, reply: Schema.String }))

/** The same, once it is written down. Where that fails, what surely did not arrive is tried again; what may have is not. */
export const reported = async (house: House, claim: Claim, carried: Carried): Promise<Carried> => {
  const { outcome, progress } = carried.settlement
  const sent = decode(claim.payload)
  const told = decodeTold(progress)
  if (outcome._tag !== "Dead" || Result.isFailure(sent) || Result.isFailure(told)) return carried
  const state = told.success.state === "unknown" ? "unknown" : "failed"
  try {
    await write(house, sent.success, state, told.success.reply)
    return carried
  } catch (cause) {
    if (state === "unknown" || (isTagged(cause) && cause._tag === "TicketNotFound")) return carried
    return { ...carried, settlement: { ...carried.settlement, outcome: { _tag: "Retry", at: house.now() + backoff(1) } } }
  }
}

const write = async (house: House, dispatch: Dispatch, state: "failed" | "unknown", reason: string): Promise<void> => {
  const { ticketId, messageId: answer, channel, line, text, agent = null } = dispatch
  const to = Identity.key(line.to)
  const id = digest(["undelivered", ticketId, answer])
  await together(house, {
    ticketId,
    actor: Actor.system,
    via: "automatic",
    command: { id, digest: id },
    plan: async () => ({
      parts: [
        {
          subject: await existing(house, ticketId),
          commands: [{ _tag: "ReportUndelivered", answer, channel, state, reason: Text.cut(Text.clean(reason), 500), agent, to, text }]
        }
      ]
    })
  })
}
