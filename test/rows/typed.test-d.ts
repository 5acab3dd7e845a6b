/** What conditions of a workspace may ask of its fields, as the compiler knows it. */
import { test } from "vitest"
import { defineWorkspace } from "../../src/index.ts"

const desk = {
  name: "Acme",
  fields: [
    { id: "visit", type: "dateTime" },
    { id: "invoice", type: "pattern", pattern: "^INV" },
    { id: "order", type: "lookup", of: "order" }
  ]
} as const

test("an instant by its order, a form as text, a thing by its id", () => {
  defineWorkspace({
    ...desk,
    views: [
      {
        id: "asked",
        where: {
          all: [
            { field: "fields.visit", op: "lt", value: { ahead: 3_600_000 } },
            { field: "fields.invoice", op: "startsWith", value: "INV" },
            { field: "fields.order", op: "is", value: "o-17" },
            { field: "canReplyUntil", op: "gt", value: 1 }
          ]
        }
      }
    ]
  })
  // @ts-expect-error an instant is no text
  defineWorkspace({ ...desk, views: [{ id: "asked", where: { field: "fields.visit", op: "contains", value: "2026" } }] })
  // @ts-expect-error a thing has no order
  defineWorkspace({ ...desk, views: [{ id: "asked", where: { field: "fields.order", op: "lt", value: "o-17" } }] })
})
