/** What an application writes: only what differs from the defaults. Names follow from ids where they are left out. */
import type { Definition as Approval, Step } from "../approval/Definition.ts"
import type { Rule } from "../approval/Rule.ts"
import type { Queue } from "../assignment/Queue.ts"
import type { Strategy } from "../assignment/Strategy.ts"
import type { Automation } from "../automation/Automation.ts"
import type { Question } from "../condition/Variable.ts"
import type { Macro } from "../macro/Macro.ts"
import type { EmailAddress } from "../people/EmailAddress.ts"
import type { Capability } from "../permission/Capability.ts"
import type { Metric } from "../sla/Metric.ts"
import type { Policy } from "../sla/Policy.ts"
import type { coverable } from "../ticket/Approvals.ts"
import type { Command } from "../ticket/index.ts"
import type { LinkType } from "../ticket/LinkType.ts"
import type { Category as StatusCategory } from "../ticket/Status.ts"
import type { FollowUpPolicy } from "../ticket/Vocabulary.ts"
import type { Trigger } from "../trigger/Trigger.ts"
import type { View } from "../view/View.ts"
import type { Survey } from "./Survey.ts"

/** An id alone, or with a name. */
export type Named<Id extends string> = Id | { readonly id: Id; readonly name?: string }

export interface StatusInput<Id extends string, In extends StatusCategory> {
  readonly id: Id
  readonly category: In
  readonly name?: string
  /** What the requester reads; the category's own word where it is left out. */
  readonly customerName?: string
  /** What it does to the clocks of its tickets; as its category does, where it is left out. */
  readonly slaEffect?: "byCategory" | "run" | "pause"
  /** To be said where a category has several statuses. */
  readonly isDefault?: boolean
}

/** `nature` may be left out where the id is one of the four; any other kind is a question then. */
export type KindInput<Id extends string> =
  | Id
  | { readonly id: Id; readonly name?: string; readonly nature?: "question" | "incident" | "problem" | "task" }

/** What is left out is as in the catalogue; for one of your own: both ways, private, without threads, files and limit. */
export type ChannelInput<Id extends string> =
  | Id
  | {
      readonly id: Id
      readonly name?: string
      readonly inbound?: boolean
      readonly outbound?: boolean
      readonly threads?: boolean
      readonly attachments?: boolean
      readonly maxLength?: number | null
      /** Milliseconds, or a length of time like `24h`, after the person's own last word. */
      readonly answersWithin?: string | number
      readonly otherwise?: "mail"
      readonly visibility?: "private" | "public"
    }

export type BrandInput<Id extends string> =
  | Id
  | { readonly id: Id; readonly name?: string; readonly signature?: string; readonly color?: string }

export interface AgentInput<
  Id extends string,
  Team extends string,
  Department extends string,
  Calendar extends string,
  Role extends string = string
> {
  readonly id: Id
  readonly name?: string
  readonly email: EmailAddress
  readonly teams?: ReadonlyArray<Team>
  /** Departments whose unassigned tickets this agent hears about: all of them where it is left out. */
  readonly departments?: ReadonlyArray<Department>
  /** What they are at the desk: what they may do, and for approvals that ask all of a role. */
  readonly roles?: ReadonlyArray<Role>
  /** What they know, for queues whose tickets ask for it. */
  readonly skills?: ReadonlyArray<string>
  /** The most that queues give them at a time; no limit, where it is left out. */
  readonly capacity?: number | null
  /** Their working hours, for queues; at any time, where it is left out. */
  readonly calendar?: Calendar | null
}

/** `where`: the tickets that it is for; all of them, where it is left out. */
export interface GrantInput<Asked = Question> {
  readonly can: ReadonlyArray<Capability>
  readonly where?: Asked
}

/** Grants add up: one more never takes anything away. */
export interface RoleInput<Id extends string, Asked = Question> {
  readonly id: Id
  readonly name?: string
  readonly grants: ReadonlyArray<GrantInput<Asked>>
}

/** Whom an approval asks. A `field` of the ticket holds the id of an agent, or several. */
export type ApproversInput<Team extends string, Agent extends string, Field extends string> = ReadonlyArray<
  | { readonly agent: Agent }
  | { readonly team: Team }
  | { readonly role: string }
  | { readonly managerOf: "requester" }
  | { readonly field: Field }
>

