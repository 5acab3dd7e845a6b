/** A conversation that belongs elsewhere goes on in a ticket of another department. Its ticket stays, and both say why. */
import * as Schema from "effect/Schema"
import { picked, split as splitting, unsplittable } from "../desk/merging/split.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Begin } from "../ticket/commands/begin.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { existing, load, streamOf } from "./load.ts"
import { granted, jointly } from "./merging.ts"
import type { Doer } from "./perform.ts"
import { again } from "./run.ts"
import { askerOf, mergedAway, messagesOf, type Split, subjectFor } from "./splitting.ts"

const { agent, team, status } = Begin.fields
export const MovingOut = Schema.Struct({
  to: Schema.Struct({ department: Slug, agent, team, status }),
  why: Text.filled(1000),
  messages: Schema.optionalKey(Schema.Array(Text.filled(200)).check(Schema.isMaxLength(Ticket.limits.messages)))
})

interface Wish {
  readonly to: Pick<Ticket.Begin, "agent" | "team" | "status"> & { readonly department: string }
  readonly why: string
  readonly messages?: ReadonlyArray<string> | undefined
}

/** @throws why not, and then nothing has happened. */
export const moveOut = async (house: House, ticketId: string, { to, why, messages }: Wish, doer: Doer): Promise<Split> => {
  const fresh = doer.commandId ?? house.newId()
  const stream = await streamOf(house, ticketId)
  const note: Ticket.Command = { _tag: "Note", content: { text: why } }
  const done = await jointly(
    house,
    stream,
    doer,
    { moveOut: stream, to, why, messages },
    async (draw) => {
      const from = await existing(house, stream)
      if (Ticket.isMerged(from.ticket)) throw mergedAway(from.ticket, "MoveOut")
      const no = unsplittable(from.ticket, house.workspace)
      if (no !== undefined) throw no
      const all = await messagesOf(house, from.ticket)
      const gone = granted(picked(from.ticket, all, { messages: messages ?? all.map(({ id }) => id) }))
      const requester = await askerOf(house, from.ticket, gone)
      const steps = splitting({
        from,
        to: await load(house, fresh),
        reference: Ticket.Reference.of(fresh, draw),
        requester,
        subject: await subjectFor(house, requester, gone[0]!),
        messages: gone,
        // Whoever sends it away does not have it there.
        details: { agent: null, ...to },
        counts: "message"
      })
      // Whoever may send it away need not have a say where it goes.
      const answering = { ticket: from.ticket, facts: from.facts }
      return steps.map((step) => ({ ...step, answering, commands: [...step.commands, note] }))
    },
    undefined
  )
  return { done: done[0] ?? (await again(house, fresh)), from: done[1] ?? (await again(house, stream)) }
}
