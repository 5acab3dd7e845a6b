/** Commands and facts on their way through JSON. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { enable } from "effect/schema/SchemaJITCompiler"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Ticket from "../../src/ticket/index.ts"

const strict = { onExcessProperty: "error" } as const
const viaJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const decodeCommand = Schema.decodeUnknownResult(Ticket.Command, strict)
const decodeEvent = Schema.decodeUnknownResult(Ticket.Event, strict)
const decodeTicket = Schema.decodeUnknownResult(Ticket.Ticket, strict)

const answerOf = (result: Result.Result<unknown, unknown>): unknown => (Result.isSuccess(result) ? result.success : "refused")

describe("laws", () => {
  test("every command, event and ticket comes back from JSON as it went", () => {
    fc.assert(
      fc.property(arbitraries.history(), ({ steps, events, ticket }) => {
        for (const { command } of steps)
          expect(decodeCommand(viaJson(Schema.encodeSync(Ticket.Command)(command)))).toEqual(Result.succeed(command))
        for (const event of events) expect(decodeEvent(viaJson(Schema.encodeSync(Ticket.Event)(event)))).toEqual(Result.succeed(event))
        expect(decodeTicket(viaJson(Schema.encodeSync(Ticket.Ticket)(ticket!)))).toEqual(Result.succeed(ticket))
      })
    )
  })
  test("the compiled decoder agrees with the plain one, on what is right and on what is not", () => {
    const Compiled: Schema.Codec<Ticket.Event> = Schema.Union([Ticket.Event])
    enable(Compiled.ast)
    const compiled = Schema.decodeUnknownResult(Compiled)
    const plain = Schema.decodeUnknownResult(Ticket.Event)
    fc.assert(
      fc.property(arbitraries.history(4), fc.nat(), fc.jsonValue({ maxDepth: 1 }), ({ events }, n, wrong) => {
        for (const event of events) {
          const key = Object.keys(event)[n % Object.keys(event).length]!
          for (const one of [event, { ...event, [key]: wrong }]) {
            expect(answerOf(compiled(one))).toEqual(answerOf(plain(one)))
          }
        }
      })
    )
  })
  test("a key that the schema does not have is refused, at any depth", () => {
    fc.assert(
      fc.property(arbitraries.history(), fc.constantFrom("__proto__", "toString", "bcc", "é"), ({ steps, events }, extra) => {
        const refuses = (decode: (value: unknown) => Result.Result<unknown, unknown>, value: object): void => {
          expect(Result.isFailure(decode(withKey(value, extra)))).toBe(true)
          if ("content" in value)
            expect(Result.isFailure(decode({ ...value, content: withKey(value.content as object, extra) }))).toBe(true)
        }
        for (const { command } of steps) refuses(decodeCommand, command)
        for (const event of events) refuses(decodeEvent, event)
        expect(({} as Record<string, unknown>)["bcc"]).toBeUndefined()
      })
    )
  })
  test("whatever JSON there is, decoding answers and leaves the world's objects alone", () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join()
    fc.assert(
      fc.property(fc.json(), (json) => {
        const value: unknown = JSON.parse(json)
        decodeCommand(value)
        decodeEvent(value)
        expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before)
      })
    )
  })
})

/** As `JSON.parse` makes it: `__proto__` is a key like any other. */
const withKey = (value: object, key: string): object =>
  JSON.parse(`${JSON.stringify(value).slice(0, -1)},${JSON.stringify(key)}:1}`) as object

describe("an event of another day", () => {
  test("that nobody knows here is told, with where it stands", () => {
    const answer = decodeEvent({ _tag: "Teleported", at: 0, by: "system", via: "email" })
    expect(Result.isFailure(answer) && answer.failure._tag).toBe("SchemaError")
    expect(Result.isFailure(answer) && answer.failure.message).toContain("_tag")
  })
})

describe("the events of version 1", () => {
  const fixture = JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures/events.v1.json"), "utf8")) as {
    readonly events: ReadonlyArray<{ readonly _tag: string }>
    readonly ticket: unknown
  }
  const events = fixture.events.map((event) => Result.getOrThrow(decodeEvent(event)))

  test("decode for ever, and are written back as they are", () => {
    expect(viaJson(events.map((event) => Schema.encodeSync(Ticket.Event)(event)))).toEqual(fixture.events)
  })
  test("make the same ticket for ever", () => {
    expect(viaJson(Ticket.replay(events))).toEqual(fixture.ticket)
  })
  test("are all there: every event that can happen has an example", () => {
    const members = (
      Ticket.Event as unknown as {
        readonly members: ReadonlyArray<{ readonly fields: { readonly _tag: { readonly schema: { readonly literal: string } } } }>
      }
    ).members
    const tags = members.map(({ fields }) => fields._tag.schema.literal)
    expect(new Set(fixture.events.map(({ _tag }) => _tag))).toEqual(new Set(tags))
  })
})
