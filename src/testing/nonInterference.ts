/**
 * Tries to make what the desk keeps to itself change a byte of what customers get: notes, forwards, fields that they may not
 * see, and the work on a ticket. Two desks live the same life but for those; whoever is outside must not be able to tell them apart.
 */
import fc from "fast-check"
import { createHelpdesk } from "../helpdesk/createHelpdesk.ts"
import { isTagged } from "../helpdesk/Failure.ts"
import type { Helpdesk } from "../helpdesk/Helpdesk.ts"
import type { Letter } from "../mail/Letter.ts"
import { memory } from "../storage/memory.ts"
import type { Storage } from "../storage/Storage.ts"
import type { Field } from "../ticket/Field.ts"
import { type Deed, history, type Life, people } from "./nonInterference/Deed.ts"
import type { Workspace } from "../workspace/Workspace.ts"

export interface Suspect {
  readonly workspace: Workspace
  /** All that customers get of a ticket, as your application makes it: a page, letters from your templates. Anything that JSON can say. */
  readonly shown?: (seen: Seen) => unknown
}

export interface Seen {
  readonly desk: Helpdesk<Workspace>
  readonly ticketId: string
  /** Those to customers, of this ticket. */
  readonly letters: ReadonlyArray<Letter>
}

/** As many are tried at least. */
const LIVES = 50

/** @throws an `Error` of fast-check with the shortest life that it found in which something shows. */
export const nonInterference = ({ workspace, shown = ofTheDesk }: Suspect): Promise<void> =>
  Promise.resolve(
    fc.assert(
      fc.asyncProperty(history, async (deeds) => {
        const [one, other] = [await lived(workspace, deeds, "one", shown), await lived(workspace, deeds, "other", shown)]
        if (one !== other) throw new Error(`what the desk keeps to itself shows:\n${one}\n${other}`)
      }),
      // A life of its own for two desks takes its time.
      { numRuns: Math.max(LIVES, Math.ceil((fc.readConfigureGlobal().numRuns ?? 0) / 20)) }
    )
  )

/** What the desk itself shows. The names of letters say how many messages there were, in words that nobody outside can read. */
const ofTheDesk = async ({ desk, ticketId, letters }: Seen): Promise<unknown> => {
  const outside = desk.as(`requester:${(await desk.get(ticketId)).ticket.requester.id}`)
  return [
    await outside.find(),
    await outside.get(ticketId),
    String(await outside.timeline(ticketId)),
    letters.map(({ messageId, replyTo, inReplyTo, references, ...letter }) => letter)
  ]
}

/** All that anybody outside got, as one text. */
const lived = async (
  workspace: Workspace,
  deeds: ReadonlyArray<Deed>,
  life: Life,
  shown: NonNullable<Suspect["shown"]>
): Promise<string> => {
  const clock = { at: Date.UTC(2026, 0, 5, 9) }
  const letters: Array<Letter> = []
  const storage = memory()
  let drawn = 0
  const desk: Helpdesk<Workspace> = createHelpdesk({
    workspace,
    storage: watched(storage, letters),
    now: () => clock.at,
    newId: () => `n${++drawn}`,
    mail: { secrets: ["a secret of the tests"] }
  })
  const tickets: Array<string> = []
  for (const [n, deed] of deeds.entries()) {
    clock.at += deed.later
    drawn = n * 1000
    await done(desk, deed, `d${n}`, life, tickets)
    await desk.tick()
  }
  const all = await Promise.all(
    tickets.map((ticketId) => shown({ desk, ticketId, letters: letters.filter((letter) => letter.ticketId === ticketId) }))
  )
  return JSON.stringify(all)
}

const watched = (storage: Storage, letters: Array<Letter>): Storage => ({
  ...storage,
  commit: async (tenant, batch) => {
    const answer = await storage.commit(tenant, batch)
    for (const { kind, payload } of answer._tag === "Committed" ? batch.effects : []) {
      const letter = payload as unknown as Letter
      if (kind === "mail" && letter.audience === "customer" && !isThirds(letter)) letters.push(letter)
    }
    return answer
  }
})
const third = "third@party.example"
const isThirds = ({ to }: Letter): boolean => to.some(({ address }) => address === third)