/** `after`: milliseconds, or a length of time like `2d`; a day is 24 hours, of a calendar's working time too. */
export type ExpiryInput<Team extends string, Agent extends string, Field extends string, Calendar extends string> = {
  readonly after: string | number
  /** Every hour counts, where it is left out. */
  readonly calendar?: Calendar | null
} & ({ readonly then: "reject" | "approve" | "remind" } | { readonly then: "escalate"; readonly to: ApproversInput<Team, Agent, Field> })

/** Any one of them decides, nobody their own request, and silence is waited out, where nothing is said of that. */
export interface StepInput<Team extends string, Agent extends string, Field extends string, Calendar extends string> extends Partial<
  Pick<Step, "name" | "veto" | "excludes">
> {
  readonly id: string
  readonly approvers: ApproversInput<Team, Agent, Field>
  readonly rule?: "any" | "all" | Rule
  readonly expiries?: ReadonlyArray<ExpiryInput<Team, Agent, Field, Calendar>>
}

/** One step after the other, while promises run, where nothing is said of that. */
export interface ApprovalInput<
  Id extends string,
  Team extends string,
  Agent extends string,
  Field extends string,
  Calendar extends string
> extends Partial<Pick<Approval, "name" | "order" | "promises">> {
  readonly id: Id
  readonly steps: ReadonlyArray<StepInput<Team, Agent, Field, Calendar>>
  /** What makes it void by changing, beside the ticket's subject. */
  readonly covers?: ReadonlyArray<(typeof coverable)[number] | `fields.${Field}`>
}

/** Every open ticket without an assignee, to any agent, in turn, where nothing is said of that. */
export interface QueueInput<Team extends string, Agent extends string, Channel extends string> extends Partial<
  Pick<Queue, "name" | "where" | "skills">
> {
  readonly id: string
  readonly team?: Team | null
  readonly strategy?: Partial<Pick<Strategy, "order" | "stickyOwner">> & {
    readonly weights?: ReadonlyArray<{ readonly channel: Channel; readonly weight: number }>
    /** `after`: milliseconds, or a length of time like `4h`. */
    readonly relaxing?: ReadonlyArray<{ readonly skill: string; readonly after: string | number }>
    readonly excluded?: ReadonlyArray<Agent>
  }
}

export type CategoryInput = string | { readonly id: string; readonly name?: string; readonly children?: ReadonlyArray<CategoryInput> }

interface FieldBase<Status extends string> {
  readonly id: string
  readonly name?: string
  /** Statuses that a ticket cannot enter while this field is unset. */
  readonly requiredOn?: ReadonlyArray<Status>
  /** Requesters may see it; they may not where it is left out. */
  readonly visible?: boolean
}
export type FieldInput<Status extends string = string> = FieldBase<Status> &
  (
    | { readonly type: "text"; readonly maxLength?: number }
    | { readonly type: "number"; readonly minimum?: number | null; readonly maximum?: number | null; readonly scale?: number }
    | { readonly type: "boolean" | "date" | "dateTime" }
    | { readonly type: "pattern"; readonly pattern: string }
    | { readonly type: "lookup"; readonly of: string }
    | { readonly type: "select" | "multiSelect"; readonly choices: ReadonlyArray<Named<string>> }
    | { readonly type: "tree"; readonly choices: ReadonlyArray<CategoryInput> }
  )

/** `help@example.org` alone, or what is special about it; `*@example.org` takes what no other address takes. */
export type SupportAddressInput<Brand extends string, Department extends string> =
  | string
  | {
      readonly address: string
      readonly brand?: Brand | null
      readonly department?: Department | null
      readonly replyFrom?: EmailAddress | null
      readonly plus?: boolean
    }

/** What is left out is as in the standard type of that id; for one of your own: a link from which nothing follows, without bounds. */
export type LinkInput<Id extends string> =
  | Id
  | ({
      readonly id: Id
      /** As in "A blocks B". */
      readonly name?: string
      /** As in "B is blocked by A"; the name, where it is left out: such a link has no direction. */
      readonly inverse?: string
    } & Partial<Omit<LinkType, "id" | "name" | "inverse">>)

/** One policy for the whole desk, or some departments' own. Default: 30 days, then a follow-up with the same tags and fields. */
export type FollowUpInput<Department extends string> =
  | Partial<FollowUpPolicy>
  | ReadonlyArray<Partial<FollowUpPolicy> & { readonly department: Department }>

