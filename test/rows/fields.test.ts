/** Fields of the workspace's own that hold an instant, text of a certain form, or something of the application's. */
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { Field } from "../../src/ticket/index.ts"
import { aDesk, begin, bo, HOUR, type Place, refused } from "./aDesk.ts"

const desks: Array<Place> = []
afterAll(async () => {
  for (const { desk } of desks) await desk.stop()
})
const make = async () => {
  const place = await aDesk()
  desks.push(place)
  const { ticket } = await place.desk.open({ requester: { email: "ada@lovelace.example" }, subject: "Printer", text: "It burns" })
  return { ...place, id: ticket.id }
}
const order = { id: "o-17", label: "Order 17" }

describe("an instant", () => {
  test("is kept, told, shown to the requester, and found by its order", async () => {
    const { desk, id } = await make()
    const { ticket } = await desk.setField(id, { ...bo, field: "visit", value: begin + HOUR })
    expect(ticket.fields).toEqual([{ field: "visit", value: begin + HOUR }])
    expect((await desk.timeline(id, { as: "customer" })).at(-1)!.changes).toEqual([
      { field: "Visit", from: null, to: "2026-01-05T10:00:00.000Z" }
    ])
    const before = (value: number) => desk.count([{ field: "fields.visit", op: "lt", value }])
    expect([await before(begin + HOUR), await before(begin + HOUR + 1)]).toEqual([[0], [1]])
    const soon = await desk.find({ where: { field: "fields.visit", op: "lt", value: { ahead: 2 * HOUR } } })
    expect(soon.tickets.map((one) => one.id)).toEqual([id])
    expect(await refused(desk.find({ where: { field: "fields.visit", op: "contains", value: "2026" } as never }))).toBe("ConditionInvalid")
  })
  test("is no text, no fraction, and none that a calendar does not know", async () => {
    const { desk, id } = await make()
    for (const value of ["2026-01-05", 1.5, 9e15])
      expect(await refused(desk.setField(id, { ...bo, field: "visit", value: value as never }))).toBe("FieldInvalid")
  })
  test("of the workspace has the type that it says: what does not fit does not compile", async () => {
    const { desk, id } = await make()
    // @ts-expect-error a word is no instant
    expect(await refused(desk.setField(id, { ...bo, field: "visit", value: "tomorrow" }))).toBe("FieldInvalid")
    // @ts-expect-error an order has an id
    expect(await refused(desk.setField(id, { ...bo, field: "order", value: "o-17" }))).toBe("FieldInvalid")
  })
})

describe("text of a certain form", () => {
  test("is taken where the pattern describes it, without regard to case, and found as text is", async () => {
    const { desk, id } = await make()
    expect(await refused(desk.setField(id, { ...bo, field: "invoice", value: "INV-17" }))).toBe("FieldInvalid")
    expect(await refused(desk.setField(id, { ...bo, field: "invoice", value: 17 as never }))).toBe("FieldInvalid")
    await desk.setField(id, { ...bo, field: "invoice", value: "Inv-2026" })
    expect(await desk.count([{ field: "fields.invoice", op: "startsWith", value: "INV" }])).toEqual([1])
  })
})

describe("something of the application's", () => {
  test("is known by its id, and told by its label", async () => {
    const { desk, id } = await make()
    await desk.setField(id, { ...bo, field: "order", value: order })
    expect((await desk.timeline(id, { as: "customer" })).at(-1)!.changes).toEqual([{ field: "Order", from: null, to: "Order 17" }])
    expect(
      await desk.count([
        { field: "fields.order", op: "is", value: "o-17" },
        { field: "fields.order", op: "is", value: "Order 17" }
      ])
    ).toEqual([1, 0])
    expect((await desk.setField(id, { ...bo, field: "order", value: { ...order } })).events).toEqual([])
    expect((await desk.setField(id, { ...bo, field: "order", value: { ...order, label: "Order 17 (sent)" } })).events).toHaveLength(1)
    expect((await desk.setField(id, { ...bo, field: "order", value: null })).ticket.fields).toEqual([])
  })
  test("has an id and a label, bounded and clean, and nothing else", async () => {
    const { desk, id } = await make()
    const wishes: ReadonlyArray<unknown> = [
      { id: "", label: "" },
      { id: "o-1" },
      { ...order, price: 7 },
      { id: "x".repeat(256), label: "" }
    ]
    for (const value of wishes)
      expect(await refused(desk.setField(id, { ...bo, field: "order", value: value as never }))).toBe("InputInvalid")
    expect((await desk.get(id)).ticket.fields).toEqual([])
    expect(await refused(desk.setField(id, { ...bo, field: "order", value: "o-17" as never }))).toBe("FieldInvalid")
    expect(await refused(desk.setField(id, { ...bo, field: "invoice", value: order as never }))).toBe("FieldInvalid")
    await desk.setField(id, { ...bo, field: "order", value: { id: "o-17", label: "e\u0301" } })
    expect((await desk.get(id)).ticket.fields).toEqual([{ field: "order", value: { id: "o-17", label: "\u00e9" } }])
  })
})

describe("a number with so many decimals", () => {
  const price = {
    type: "number",
    id: "price",
    name: "Price",
    requiredOn: [],
    visible: false,
    minimum: null,
    maximum: null,
    scale: 2
  } as const
  test("takes no more of them", async () => {
    const { desk, id } = await make()
    await desk.setField(id, { ...bo, field: "price", value: 19.99 })
    expect(await refused(desk.setField(id, { ...bo, field: "price", value: 19.999 }))).toBe("FieldInvalid")
  })
  test("law: whatever people write with two decimals is taken", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 9 }), (cents, more) => {
        const written = `${Math.trunc(cents / 100)}.${String(Math.abs(cents % 100)).padStart(2, "0")}`
        expect(Field.mistake(price, Number(written))).toBeUndefined()
        expect(Field.mistake(price, Number(`${written}${more}`))).toBe("a number with at most 2 decimals")
      })
    )
  })
})