/** What is refused is refused in both. */
const done = async (desk: Helpdesk<Workspace>, deed: Deed, id: string, life: Life, tickets: Array<string>): Promise<void> => {
  const { workspace } = desk
  const agent = workspace.agents.keys().next().value
  const by = agent === undefined ? ({ as: "system" } as const) : ({ as: `agent:${agent}` } as const)
  const ticketId = tickets[deed.nth % Math.max(tickets.length, 1)]
  const text = `Words of ${id}`
  if (deed.what === "open" || ticketId === undefined) {
    await desk.open({ requester: { email: people[deed.nth % people.length]! }, subject: `Subject ${id}`, text, commandId: id })
    tickets.push(id)
    return
  }
  try {
    switch (deed.what) {
      case "reply":
        await desk.reply(ticketId, { ...by, text, commandId: id })
        return
      case "answer":
        await desk.reply(ticketId, { as: "requester", text, commandId: id })
        return
      case "status":
        await desk.changeStatus(ticketId, { ...by, status: ["pending", "solve", "close", "open"][deed.nth % 4]!, commandId: id })
        return
      case "chat": {
        const person = { identity: { kind: "email", value: people[deed.nth % people.length]! }, name: "Somebody" } as const
        const end = await desk.accept({ channel: "liveChat", id, thread: `t${deed.nth % 3}`, person, text })
        if (end._tag === "Message" && end.opened) tickets.push(end.ticket.id)
        return
      }
      case "merge":
        await desk.merge(ticketId, { ...by, sources: [tickets.at(-1)!], commandId: id })
        return
      case "split": {
        const said = (await desk.conversation(ticketId)).filter(({ visibility }) => visibility === "public")
        // Whether a note would be left is no secret to the agent who splits.
        if (said.length < 2) return
        const { done } = await desk.split(ticketId, { ...by, messages: said.slice(-1).map((one) => one.id), commandId: id })
        tickets.push(done.ticket.id)
        return
      }
      case "secret":
        for (let i = 0; i < deed.times[life]; i++) await secret(desk, deed, ticketId, tickets.at(-1)!, `${id}-${i}`, life, by)
    }
  } catch (refusal) {
    if (!isTagged(refusal)) throw refusal
  }
}

/** `life`: in the two of them other words, other values, and more or fewer of them. */
const secret = async (
  desk: Helpdesk<Workspace>,
  { nth }: Deed,
  ticketId: string,
  other: string,
  commandId: string,
  life: Life,
  by: { readonly as: "system" | `agent:${string}` }
): Promise<void> => {
  const wish = { ...by, commandId, text: `A secret: ${life === "one" ? "brief" : "quite another one, and longer"}` }
  const hidden = [...desk.workspace.fields.values()].filter(({ visible }) => !visible)
  const field = hidden[nth % Math.max(hidden.length, 1)]
  const agent = by.as === "system" ? undefined : by.as
  switch (nth % 12) {
    case 0:
      return void (await desk.note(ticketId, wish))
    case 1:
      return void (await desk.forward(ticketId, { ...wish, to: [third] }))
    case 2:
      return void (await desk.planActivity(ticketId, { ...by, commandId, kind: "task", subject: wish.text }))
    case 3:
      return void (await desk.logTime(ticketId, { ...by, commandId, minutes: life === "one" ? 5 : 50, billable: true, note: wish.text }))
    case 4:
      return void (await desk.link(ticketId, { ...by, commandId, type: "related", to: other }))
    case 5:
      return void (agent === undefined || (await desk.suggest(ticketId, { as: agent, commandId })))
    case 6:
      return void (agent === undefined || (await desk.saveDraft(ticketId, { as: agent, text: wish.text })))
    case 7:
      return void (await desk.attach(ticketId, { ...by, commandId, files: [{ name: life, bytes: new TextEncoder().encode(wish.text) }] }))
    case 8:
      return void (await desk.snooze(ticketId, { ...by, commandId, until: Date.UTC(2026, 0, life === "one" ? 6 : 7), why: wish.text }))
    case 9:
      return void (await desk.resolve(ticketId, { ...by, commandId, text: wish.text }))
    case 10:
      return void (agent === undefined || (await desk.markRead(ticketId, { as: agent })))
    default:
      if (field !== undefined) await desk.setField(ticketId, { ...by, commandId, field: field.id, value: valueOf(field, life) })
  }
}

const valueOf = (field: Field, life: Life) => {
  switch (field.type) {
    case "text":
      return life
    case "number":
      return life === "one" ? (field.minimum ?? 1) : (field.maximum ?? 2)
    case "boolean":
      return life === "one"
    case "pattern":
      return null
    case "lookup":
      return { id: life, label: life }
    case "dateTime":
      return life === "one" ? 1_767_603_600_000 : 1_767_690_000_000
    case "date":
      return life === "one" ? "2026-01-05" : "2026-02-06"
    case "select":
      return (life === "one" ? field.choices[0] : field.choices.at(-1))!.id
    default:
      return [(life === "one" ? field.choices[0] : field.choices.at(-1))!.id]
  }
}
