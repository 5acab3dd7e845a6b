/** The verbs of agents who work on a ticket together: what each has seen, puts aside, is writing, and what files there are. */
import type { Draft } from "../ticket/Draft.ts"
import type { Filed } from "../ticket/files.ts"
import type { Visibility } from "../ticket/Message.ts"
import type { Instant } from "../time/Instant.ts"
import type { AgentOf, ChannelOf } from "../workspace/define.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { Asking, FileInput, Then } from "./inputs.ts"
import type { Done } from "./together.ts"

/** Only agents. */
interface As<W extends Workspace> {
  readonly as: `agent:${AgentOf<W>}`
}

export interface Unread {
  readonly ticket: string
  /** How many messages the agent has not seen; their own count as seen. */
  readonly messages: number
  /** Nobody of the desk has seen the latest word from outside, or said anything since. */
  readonly unseenByAll: boolean
}

/** A draft as it stands. `version`: to be expected by whoever changes or sends it. */
export interface Drafted extends Draft {
  readonly version: number
}

/** Who is writing an answer; the words are not told. */
export interface Drafting {
  readonly agent: string
  readonly name: string
  readonly begun: Instant
  readonly saved: Instant
}

export interface DraftInput {
  readonly text: string
  /** In place of those that it has; they stay, where nothing is said of them. */
  readonly attachments?: ReadonlyArray<FileInput>
  /** A reply (`public`) or a note; as before, or a reply, where nothing is said. */
  readonly visibility?: Visibility
  /** Others of the desk may read it; as before, or nobody, where nothing is said. */
  readonly shared?: boolean
  /** Refuse, if it has another version by now; 0: there is none yet. */
  readonly expectedVersion?: number
}

export interface Collaboration<W extends Workspace> {
  /** The agent has seen all that was said, or all up to a message. Never takes anything back. @throws {TicketNotFound | MessageNotFound} */
  readonly markRead: (ticketId: string, input: As<W> & { readonly upTo?: string }) => Promise<void>
  /** The latest message of somebody else is unseen again, for this agent. */
  readonly markUnread: (ticketId: string, input: As<W>) => Promise<void>
  /** In the order of `tickets`, at most 1,000. */
  readonly unread: (input: As<W> & { readonly tickets: ReadonlyArray<string> }) => Promise<ReadonlyArray<Unread>>

  /** Puts a ticket aside until then, or until the next word from outside; the agent is told when it is back. @throws {SnoozeInPast} */
  readonly snooze: (ticketId: string, input: Asking<W> & { readonly until: Date | number; readonly why?: string }) => Promise<Done>
  readonly unsnooze: (ticketId: string, input: Asking<W>) => Promise<Done>

  /** Keeps what the agent is writing; each agent has one draft in a ticket. @throws {StaleVersion | TicketMerged | TooMany} */
  readonly saveDraft: (ticketId: string, input: As<W> & DraftInput) => Promise<Drafted>
  /** One's own; somebody else's (`of`) only where they share it. `version`: as one's own was then. `undefined`: there is none to be seen. */
  readonly draft: (ticketId: string, input: As<W> & { readonly of?: AgentOf<W>; readonly version?: number }) => Promise<Drafted | undefined>
  /** All of one's own, the latest saved first; by pages. */
  readonly drafts: (input: As<W> & { readonly limit?: number; readonly after?: string }) => Promise<{
    readonly drafts: ReadonlyArray<Drafted>
    readonly next: string | null
  }>
  readonly discardDraft: (ticketId: string, input: As<W>) => Promise<void>
  /**
   * Says it, as it was saved last, and once, however often it is asked. What others said since it was begun stops it, unless
   * it is to be said `anyway`. @throws {DraftNotFound | DraftOutdated | StaleVersion} and what saying it throws.
   */
  readonly sendDraft: (
    ticketId: string,
    input: As<W> & { readonly then?: Then<W>; readonly anyway?: boolean; readonly via?: ChannelOf<W>; readonly expectedVersion?: number }
  ) => Promise<Done>
  /** Who has been writing an answer in the last ten minutes; `as`: but for oneself. */
  readonly drafting: (ticketId: string, input?: Partial<As<W>>) => Promise<ReadonlyArray<Drafting>>

  /** Files that belong to the ticket and to no message. Internal, where nothing is said of that. */
  readonly attach: (
    ticketId: string,
    input: Asking<W> & { readonly files: ReadonlyArray<FileInput>; readonly visibility?: Visibility }
  ) => Promise<Done>
  /** Every file of a ticket, oldest first: those of its messages too. The customer's are those that they may see. */
  readonly attachments: (ticketId: string, options?: { readonly as?: "agent" | "customer" }) => Promise<ReadonlyArray<Filed>>
}
