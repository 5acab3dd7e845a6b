/** A help desk, as an application uses it: promises in, promises out, refusals as tagged errors that are thrown. */
import type { Answer } from "../approval/Answer.ts"
import type { Question } from "../condition/Variable.ts"
import type { Flip } from "../condition/whyNot.ts"
import type { Macro } from "../macro/Macro.ts"
import type { Directory } from "../people/Directory.ts"
import type { Organization } from "../people/Organization.ts"
import type { Requester } from "../people/Requester.ts"
import type { Notification } from "../mail/announce/Notification.ts"
import type { Outbound, Parser } from "../mail/Ports.ts"
import type { Blobs } from "../storage/Blobs.ts"
import type { Order, Storage } from "../storage/Storage.ts"
import type { Deadline } from "../sla/Deadline.ts"
import type { Ledger } from "../sla/Ledger.ts"
import type * as Ticket from "../ticket/index.ts"
import type { Story } from "./story.ts"
import type { View } from "../view/View.ts"
import type { Caller } from "../webhook/Caller.ts"
import type { AgentOf, ApprovalOf, FieldsOf, LinkOf, MetricOf, PriorityOf } from "../workspace/define.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { ExplainedApproval } from "./approvals.ts"
import type { Ballot, Cast } from "./ballots.ts"
import type { AssignInput, Asking, ForwardInput, NoteInput, OpenInput, ReplyInput, Then, Voting } from "./inputs.ts"
import type { Quarantined } from "./quarantine.ts"
import type { Channels, Outlets } from "./channels.ts"
import type { Received } from "./receive.ts"
import type { Rebinding } from "./deadlines.ts"
import type { Deed, Performed, Preview, Progress } from "./perform.ts"
import type { Scene } from "../desk/rehearse.ts"
import type { Choice } from "../desk/merging/split.ts"
import type { Links } from "./links.ts"
import type { Merged, Merging, Unmerging } from "./merging.ts"
import type { Collaboration } from "./Collaboration.ts"
import type { Moving } from "./moving.ts"
import type { Permitting } from "./permitting.ts"
import type { Privacy } from "./privacy.ts"
import type { Remembering } from "./remembering.ts"
import type { Removing } from "./removing.ts"
import type { Summarizer } from "./Summarizer.ts"
import type { Rehearsal, RehearsalInput } from "./rehearsal.ts"
import type { Split, Splitting } from "./splitting.ts"
import type { Explained, GivenOut } from "./queues.ts"
import type { Done } from "./together.ts"
import type { Ticked } from "./tick.ts"
import type { Satisfaction } from "./Satisfaction.ts"
import type { ViewPage } from "./views.ts"
import type { WhoAsks } from "./whoAsks.ts"
import type { Work, WorkPorts } from "./Work.ts"
import type { Delivered } from "./worker.ts"

export interface Options<W extends Workspace> extends WorkPorts {
  readonly workspace: W
  /** In memory, where none is given. */
  readonly storage?: Storage
  /** Attachments and raw mails; in memory, where none is given. */
  readonly blobs?: Blobs
  /** Who the requesters are; kept in `storage`, where none is given. */
  readonly directory?: Directory
  /** The wall between desks that share a store. `main` where none is given. */
  readonly tenant?: string
  /** Without it this desk writes no mail and reads none. */
  readonly mail?: {
    /** Keys of at least 16 bytes: the first signs, all of them verify. Keep them: answers to older mail need them. */
    readonly secrets: ReadonlyArray<string>
    readonly parser?: Parser
    readonly outbound?: Outbound
    /** The name under which your own mail server writes Authentication-Results; only it is believed. */
    readonly authserv?: string
  }
  /** Calls the webhooks of the workspace: see `deskwright/webhook`. Without it their calls wait. */
  readonly webhooks?: Caller
  /** Tells one agent something, by chat or however they are reached; tried again when it rejects. Without it notifications wait. */
  readonly notify?: (notification: Notification) => Promise<void>
  /** Take answers out to those who wrote by these channels; by mail, where there is none. */
  readonly channels?: Outlets<W>
  /** What makes titles and summaries; extracts of the conversation itself, where none is given. */
  readonly summarizer?: Summarizer
  /** Epoch milliseconds; the system's clock, where none is given. */
  readonly now?: () => number
  readonly newId?: () => string
}

