/** The verbs of the work on a ticket: what solved it, what is to be done for it, and the time that went into it. */
import type { Question } from "../condition/Variable.ts"
import type { Notification } from "../mail/announce/Notification.ts"
import type { Activity, Kind, Way } from "../ticket/Activity.ts"
import type { Ticket } from "../ticket/Ticket.ts"
import type { TimeEntry, Total } from "../ticket/TimeEntry.ts"
import type { AgentOf } from "../workspace/define.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { Asking, Then } from "./inputs.ts"
import type { KnowledgeBase } from "./publish.ts"
import type { Done } from "./together.ts"

type Moment = Date | number

/** What the work on tickets needs outside. What there is no port for waits. */
export interface WorkPorts {
  /** Sends one agent a text message, to a number that the application knows: the reminders that were asked for that way. */
  readonly sms?: (message: Notification) => Promise<void>
  readonly knowledge?: KnowledgeBase
}

/** What can be said of an activity, and said anew. */
export interface ActivityInput<W extends Workspace> {
  readonly subject: string
  readonly notes?: string
  /** Whoever plans it, where nobody is named. */
  readonly owner?: AgentOf<W>
  readonly due?: Moment | null
  readonly start?: Moment | null
  readonly end?: Moment | null
  /** Instants of their own, all of them ahead. */
  readonly reminders?: ReadonlyArray<{ readonly at: Moment; readonly way: Way }>
}

/** Minutes, or milliseconds: one of them. */
export type Spent =
  | { readonly minutes: number; readonly milliseconds?: undefined }
  | { readonly milliseconds: number; readonly minutes?: undefined }

export type TimeInput<W extends Workspace> = Spent & {
  readonly billable: boolean
  /** Whoever writes it down, where nobody is named. */
  readonly agent?: AgentOf<W>
  /** When the work began; now, where nothing is said. */
  readonly start?: Moment
  /** One of the workspace's `timeTypes`. */
  readonly type?: string
  readonly note?: string
  /** A message of the conversation that it was spent on: the time goes where that goes. */
  readonly message?: string
}

/** What lies in a ticket, and in which: it may be one that was merged. */
export type Lying<A> = A & { readonly ticket: string }

export interface Tally extends Total {
  /** The id of a ticket, an agent or an organization; `null`: of requesters who belong to none. */
  readonly key: string | null
}

/** `from`, `to`: what was spent from then on, and before then. */
export interface SpentInput {
  readonly by: "ticket" | "agent" | "organization"
  /** Which tickets: as they are now. */
  readonly where?: Question
  readonly from?: Moment
  readonly to?: Moment
  /** 100 where none is given. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly after?: string
}

export interface Work<W extends Workspace> {
  /**
   * Says what solved a ticket that is solved or closed, or solves it with that (`then`). The newest counts, until the ticket is
   * reopened. `article`: `knowledge` publishes it. `tell`: the requester is written to. @throws {NotSolved}
   */
  readonly resolve: (
    ticketId: string,
    input: Asking<W> & { readonly text: string; readonly article?: boolean; readonly tell?: boolean; readonly then?: Then<W> }
  ) => Promise<Done>
  /** A task, a call or an event for a ticket. @throws {ReminderInPast | EndsBeforeStart | UnknownWord | AgentMissing | TooMany} */
  readonly planActivity: (
    ticketId: string,
    input: Asking<W> & ActivityInput<W> & { readonly kind: Kind }
  ) => Promise<{ readonly activity: string; readonly done: Done }>
  /** What is left out stays; `reminders` take the place of those that are still to come. */
  readonly changeActivity: (ticketId: string, input: Asking<W> & Partial<ActivityInput<W>> & { readonly id: string }) => Promise<Done>
  /** It is done; nobody is reminded of it any more. */
  readonly completeActivity: (ticketId: string, input: Asking<W> & { readonly id: string }) => Promise<Done>
  /** It is not done after all; reminders that are still to come speak again. */
  readonly reopenActivity: (ticketId: string, input: Asking<W> & { readonly id: string }) => Promise<Done>
  readonly removeActivity: (ticketId: string, input: Asking<W> & { readonly id: string }) => Promise<Done>
  /** All of a ticket, done and to be done, and of those that were merged into it. */
  readonly activities: (ticketId: string) => Promise<ReadonlyArray<Lying<Activity>>>
  /** Tickets, closed ones too, for which something is to be done: what is due first comes first. */
  readonly openActivities: (find?: { readonly where?: Question; readonly limit?: number; readonly after?: string }) => Promise<{
    readonly rows: ReadonlyArray<{ readonly ticket: Ticket; readonly activities: ReadonlyArray<Activity> }>
    readonly next: string | null
  }>
  /** Writes down what was spent. @throws {MessageNotFound | StartsInFuture | UnknownWord | AgentMissing | TooMany} */
  readonly logTime: (ticketId: string, input: Asking<W> & TimeInput<W>) => Promise<{ readonly entry: string; readonly done: Done }>
  /** Takes an entry off again, all of it. @throws {TimeEntryNotFound | NotReversible} */
  readonly reverseTime: (ticketId: string, input: Asking<W> & { readonly entry: string; readonly note?: string }) => Promise<Done>
  /** What was spent on a conversation, wherever it was written down, and the sum of it. */
  readonly timeEntries: (ticketId: string) => Promise<Total & { readonly entries: ReadonlyArray<Lying<TimeEntry>> }>
  /** Sums by ticket, agent or organization, in the order of their ids. A merged ticket's are those of the one that answers for it. */
  readonly timeSpent: (input: SpentInput) => Promise<{ readonly rows: ReadonlyArray<Tally>; readonly next: string | null }>
}
