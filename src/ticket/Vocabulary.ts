/**
 * What a ticket needs to know of its workspace: which words there are. The workspace builds it once;
 * rules look words up in it and refuse what is not there.
 */
import type { Definition as Approval } from "../approval/Definition.ts"
import type { Calendar } from "../calendar/Calendar.ts"
import type { Agent } from "../people/Agent.ts"
import type { Brand } from "../channel/Brand.ts"
import type { Channel } from "../channel/Channel.ts"
import type { Webhook } from "../channel/Webhook.ts"
import type { Department } from "../people/Department.ts"
import type { Team } from "../people/Team.ts"
import type { Category } from "./Category.ts"
import type { Field } from "./Field.ts"
import type { Kind } from "./Kind.ts"
import type { LinkType } from "./LinkType.ts"
import type { Mapping } from "./Mapping.ts"
import type { Heirloom } from "./inherit.ts"
import type { Priority } from "./Priority.ts"
import type { As } from "./Removal.ts"
import type * as Status from "./Status.ts"
import type { TimeType } from "./TimeType.ts"

/** What happens when somebody writes to a closed ticket. */
export interface FollowUpPolicy {
  /** Days after closing during which a word from outside reopens the ticket; `null`: for ever. */
  readonly reopenWithinDays: number | null
  /** After that: a new ticket that refers to the old one, or a refusal. */
  readonly afterwards: "followUp" | "reject"
  /** What the new ticket has of the old one, where it is still valid then. */
  readonly inherit: ReadonlyArray<Heirloom>
}

export interface Vocabulary {
  readonly statuses: ReadonlyMap<string, Status.Status>
  /** The default status of each category. */
  readonly defaultStatus: Readonly<Record<Status.Category, Status.Status>>
  /** Lowest first: the index is the rank. */
  readonly priorities: ReadonlyMap<string, { readonly priority: Priority; readonly rank: number }>
  readonly defaultPriority: string | null
  readonly kinds: ReadonlyMap<string, Kind>
  readonly categories: ReadonlyArray<Category>
  readonly fields: ReadonlyMap<string, Field>
  readonly channels: ReadonlyMap<string, Channel>
  readonly webhooks: ReadonlyMap<string, Webhook>
  readonly departments: ReadonlyMap<string, Department>
  readonly defaultDepartment: string
  /** What tickets become that move from one department to another, where that is not plain. */
  readonly moves: ReadonlyArray<Mapping>
  readonly brands: ReadonlyMap<string, Brand>
  readonly defaultBrand: string
  readonly teams: ReadonlyMap<string, Team>
  readonly agents: ReadonlyMap<string, Agent>
  /** What permission can be asked for, with the calendars that its expiries name. */
  readonly approvals: ReadonlyMap<string, { readonly definition: Approval; readonly calendars: ReadonlyArray<Calendar> }>
  /** What links between tickets mean. */
  readonly links: ReadonlyMap<string, LinkType>
  /** What time is spent on. */
  readonly timeTypes: ReadonlyMap<string, TimeType>
  /** Phrases that need no answer, in the form of `NoAnswer.phrase`. */
  readonly needsNoAnswer: ReadonlySet<string>
  /** By department. */
  readonly followUp: ReadonlyMap<string, FollowUpPolicy>
  /** Whether an agent who enters a ticket is given it. */
  readonly onAgentCreate: "self" | "unassigned"
  /** Days after which what lies aside is purged; `null`: never by time. */
  readonly purgeAfter: Readonly<Record<As | "quarantine", number | null>>
  /** `follow`: whoever a note calls by name follows the ticket from then on. */
  readonly mentions: { readonly follow: boolean }
}
