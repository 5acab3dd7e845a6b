/** A desk at work that asks for permission: its people, its clock, and what it mails. */
import type { Answer } from "../../src/approval/index.ts"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import type { Options } from "../../src/helpdesk/Helpdesk.ts"
import type { Letter } from "../../src/mail/Letter.ts"
import type { Delivery } from "../../src/mail/Ports.ts"
import { memory } from "../../src/storage/memory.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import type { ApprovalInput, AutomationInput, SlaPolicyInput, TriggerInput } from "../../src/workspace/Input.ts"
import type { Workspace } from "../../src/workspace/Workspace.ts"

export const people = ["ann", "bo", "cy", "di", "eve", "flo"] as const
export type Person = (typeof people)[number]
export type Approvals = ReadonlyArray<ApprovalInput<"budget", "finance" | "security", Person, "owner" | "cost" | "note", "office">>

/** A team has everybody whom it is written for. */
const teams: Readonly<Record<Person, ReadonlyArray<"finance" | "security">>> = {
  ann: ["finance"],
  bo: ["finance", "security"],
  cy: ["security"],
  di: [],
  eve: ["finance"],
  flo: []
}

export interface Rules {
  readonly approvals: Approvals
  readonly triggers?: ReadonlyArray<TriggerInput>
  readonly automations?: ReadonlyArray<AutomationInput>
  readonly slaPolicies?: ReadonlyArray<SlaPolicyInput<"normal" | "urgent", "resolution" | "firstReply", "office">>
  readonly without?: ReadonlyArray<Person>
}

/** Working days from nine to five, UTC; Tuesday 3 March 2026 is a holiday. */
export const workspaceOf = ({ approvals, triggers = [], automations = [], slaPolicies = [], without = [] }: Rules) =>
  defineWorkspace({
    name: "Acme",
    priorities: ["normal", "urgent"],
    teams: ["finance", "security"],
    agents: people
      .filter((id) => !without.includes(id))
      .map((id) => ({ id, email: `${id}@acme.example`, teams: teams[id], roles: id === "flo" ? ["director"] : [] })),
    calendars: [
      {
        id: "office",
        zone: "UTC",
        hours: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, ["09:00-17:00"]])),
        holidays: [{ name: "Founders' Day", on: "2026-03-03" }]
      }
    ],
    fields: [
      { id: "owner", type: "text" },
      { id: "cost", type: "number" },
      { id: "note", type: "text" }
    ],
    supportAddresses: [{ address: "help@acme.example", plus: true }],
    approvals,
    approvalPage: "https://desk.acme.example/approve?t={token}",
    triggers: triggers as ReadonlyArray<TriggerInput<never>>,
    automations: automations as ReadonlyArray<AutomationInput<never>>,
    slaPolicies: slaPolicies as ReadonlyArray<SlaPolicyInput<"normal" | "urgent", "resolution" | "firstReply", "office", never>>,
    onAgentCreate: "unassigned",
    acknowledge: false
  })

export const HOUR = 3_600_000
/** Monday 2 March 2026, ten o'clock. */
export const monday = Date.parse("2026-03-02T10:00:00Z")

export interface Around extends Partial<Pick<Options<Workspace>, "storage" | "tenant" | "directory">> {
  readonly secrets?: ReadonlyArray<string>
  readonly without?: ReadonlyArray<Person>
}

/** A desk whose clock the tests turn, and whose mail they read. */
export const office = (rules: Rules | Approvals, { secrets = ["a secret of the tests"], without, ...around }: Around = {}) => {
  const given = "approvals" in rules ? rules : { approvals: rules }
  const letters: Array<Letter> = []
  const clock = { now: monday }
  const storage: Storage = around.storage ?? memory()
  const desk = createHelpdesk({
    workspace: workspaceOf(without === undefined ? given : { ...given, without }),
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
  const opened = async (from = "ada@example.org", more: object = {}) =>
    (await desk.open({ requester: { email: from }, subject: "VPN access", text: "I need it.", via: "email", ...more })).ticket.id
  return {
    desk,
    storage,
    clock,
    opened,
    at: (when: string) => {
      clock.now = Date.parse(when)
    },
    later: (hours: number) => {
      clock.now += hours * HOUR
    },
    /** A ticket on which permission is asked for, by Di where nobody else is said. */
    asked: async (as: Person = "di", from?: string) => {
      const id = await opened(from)
      await desk.requestApproval(id, { as: `agent:${as}`, approval: "budget" })
      return id
    },
    /** `ann: yes`, or `di for ann: no`. */
    says: (id: string, words: string, step?: string) => {
      const [, by, onBehalfOf, answer] = /^(\w+)(?: for (\w+))?: (yes|no|abstain)$/.exec(words)!
      return desk.vote(id, {
        as: `agent:${by as Person}`,
        approval: "budget",
        answer: answer as Answer,
        ...(step === undefined ? {} : { step }),
        ...(onBehalfOf === undefined ? {} : { onBehalfOf: onBehalfOf as Person })
      })
    },
    verdict: async (id: string) => (await desk.explainApproval(id, "budget")).verdict,
    tags: async (id: string) => (await desk.events(id)).map(({ _tag }) => _tag),
    /** Letters about approvals that leave now: to whom, and their link. */
    mailed: async () => {
      letters.length = 0
      await desk.deliver()
      return letters.filter(({ template }) => template === "approval")
    }
  }
}

/** The name of the refusal; `granted` where there is none. */
export const refusal = async (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => "granted",
    (cause: unknown) => (cause as { readonly _tag?: string })._tag ?? String(cause)
  )

export const tokenIn = ({ data }: Letter): string => decodeURIComponent(/approve\?t=(\S+)/.exec(data.text)![1]!)
