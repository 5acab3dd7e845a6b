/** A workspace written out in full, as plain JSON: nothing is left to defaults. It can be stored and decoded again. */
import * as Schema from "effect/Schema"
import { Definition as Approval } from "../approval/Definition.ts"
import { Queue } from "../assignment/Queue.ts"
import { Automation } from "../automation/Automation.ts"
import { Calendar } from "../calendar/Calendar.ts"
import { Brand } from "../channel/Brand.ts"
import { Channel } from "../channel/Channel.ts"
import { SupportAddress } from "../channel/SupportAddress.ts"
import { Webhook } from "../channel/Webhook.ts"
import { Macro } from "../macro/Macro.ts"
import { Agent } from "../people/Agent.ts"
import { Department } from "../people/Department.ts"
import { EmailAddress } from "../people/EmailAddress.ts"
import { Team } from "../people/Team.ts"
import { Colleagues, Role } from "../permission/Role.ts"
import { Metric } from "../sla/Metric.ts"
import { Policy } from "../sla/Policy.ts"
import * as Canonical from "../text/Canonical.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Category } from "../ticket/Category.ts"
import { Field } from "../ticket/Field.ts"
import { Heirloom } from "../ticket/inherit.ts"
import { Kind } from "../ticket/Kind.ts"
import { limits } from "../ticket/limits.ts"
import { LinkType } from "../ticket/LinkType.ts"
import { Mapping } from "../ticket/Mapping.ts"
import { MergePolicy } from "../ticket/MergePolicy.ts"
import { Priority } from "../ticket/Priority.ts"
import { Status } from "../ticket/Status.ts"
import { TimeType } from "../ticket/TimeType.ts"
import { Strategy, Trigger } from "../trigger/Trigger.ts"
import { View } from "../view/View.ts"
import { Keeping } from "./Keeping.ts"
import { Transition } from "./Transition.ts"
import { Page } from "./Page.ts"
import { Survey } from "./Survey.ts"

const policy = {
  /** Days after closing during which a word from outside reopens the ticket; 0: never, `null`: for ever. */
  reopenWithinDays: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 36_500 }))),
  afterwards: Schema.Literals(["followUp", "reject"]),
  /** What a follow-up has of the ticket that it follows. */
  inherit: Schema.Array(Heirloom).check(Schema.isMaxLength(Heirloom.literals.length))
}

const fieldTypes = "a field of type text, number, boolean, date, dateTime, pattern, lookup, select, multiSelect or tree"

export class Definition extends Schema.Opaque<Definition>()(
  Schema.Struct({
    name: Text.filled(100),
    statuses: Schema.Array(Status),
    /** Lowest first. */
    priorities: Schema.Array(Priority),
    /** Of tickets that name none; `null`: they have none. */
    defaultPriority: Schema.NullOr(Slug),
    kinds: Schema.Array(Kind),
    categories: Schema.Array(Category),
    fields: Schema.Array(Field.annotate({ expected: fieldTypes })).check(Schema.isMaxLength(limits.fields)),
    /** The workspace's own, beside those of the catalogue or in place of them. */
    channels: Schema.Array(Channel),
    /** The first is where tickets go that name none. */
    departments: Schema.Array(Department),
    /** Where tickets may go; empty: anywhere. */
    transitions: Schema.Array(Transition).check(Schema.isMaxLength(10_000)),
    /** What tickets become that move from one department to another, where that is not plain. */
    moves: Schema.Array(Mapping).check(Schema.isMaxLength(1000)),
    /** The first is the face of tickets that name none. */
    brands: Schema.Array(Brand),
    teams: Schema.Array(Team),
    agents: Schema.Array(Agent),
    supportAddresses: Schema.Array(SupportAddress),
    defaultAddress: Schema.NullOr(EmailAddress),
    /** One policy for all departments, or one each. */
    followUp: Schema.Union([Schema.Struct(policy), Schema.Array(Schema.Struct({ department: Slug, ...policy }))]).annotate({
      expected: "a policy, or a list of policies by department"
    }),
    calendars: Schema.Array(Calendar).check(Schema.isMaxLength(1000)),
    metrics: Schema.Array(Metric).check(Schema.isMaxLength(100)),
    /** The first whose condition a ticket meets is its policy. */
    slaPolicies: Schema.Array(Policy).check(Schema.isMaxLength(1000)),
    triggers: Schema.Array(Trigger).check(Schema.isMaxLength(10_000)),
    triggerStrategy: Strategy,
    automations: Schema.Array(Automation).check(Schema.isMaxLength(1000)),
    /** In the order in which they give out. */
    queues: Schema.Array(Queue).check(Schema.isMaxLength(1000)),
    macros: Schema.Array(Macro).check(Schema.isMaxLength(10_000)),
    views: Schema.Array(View).check(Schema.isMaxLength(10_000)),
    /** Other systems that rules may call. */
    webhooks: Schema.Array(Webhook).check(Schema.isMaxLength(1000)),
    /** What permission can be asked for, and of whom. */
    approvals: Schema.Array(Approval).check(Schema.isMaxLength(100)),
    /** The page on which approvers answer, `{token}` in place of what says who answers what; `null`: letters name none. */
    approvalPage: Schema.NullOr(Page),
    merging: MergePolicy,
    /** What a summarizer may read. */
    summaries: Schema.Struct({
      /** Notes too. */
      internal: Schema.Boolean
    }),
    /** The workspace's own, beside the standard types or in place of them. */
    links: Schema.Array(LinkType).check(Schema.isMaxLength(100)),
    /** How requesters are asked for ratings; none: they are not. */
    satisfaction: Schema.Array(Survey).check(Schema.isMaxLength(100)),
    /** What time is spent on. */
    timeTypes: Schema.Array(TimeType).check(Schema.isMaxLength(1000)),
    /** What being called by name in a note means. */
    mentions: Schema.Struct({
      /** Whoever is called follows the ticket from then on. */
      follow: Schema.Boolean
    }),
    purgeAfter: Keeping,
    /** What agents may do, by what they are; none: every agent may do everything. */
    roles: Schema.Array(Role).check(Schema.isMaxLength(1000)),
    /** What other people of a requester's organization may do with the organization's tickets. */
    colleagues: Colleagues,
    /** Phrases that need no answer: a word from outside that says nothing else reopens nothing and starts no promise. */
    needsNoAnswer: Schema.Array(Text.filled(200)).check(Schema.isMaxLength(1000)),
    /** Mailboxes that forward mail to the desk under their own address: who wrote it is named further down. */
    forwarders: Schema.Array(EmailAddress).check(Schema.isMaxLength(1000)),
    /** Gets a copy of every letter that leaves, which nobody else sees; `null`: none does. */
    archive: Schema.NullOr(EmailAddress),
    acknowledge: Schema.Boolean,
    onAgentCreate: Schema.Literals(["self", "unassigned"]),
    /** Bytes, at most 1 GB. */
    attachmentLimit: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000_000 }))
  })
) {}

/** Canonical JSON: keys in order, no blanks. Equal definitions give equal text, so a hash of it is a version. */
export const encode = (definition: Definition): string => Canonical.print(definition)