export interface Find {
  readonly where?: Question
  /** Tickets with at least one message, or a subject, that holds all of these words. */
  readonly text?: string
  /** By priority and then by age, where none is given. */
  readonly order?: ReadonlyArray<Order>
  /** 50 where none is given. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly after?: string
}

/** Sees everything: for the application itself. What people ask goes through `as`. */
export interface Helpdesk<W extends Workspace>
  extends
    Channels<W>,
    Work<W>,
    WhoAsks<W>,
    Remembering<W>,
    Removing<W>,
    Moving<W>,
    Collaboration<W>,
    Satisfaction<W>,
    Permitting<W>,
    Privacy<W> {
  readonly workspace: W
  readonly open: (input: OpenInput<W>) => Promise<Done>
  readonly reply: (ticketId: string, input: ReplyInput<W>) => Promise<Done>
  readonly note: (ticketId: string, input: NoteInput<W>) => Promise<Done>
  readonly forward: (ticketId: string, input: ForwardInput<W>) => Promise<Done>
  readonly assign: (ticketId: string, input: AssignInput<W>) => Promise<Done>
  readonly rename: (ticketId: string, input: Asking<W> & { readonly subject: string }) => Promise<Done>
  readonly changeStatus: (ticketId: string, input: Asking<W> & { readonly status: Then<W> }) => Promise<Done>
  readonly prioritize: (ticketId: string, input: Asking<W> & { readonly priority: PriorityOf<W> }) => Promise<Done>
  readonly categorize: (ticketId: string, input: Asking<W> & { readonly category: ReadonlyArray<string> }) => Promise<Done>
  readonly setField: <F extends keyof FieldsOf<W> & string>(
    ticketId: string,
    input: Asking<W> & { readonly field: F; readonly value: FieldsOf<W>[F] | null }
  ) => Promise<Done>
  readonly tag: (ticketId: string, input: Asking<W> & { readonly tags: ReadonlyArray<string> }) => Promise<Done>
  readonly untag: (ticketId: string, input: Asking<W> & { readonly tags: ReadonlyArray<string> }) => Promise<Done>
  readonly follow: (ticketId: string, input: Asking<W> & { readonly agent: AgentOf<W> }) => Promise<Done>
  readonly unfollow: (ticketId: string, input: Asking<W> & { readonly agent: AgentOf<W> }) => Promise<Done>
  readonly addParticipant: (ticketId: string, input: Asking<W> & { readonly address: string; readonly name?: string }) => Promise<Done>
  readonly removeParticipant: (ticketId: string, input: Asking<W> & { readonly address: string }) => Promise<Done>
  /** What was asked last needs no answer: the promise to answer it is moot. */
  readonly waiveAnswer: (ticketId: string, input: Asking<W>) => Promise<Done>
  readonly close: (ticketId: string, input: Asking<W>) => Promise<Done>
  readonly reopen: (ticketId: string, input: Asking<W>) => Promise<Done>

  /** A date by which it is to be solved, before what the policies promise; `null` takes it away. */
  readonly setDue: (ticketId: string, input: Asking<W> & { readonly due: Date | number | null; readonly pinned?: boolean }) => Promise<Done>
  /** Judges the ticket's promise anew, by the policies and calendars of today. Clocks that have ended stay as they are. */
  readonly rebind: (ticketId: string, input: Asking<W>) => Promise<Done>
  /** What `rebind` would change; nothing is written. */
  readonly previewRebind: (ticketId: string) => Promise<Rebinding>

  /** Where the ticket's clocks stand now; where they stood at an instant of the past; where they will at one to come if nothing happens. */
  readonly deadlines: (ticketId: string, at?: Date | number) => Promise<ReadonlyArray<Deadline>>
  /** Why a deadline is where it is, to the millisecond; `undefined`: that clock never started. `due` is the date set by hand. */
  readonly explainDue: (ticketId: string, metric: MetricOf<W> | "due", at?: Date | number) => Promise<Ledger | undefined>

  /** Several commands in one commit, or a macro with its blanks filled in: granted together, or not at all. */
  readonly perform: (ticketId: string, input: Asking<W> & Deed) => Promise<Done>
  /** What that would do: nothing is written, nothing is sent. `workspace`: under other rules than the desk's own. */
  readonly preview: (ticketId: string, input: Asking<W> & Deed & { readonly workspace?: Workspace }) => Promise<Preview>
  /** The same for many tickets, each on its own: what became of each. */
  readonly performAll: (ticketIds: ReadonlyArray<string>, input: Asking<W> & Deed & Progress) => Promise<ReadonlyArray<Performed>>
  /** The macros that an agent may play; on this ticket, where one is named. */
  readonly macros: (input: { readonly as: `agent:${AgentOf<W>}`; readonly ticketId?: string }) => Promise<ReadonlyArray<Macro>>

  /** The views that an agent may use. */
  readonly views: (input: { readonly as: `agent:${AgentOf<W>}` }) => ReadonlyArray<View>
  /** A page of a view as this agent sees it. */
  readonly view: (
    id: string,
    input: { readonly as: `agent:${AgentOf<W>}`; readonly limit?: number; readonly after?: string }
  ) => Promise<ViewPage>
  /** How many tickets each of the agent's views has, in one question. */
  readonly viewCounts: (input: {
    readonly as: `agent:${AgentOf<W>}`
  }) => Promise<ReadonlyArray<{ readonly view: string; readonly count: number }>>

  /** Why each rule fired or did not, commit by commit, over all that happened to one ticket: by the rules of today. */
  readonly explain: (ticketId: string) => Promise<ReadonlyArray<Scene>>
  /**
   * What would have to be otherwise for a trigger or an automation to fit this ticket as it is, in a commit that changes
   * nothing: the fewest tests, with what each of them found. Empty: it fits. `null`: nothing makes it fit.
   */
  readonly whyNot: (rule: string, ticketId: string) => Promise<ReadonlyArray<Flip> | null>
  /** What a set of rules would have done to the tickets of this desk, had it been there. Nothing is written. */
  readonly rehearse: (options?: RehearsalInput) => Promise<Rehearsal>

  /** Asks for permission. While it is pending the ticket can be neither solved nor closed. `subject`: the ticket's own, where it is left out. */
  readonly requestApproval: (
    ticketId: string,
    input: Asking<W> & { readonly approval: ApprovalOf<W>; readonly subject?: string }
  ) => Promise<Done>
  /** An approver's answer. `step` may be left out where only one that is open asks them; `onBehalfOf`: for whom they stand in. */
  readonly vote: (
    ticketId: string,
    input: Voting<W> & {
      readonly step?: string
      readonly answer: Answer
      readonly reason?: string
      readonly onBehalfOf?: AgentOf<W>
    }
  ) => Promise<Done>
  /** Lets somebody answer in one's place: from `since` (now) until before `until` (the approval's end). */
  readonly delegateVote: (
    ticketId: string,
    input: Voting<W> & { readonly to: AgentOf<W>; readonly since?: Date | number; readonly until?: Date | number | null }
  ) => Promise<Done>
  /** Somebody cannot answer any more: `to` is asked instead; `null`: nobody. */
  readonly replaceApprover: (
    ticketId: string,
    input: Asking<W> & { readonly approval: ApprovalOf<W>; readonly from: string; readonly to: AgentOf<W> | null }
  ) => Promise<Done>
  /** Takes the question back: whoever asked, the ticket's assignee, or the desk itself. */
  readonly withdrawApproval: (
    ticketId: string,
    input: Asking<W> & { readonly approval: ApprovalOf<W>; readonly reason: string }
  ) => Promise<Done>
  /** How an approval stands and why, in numbers, as text and as a picture. */
  readonly explainApproval: (ticketId: string, approval: ApprovalOf<W>) => Promise<ExplainedApproval>
  /** What the link in an approver's letter shows. Nothing is written, however often it is opened. */
  readonly ballot: (token: string) => Promise<Ballot>
  /** Answers with the confirmation that a ballot holds, within an hour, once. */
  readonly castBallot: (cast: Cast) => Promise<Done>

  /** Gives waiting tickets out, queue by queue, until nobody is free who could have one; answers who got which, and why. */
  readonly drain: () => Promise<ReadonlyArray<GivenOut>>
  /** Who could have a waiting ticket, who not, and why: for each queue in which it waits. Nothing is written. */
  readonly explainAssignment: (ticketId: string) => Promise<ReadonlyArray<Explained>>
  /** An agent who is away is given nothing by queues until `until`, or until they are back. What they have stays theirs. */
  readonly setAvailability: (
    agent: AgentOf<W>,
    availability: { readonly away: boolean; readonly until?: Date | number | null }
  ) => Promise<void>

  /**
   * Tickets become part of another, which answers for all of them from then on; all in one commit. Nothing is moved: what
   * was theirs stays theirs, and `unmerge` takes it back at any time. Who was merged before counts as the ticket that
   * answers for it. @throws {SameTicket | MergeCycle | ConsentMissing | TicketClosed | TooMany | TicketNotFound}
   */
  readonly merge: (target: string, input: Asking<W> & Merging) => Promise<Merged>
  /** Of a merged ticket: it comes back as it stood, with what came for it meanwhile. Of a survivor: those leave that came with its latest merge, or `sources`. */
  readonly unmerge: (ticketId: string, input: Asking<W> & Unmerging) => Promise<Done>
  /** Some messages, or all from one on, become a ticket of their own; answers to them find it. */
  readonly split: (ticketId: string, input: Asking<W> & Splitting) => Promise<Split>
  /** What was split off goes back to where it came from. */
  readonly unsplit: (ticketId: string, input: Asking<W>) => Promise<Merged>
  /** Messages that were taken to belong here belong to another ticket; answers to them follow. */
  readonly rethread: (ticketId: string, input: Asking<W> & Choice & { readonly to: string }) => Promise<Done>
  /**
   * Says how a ticket stands to another, by a type of the workspace; the other ticket says the inverse, in the same commit.
   * A link that is there is not made twice. @throws {TicketNotFound | SameTicket | LinkCycle | LinkReserved | TooMany |
   * TicketMerged | TicketClosed | UnknownWord | NotAnAgent}
   */
  readonly link: (ticketId: string, input: Asking<W> & { readonly type: LinkOf<W>; readonly to: string }) => Promise<Done>
  /** Takes away what links of a type there are between the two, whichever way they go. */
  readonly unlink: (ticketId: string, input: Asking<W> & { readonly type: LinkOf<W>; readonly to: string }) => Promise<Done>
  /** What a ticket has to do with others, in words and as a picture; for the desk. */
  readonly links: (ticketId: string) => Promise<Links>

  /** Every message of a ticket, wherever it was said, oldest first; for the desk. */
  readonly conversation: (ticketId: string) => Promise<ReadonlyArray<Ticket.Conversation.Message>>

  /** By id, or by the reference that people say on the phone. */
  readonly get: (ticket: string) => Promise<{ readonly ticket: Ticket.Ticket; readonly version: number }>
  readonly find: (find?: Find) => Promise<{ readonly tickets: ReadonlyArray<Ticket.Ticket>; readonly next: string | null }>
  /** How many tickets meet each condition. */
  readonly count: (conditions: ReadonlyArray<Question>) => Promise<ReadonlyArray<number>>
  /** Everything that ever happened to a ticket. */
  readonly events: (ticketId: string) => Promise<ReadonlyArray<Ticket.Event>>
  /** The same, told to an agent, or to the customer: nothing internal is in that one. Prints itself. */
  readonly timeline: (ticketId: string, options?: { readonly as?: "agent" | "customer" }) => Promise<Story>

  /** Who asks, by the id that their tickets name. */
  readonly requester: (id: string) => Promise<Requester>
  /** Requesters who write in from one of its domains from now on belong to it. */
  readonly addOrganization: (organization: Organization) => Promise<void>

  /** Takes one raw mail (RFC 5322): it ends as a message, a duplicate or in quarantine, whatever its bytes are. */
  readonly receive: (raw: Uint8Array) => Promise<Received>
  readonly quarantine: (limit?: number) => Promise<ReadonlyArray<Quarantined>>
  /**
   * Does what is due now: sends letters, notifications and calls of webhooks, which wait for a desk that has the port where
   * there is none here; and gives linked tickets what follows for them.
   */
  readonly deliver: () => Promise<Delivered>
  /** Writes down which thresholds and deadlines have passed: when it is called changes nothing but when that is noticed. Then drains the queues. */
  readonly tick: () => Promise<Ticked>
  /** Ticks, and sends what becomes due, every `everyMs` (1,000), until `stop`. */
  readonly start: (everyMs?: number) => void
  /** Waits for what is under way, then closes storage and mail. */
  readonly stop: () => Promise<void>
}
