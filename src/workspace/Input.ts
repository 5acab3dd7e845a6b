/** What an application writes: only what differs from the defaults. Names follow from ids where they are left out. */
import type { EmailAddress } from "../people/EmailAddress.ts"
import type { Metric } from "../sla/Metric.ts"
import type { Policy } from "../sla/Policy.ts"
import type { Command } from "../ticket/index.ts"
import type { Category as StatusCategory } from "../ticket/Status.ts"
import type { FollowUpPolicy } from "../ticket/Vocabulary.ts"
import type { Trigger } from "../trigger/Trigger.ts"

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
      readonly visibility?: "private" | "public"
    }

export type BrandInput<Id extends string> =
  | Id
  | { readonly id: Id; readonly name?: string; readonly signature?: string; readonly color?: string }

export interface AgentInput<Id extends string, Team extends string, Department extends string> {
  readonly id: Id
  readonly name?: string
  readonly email: EmailAddress
  readonly teams?: ReadonlyArray<Team>
  /** Departments whose unassigned tickets this agent hears about: all of them where it is left out. */
  readonly departments?: ReadonlyArray<Department>
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
    | { readonly type: "number"; readonly minimum?: number | null; readonly maximum?: number | null }
    | { readonly type: "boolean" | "date" }
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

/** One policy for the whole desk, or some departments' own. Default: 30 days, then a follow-up. */
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

export interface SlaPolicyInput<Priority extends string, Metric extends string, Calendar extends string> extends Partial<
  Pick<Policy, "name" | "where" | "onRetarget" | "onScheduleChange" | "binding">
> {
  readonly id: string
  /** The working hours of all targets that name none; every hour counts, where it is left out. */
  readonly calendar?: Calendar | null
  readonly targets: ReadonlyArray<TargetInput<Priority, Metric, Calendar>>
  readonly thresholds?: ReadonlyArray<ThresholdInput>
}

/** `phase` `route`, `enabled` and for every ticket, where they are left out. What is said may be a `text` alone. */
export interface TriggerInput extends Partial<Pick<Trigger, "name" | "phase" | "enabled" | "where">> {
  readonly id: string
  readonly then: ReadonlyArray<Command | { readonly _tag: "Reply" | "Note"; readonly text: string; readonly then?: string }>
}