/** Only what starts and what stops it must be said. Left out: it always runs, once, and nothing cancels it. */
export type MetricInput<Id extends string> = Pick<Metric, "start" | "stop"> & Partial<Omit<Metric, "id">> & { readonly id: Id }

/** `within`: milliseconds, or a length of time like `4h` or `1h 30m`. No priority: for all tickets. */
export interface TargetInput<Priority extends string, Metric extends string, Calendar extends string> {
  readonly metric: Metric
  readonly within: string | number
  readonly priority?: Priority | ReadonlyArray<Priority> | null
  /** The policy's, where it is left out; `null`: every hour counts. */
  readonly calendar?: Calendar | null
}

export type ThresholdInput =
  | { readonly id: string; readonly percent: number }
  | { readonly id: string; readonly remaining: string | number }
  | { readonly id: string; readonly overdue: string | number }

export interface SlaPolicyInput<Priority extends string, Metric extends string, Calendar extends string, Asked = Question> extends Partial<
  Pick<Policy, "name" | "onRetarget" | "onScheduleChange" | "binding">
> {
  readonly id: string
  readonly where?: Asked
  /** The working hours of all targets that name none; every hour counts, where it is left out. */
  readonly calendar?: Calendar | null
  readonly targets: ReadonlyArray<TargetInput<Priority, Metric, Calendar>>
  readonly thresholds?: ReadonlyArray<ThresholdInput>
}

/** A command of a rule. What is said may be a `text` alone. */
export type ActionInput =
  | Command
  | { readonly _tag: "Reply" | "Note"; readonly text: string; readonly then?: string }
  | { readonly _tag: "Forward"; readonly text: string; readonly to: ReadonlyArray<string> }

/** `phase` `route`, `enabled` and for every ticket, where they are left out. */
export interface TriggerInput<Asked = Question> extends Partial<Pick<Trigger, "name" | "phase" | "enabled">> {
  readonly id: string
  readonly where?: Asked
  readonly then: ReadonlyArray<ActionInput>
}

/** `after`: milliseconds, or a length of time like `4h` or `3d`. Enabled, in all hours, where nothing is said of that. */
export interface AutomationInput<Asked = Question> extends Partial<Pick<Automation, "name" | "enabled" | "calendar" | "since">> {
  readonly id: string
  readonly where?: Asked
  readonly after: string | number
  readonly then: ReadonlyArray<ActionInput>
}

/** Who may use it: every agent, where it is left out. */
export type AccessInput = { readonly agents?: ReadonlyArray<string>; readonly teams?: ReadonlyArray<string> } | null

export interface MacroInput<Asked = Question> extends Partial<Pick<Macro, "name">> {
  readonly id: string
  readonly where?: Asked
  readonly access?: AccessInput
  readonly parameters?: ReadonlyArray<string | { readonly id: string; readonly name?: string; readonly type?: "text" | "number" }>
  readonly then: ReadonlyArray<ActionInput>
}

/** Every ticket, the most urgent and then the oldest first, for every agent, where nothing is said of that. */
export interface ViewInput<Asked = Question> extends Partial<Pick<View, "name" | "columns">> {
  readonly id: string
  readonly where?: Asked
  /** `-due`: the latest first. */
  readonly order?: ReadonlyArray<string | { readonly field: string; readonly descending: boolean }>
  readonly access?: AccessInput
}

/**
 * Lengths of time are milliseconds, or written like `24h`. Left out: every ticket, a day after it was solved, from 1 to 5,
 * without reasons; for a week; the answer may be changed for a day; everybody, once a day at most; no letter.
 */
export interface SurveyInput<Calendar extends string, Asked = Question> extends Partial<
  Pick<Survey, "scale" | "sample" | "solvedBy" | "page">
> {
  readonly where?: Asked
  readonly ask?: { readonly after?: string | number; readonly calendar?: Calendar | null }
  readonly reasons?: ReadonlyArray<Named<string>>
  readonly expires?: string | number
  readonly editable?: string | number | null
  readonly cooldown?: string | number | null
}

/** In a list each has an id. */
export type SatisfactionInput<Calendar extends string, Asked = Question> =
  | null
  | (SurveyInput<Calendar, Asked> & { readonly id?: string })
  | ReadonlyArray<SurveyInput<Calendar, Asked> & { readonly id: string }>

/** Another system that rules may call; what signs the calls is no part of a workspace. */
export interface WebhookInput {
  readonly id: string
  readonly name?: string
  readonly url: string
}
