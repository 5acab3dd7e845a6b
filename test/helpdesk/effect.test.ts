import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { expect, test } from "vitest"
import { defineWorkspace } from "../../src/index.ts"
import { Helpdesk, layer } from "../../src/helpdesk/effect.ts"

const workspace = defineWorkspace({ name: "Acme", agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }] })
const run = <A, E>(work: Effect.Effect<A, E, Helpdesk>) => Effect.runPromiseExit(work.pipe(Effect.provide(layer({ workspace }))))

test("the same desk as a service: a ticket is opened, answered and told", async () => {
  const told = await run(
    Effect.gen(function* () {
      const desk = yield* Helpdesk
      const { ticket } = yield* desk.open({ requester: { email: "ada@example.org" }, subject: "Printer on fire", text: "Help" })
      yield* desk.reply(ticket.id, { as: "agent:bo", text: "On it", then: "solve" })
      return [(yield* desk.timeline(ticket.id)).text, (yield* desk.get(ticket.id)).ticket.statusCategory] as const
    })
  )
  expect(Exit.isSuccess(told) && told.value[0]).toContain("On it")
  expect(Exit.isSuccess(told) && told.value[1]).toBe("solved")
})

test("a refusal is a typed error, caught by its name", async () => {
  const caught = await run(
    Effect.gen(function* () {
      const desk = yield* Helpdesk
      return yield* desk.close("nowhere", { as: "agent:bo" }).pipe(
        Effect.map(() => "closed"),
        Effect.catchTag("TicketNotFound", (refusal) => Effect.succeed(refusal.ticketId))
      )
    })
  )
  expect(caught).toEqual(Exit.succeed("nowhere"))
})

test("each layer is a desk of its own", async () => {
  const count = Effect.gen(function* () {
    const desk = yield* Helpdesk
    yield* desk.open({ requester: { email: "ada@example.org" }, subject: "Printer on fire", text: "Help" })
    return (yield* desk.find()).tickets.length
  })
  expect([await run(count), await run(count)]).toEqual([Exit.succeed(1), Exit.succeed(1)])
})
