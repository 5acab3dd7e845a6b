/** The same desk as a service: a layer opens it, typed errors say what was refused, and the layer's end closes it. */
import { defineWorkspace } from "deskwright"
import { Helpdesk, layer } from "deskwright/effect"
import * as Effect from "effect/Effect"

const workspace = defineWorkspace({
  name: "Acme",
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }]
})

const work = Effect.gen(function* () {
  const desk = yield* Helpdesk
  const { ticket } = yield* desk.open({ requester: { email: "ada@example.org" }, subject: "Printer on fire", text: "Help" })
  yield* desk.reply(ticket.id, { as: "agent:bo", text: "On it", then: "close" })

  // A closed ticket takes no note: the refusal is a typed error, to be caught by its name.
  const refused = yield* desk.note(ticket.id, { as: "agent:bo", text: "One more thing" }).pipe(
    Effect.map(() => "noted"),
    Effect.catchTag("TicketClosed", (refusal) => Effect.succeed(refusal.message))
  )
  console.log(refused)
  console.log(yield* desk.timeline(ticket.id))
})

await Effect.runPromise(work.pipe(Effect.provide(layer({ workspace }))))
