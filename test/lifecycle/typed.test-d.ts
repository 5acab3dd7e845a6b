/** The words of a workspace as types, in its transitions and moves. */
import { describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"

describe("what is not there does not compile", () => {
  test("in a definition", () => {
    // @ts-expect-error there is no status "nwe"
    expect(() => defineWorkspace({ name: "A", transitions: [{ from: "nwe", to: "open" }] })).toThrow("nwe")
    // @ts-expect-error there is no department "z"
    expect(() => defineWorkspace({ name: "A", departments: ["a"], moves: [{ from: "a", to: "z" }] })).toThrow("z")
    // @ts-expect-error there is no field "size"
    expect(() => defineWorkspace({ name: "A", departments: [{ id: "a", fields: ["size"] }] })).toThrow("size")
    const where = { field: "status", op: "is", value: "nwe" } as const
    // @ts-expect-error there is no status "nwe"
    expect(() => defineWorkspace({ name: "A", transitions: [{ from: "new", to: "open", where }] })).toThrow("nwe")
  })
  test("in a move", async () => {
    const workspace = defineWorkspace({ name: "A", fields: [{ id: "cause", type: "text" }], departments: ["a", "b"] })
    const desk = createHelpdesk({ workspace })
    const { ticket } = await desk.open({ requester: { email: "ada@example.org" }, subject: "Help", text: "Help" })
    // @ts-expect-error there is no department "c"
    await expect(desk.move(ticket.id, { as: "system", department: "c" })).rejects.toThrow("department")
    // @ts-expect-error there is no field "size"
    await expect(desk.move(ticket.id, { as: "system", department: "b", fields: { size: "x" } })).rejects.toThrow("field")
    expect((await desk.move(ticket.id, { as: "system", department: "b", fields: { cause: "x" } })).ticket.department).toBe("b")
  })
})
