/** What is left alone comes to an end by itself. */
import { describe, expect, test } from "vitest"
import * as Automation from "../../src/automation/index.ts"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { lint } from "../../src/workspace/lint/index.ts"

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A Monday. */
const nine = Date.UTC(2026, 0, 5, 9)
const agents = [{ id: "bo", name: "Bo", email: "bo@acme.example" }] as const
const bo = { as: "agent:bo" } as const
const ada = { requester: { email: "ada@example.org" }, subject: "Printer on fire", text: "Help" } as const

const plain = defineWorkspace({
  name: "Acme",
  agents,
  automations: [Automation.autoClose({ after: "4 days", of: "solved" }), Automation.autoSolve({ after: "7 days" })]
})
const aTicket = async (workspace = plain) => {
  const clock = { at: nine }
  const desk = createHelpdesk({ workspace, now: () => clock.at })
  const { ticket } = await desk.open(ada)
  const status = async () => (await desk.get(ticket.id)).ticket.status
  const wait = async (milliseconds: number) => {
    clock.at += milliseconds
    await desk.tick()
  }
  return { desk, id: ticket.id, status, wait }
}

describe("a solved ticket", () => {
  test("is closed four days after the last public word, to the minute", async () => {
    const { desk, id, status, wait } = await aTicket()
    await desk.reply(id, { ...bo, text: "A new one is there", then: "solve" })
    await wait(4 * DAY - 1)
    expect(await status()).toBe("solved")
    await wait(1)
    expect(await status()).toBe("closed")
  })
  test("waits anew after another word, and not after a note", async () => {
    const { desk, id, status, wait } = await aTicket()
    await desk.reply(id, { ...bo, text: "A new one is there", then: "solve" })
    await wait(3 * DAY)
    await desk.note(id, { ...bo, text: "Nice printer" })
    await desk.reply(id, { ...bo, text: "Is it all right?" })
    await wait(3 * DAY)
    expect(await status()).toBe("solved")
    await wait(DAY)
    expect(await status()).toBe("closed")
  })
  test("counts from when it was solved, where that came later", async () => {
    const { desk, id, status, wait } = await aTicket()
    await wait(10 * DAY)
    await desk.changeStatus(id, { ...bo, status: "solve" })
    await wait(4 * DAY - 1)
    expect(await status()).toBe("solved")
  })
})

describe("a ticket that waits for its requester", () => {
  test("is solved when they do not answer, and closed later", async () => {
    const { desk, id, status, wait } = await aTicket()
    await desk.reply(id, { ...bo, text: "Which one?", then: "pending" })
    await wait(7 * DAY)
    expect(await status()).toBe("solved")
    await wait(4 * DAY)
    expect(await status()).toBe("closed")
  })
  test("is not, when they do", async () => {
    const { desk, id, status, wait } = await aTicket()
    await desk.reply(id, { ...bo, text: "Which one?", then: "pending" })
    await wait(6 * DAY)
    await desk.reply(id, { as: "requester", text: "The red one" })
    await wait(30 * DAY)
    expect(await status()).toBe("open")
  })
})

test("working time, another category, another beginning", async () => {
  const workspace = defineWorkspace({
    name: "Acme",
    agents,
    calendars: [{ id: "office", zone: "UTC", hours: { mon: "09:00-17:00", fri: "09:00-17:00" } }],
    automations: [
      Automation.autoClose({ after: "16h", calendar: "office", since: "solvedAt" }),
      Automation.autoClose({ id: "forget", after: "1h", of: "onHold", since: null })
    ]
  })
  const first = await aTicket(workspace)
  await first.desk.changeStatus(first.id, { ...bo, status: "solve" })
  // Monday and Friday, eight hours each.
  await first.wait(4 * DAY + 8 * HOUR - 1)
  expect(await first.status()).toBe("solved")
  await first.wait(1)
  expect(await first.status()).toBe("closed")
  const second = await aTicket(workspace)
  await second.desk.changeStatus(second.id, { ...bo, status: "hold" })
  await second.wait(HOUR)
  expect(await second.status()).toBe("closed")
})

test("they are data, which nothing has to say against", () => {
  expect(plain.definition.automations.map(({ id, after, since }) => [id, after, since])).toEqual([
    ["autoClose", 4 * DAY, "spokenAt"],
    ["autoSolve", 7 * DAY, "spokenAt"]
  ])
  expect(lint(plain)).toEqual([])
})

test("the last public word can be asked for", async () => {
  const { desk, id, wait } = await aTicket()
  const quiet = { field: "spokenAt", op: "lte", value: { ago: 2 * DAY } } as const
  await wait(2 * DAY)
  expect(await desk.count([quiet])).toEqual([1])
  await desk.note(id, { ...bo, text: "A note" })
  expect(await desk.count([quiet])).toEqual([1])
  await desk.reply(id, { ...bo, text: "A word" })
  expect(await desk.count([quiet])).toEqual([0])
})
