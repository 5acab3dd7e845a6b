/** A desk that asks how it was: its clock, which the tests turn, and its letters, which they read. */
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import type { Options } from "../../src/helpdesk/Helpdesk.ts"
import type { Letter } from "../../src/mail/Letter.ts"
import type { Delivery } from "../../src/mail/Ports.ts"
import { memory } from "../../src/storage/memory.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import type { SatisfactionInput, TriggerInput } from "../../src/workspace/Input.ts"
import type { Workspace } from "../../src/workspace/Workspace.ts"

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
/** Monday 2 March 2026, ten o'clock. */
export const monday = Date.parse("2026-03-02T10:00:00Z")

export type Surveys = SatisfactionInput<"office", never>

export const page = "https://acme.example/rate?t={token}"

export const workspaceOf = (satisfaction: Surveys, triggers: ReadonlyArray<TriggerInput<never>> = []) =>
  defineWorkspace({
    name: "Acme",
    teams: ["first", "second"],
    departments: ["support", "billing"],
    agents: [
      { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["first"] },
      { id: "cy", name: "Cy", email: "cy@acme.example", teams: ["second"] },
      { id: "di", name: "Di", email: "di@acme.example" }
    ],
    calendars: [
      {
        id: "office",
        zone: "UTC",
        hours: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, ["09:00-17:00"]]))
      }
    ],
    supportAddresses: [{ address: "help@acme.example", plus: true }],
    acknowledge: false,
    onAgentCreate: "unassigned",
    satisfaction,
    triggers
  })

type Around = Partial<Pick<Options<Workspace>, "storage" | "tenant">> & {
  readonly secrets?: ReadonlyArray<string>
  readonly triggers?: ReadonlyArray<TriggerInput<never>>
}

export const desk = (satisfaction: Surveys = { page }, { secrets = ["a secret of the tests"], triggers = [], ...around }: Around = {}) => {
  const letters: Array<Letter> = []
  const clock = { now: monday }
  const storage = around.storage ?? memory()
  const made = createHelpdesk({
    workspace: workspaceOf(satisfaction, triggers),
    ...around,
    storage,
    now: () => clock.now,
    mail: {
      secrets,
      outbound: {
        longest: 1000,
        send: async (letter, recipients) => {
          letters.push(letter)
          return recipients.map((address): Delivery => ({ address, state: "sent", reply: "" }))
        },
        close: async () => undefined
      }
    }
  })
  const bo = { as: "agent:bo" } as const
  const opened = async (from = "ada@example.org", more: object = {}) =>
    (await made.open({ requester: { email: from }, subject: "Printer on fire", text: "It burns.", via: "email", ...more })).ticket.id
  const later = async (by: number) => {
    clock.now += by
    await made.tick()
  }
  /** Letters that ask how it was, of those that leave now. */
  const mailed = async () => {
    letters.length = 0
    await made.deliver()
    return letters.filter(({ template }) => template === "survey")
  }
  return {
    desk: made,
    storage,
    clock,
    letters,
    bo,
    opened,
    later,
    mailed,
    solved: async (from?: string, more?: object) => {
      const id = await opened(from, more)
      await made.changeStatus(id, { ...bo, status: "solve" })
      return id
    },
    /** A day after it was solved, with the link of the letter. */
    asked: async (from?: string, more?: object) => {
      const id = await opened(from, more)
      await made.assign(id, { ...bo, agent: "bo", team: "first" })
      await made.changeStatus(id, { ...bo, status: "solve" })
      await later(DAY)
      return { id, token: tokenIn((await mailed())[0]!) }
    },
    /** What happened to the ratings of a ticket, in words. */
    story: async (id: string) =>
      (await made.events(id)).flatMap((event) =>
        event._tag === "RatingWithdrawn" ? [`withdrawn: ${event.because}`] : rated.has(event._tag) ? [event._tag] : []
      )
  }
}
const rated = new Set(["RatingPlanned", "RatingRequested", "Rated", "RatingExpired"])

export const tokenIn = ({ data }: Letter): string => decodeURIComponent(/rate\?t=(\S+)/.exec(data.text)![1]!)

/** The name of the refusal; `granted` where there is none. */
export const refusal = async (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => "granted",
    (cause: unknown) => (cause as { readonly _tag?: string })._tag ?? String(cause)
  )
