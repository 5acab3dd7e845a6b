/** The verbs by which a desk forgets, as an application calls them. What does it is fetched when it is first asked for. */
import { Denied } from "../ticket/Refusal.ts"
import type { AgentOf } from "../workspace/define.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { Forgotten } from "./forgetting.ts"
import type { House } from "./House.ts"
import { streamOf } from "./load.ts"
import type { Subject } from "./Person.ts"
import type { Redacted, Redacting } from "./redacting.ts"
import type { Verified } from "./verifying.ts"

/** Forgetting, and proof that nothing else was lost. */
export interface Privacy<W extends Workspace> {
  /**
   * Erases a person from all tickets: names, addresses, words and files of theirs, and what the desk wrote about the requester
   * of a ticket in it. What others said stays; `places` says where that speaks of them. Interrupted, it is asked again.
   * @throws {OnlyAgents | Denied | InputInvalid}
   */
  readonly forget: (
    subject: Subject,
    input: {
      readonly as: `agent:${AgentOf<W>}`
      /** Kept for good; must not name them. */
      readonly why: string
      readonly onProgress?: (done: { readonly tickets: number }) => void
    }
  ) => Promise<Forgotten>
  /**
   * Makes a passage of a message unreadable for good, there and wherever the ticket repeats it; or takes an attachment away.
   * A mail's raw bytes go with it. @throws {OnlyAgents | Denied | TicketNotFound | MessageNotFound | InputInvalid}
   */
  readonly redact: (ticketId: string, input: Redacting & { readonly as: `agent:${AgentOf<W>}` }) => Promise<Redacted>
  /** Whether the events of a ticket are those that were written, but for what was erased with a reason. @throws {TicketNotFound} */
  readonly verify: (ticketId: string) => Promise<Verified>
  /** The same for all tickets of the desk: those that are not sound. */
  readonly verifyAll: (options?: { readonly onProgress?: (checked: number) => void }) => Promise<ReadonlyArray<Verified>>
}

export const privacy = <W extends Workspace>(house: House): Privacy<W> => {
  const inputs = () => import("./privacyInput.ts")
  const checks = () => import("./verifying.ts")
  return {
    forget: async (subject, { onProgress = () => undefined, ...input }) => {
      const { agentOf, Forgetting } = await inputs()
      const actor = agentOf(house, "forget", input.as)
      const { mayEverywhere } = await import("./mayEverywhere.ts")
      mayEverywhere(house, actor, "forget")
      const { decoded } = await import("./joiningInput.ts")
      const { why } = decoded<{ readonly why: string }>("forget", Forgetting, input)
      return (await import("./forgetting.ts")).forget(house, subject, { actor, via: "api", why, onProgress })
    },
    redact: async (ticketId, input) => {
      const { agentOf, Redaction } = await inputs()
      const actor = agentOf(house, "redact", input.as)
      const { seen, verdictOn } = await import("./sight.ts")
      const answer = await verdictOn(house, actor, "redact", await seen(house, actor, ticketId))
      if (answer._tag === "Deny") throw new Denied({ actor, action: "redact", reason: answer.reason })
      const { decoded } = await import("./joiningInput.ts")
      const wish = decoded<Redacting>("redact", Redaction, input)
      return (await import("./redacting.ts")).redact(house, await streamOf(house, ticketId), wish, { actor, via: "api" })
    },
    verify: async (ticketId) => (await checks()).verify(house, ticketId),
    verifyAll: async ({ onProgress = () => undefined } = {}) => (await checks()).verifyAll(house, onProgress)
  }
}
