/** How an application says what its desk is like: as little as `{ name: "Acme" }`, since everything else has a default. */
import * as Result from "effect/Result"
import type { CatalogueId } from "../channel/catalogue.ts"
import type { CalendarInput } from "../calendar/CalendarInput.ts"
import type { StandardMetric } from "../sla/metrics.ts"
import type { StandardLink } from "../ticket/LinkType.ts"
import type { Category as StatusCategory } from "../ticket/Status.ts"
import type { Colleagues } from "../permission/Role.ts"
import type { MergePolicy } from "../ticket/MergePolicy.ts"
import type { Strategy } from "../trigger/Trigger.ts"
import type { QuestionOf } from "../condition/QuestionOf.ts"
import { compile } from "./compile.ts"
import { complete } from "./complete.ts"
import { contradictions } from "./contradictions.ts"
import { read } from "./read.ts"
import type {
  AgentInput,
  ApprovalInput,
  AutomationInput,
  BrandInput,
  CategoryInput,
  ChannelInput,
  FieldInput,
  FollowUpInput,
  KindInput,
  LinkInput,
  MacroInput,
  MetricInput,
  Named,
  QueueInput,
  SatisfactionInput,
  RoleInput,
  SlaPolicyInput,
  StatusInput,
  SupportAddressInput,
  TriggerInput,
  ViewInput,
  WebhookInput
} from "./Input.ts"
import type { DepartmentInput, MappingInput, TransitionInput } from "./LifecycleInput.ts"
import type { Keeping } from "./Keeping.ts"
import { isBounded, plain, tooMuch } from "./plain.ts"
import type { TypedWorkspace, ValueOf } from "./Words.ts"
import type { Workspace } from "./Workspace.ts"
import { WorkspaceInvalid } from "./WorkspaceInvalid.ts"

export type {
  AgentOf,
  ApprovalOf,
  BrandOf,
  ChannelOf,
  DepartmentOf,
  FieldsOf,
  KindOf,
  LinkOf,
  MetricOf,
  PriorityOf,
  StatusOf,
  TeamOf,
  TypedWorkspace,
  Words
} from "./Words.ts"

interface WordsOfDefinition<
  S extends string,
  In extends StatusCategory,
  P extends string,
  K extends string,
  Ch extends string,
  D extends string,
  B extends string,
  T extends string,
  A extends string,
  M extends string,
  Ap extends string,
  L extends string,
  F extends FieldInput
> {
  readonly status: S | Exclude<StatusCategory, In>
  readonly priority: P
  readonly kind: K
  readonly channel: CatalogueId | Ch
  readonly department: D
  readonly brand: B
  readonly team: T
  readonly agent: A
  readonly metric: StandardMetric | M
  readonly approval: Ap
  readonly link: StandardLink | L
  readonly fields: { readonly [Each in F as Each["id"]]: ValueOf<Each> }
}

/**
 * The definition of a desk, as a workspace whose words the compiler knows.
 *
 * Statuses: every category has at least one; a category that you write none for keeps its default status, which
 * bears its name (`new`, `open`, `pending`, `onHold`, `solved`, `closed`). Lists that are left out: priorities low,
 * normal, high, urgent; kinds question, incident, problem, task; department `support`; brand `main`, named after
 * the desk; no teams, agents, categories, fields and support addresses. The first department and the first brand
 * are the default ones; the default priority is `normal` where there is one.
 *
 * @throws {WorkspaceInvalid} with every contradiction and its path; `decodeWorkspace` answers it as a value.
 */
export const defineWorkspace = <
  const S extends string = never,
  const In extends StatusCategory = never,
  const P extends string = "low" | "normal" | "high" | "urgent",
  const K extends string = "question" | "incident" | "problem" | "task",
  const Ch extends string = never,
  const D extends string = "support",
  const B extends string = "main",
  const T extends string = never,
  const A extends string = never,
  const Cal extends string = never,
  const M extends string = never,
  const Ap extends string = never,
  const L extends string = never,
  const R extends string = never,
  const F extends FieldInput<NoInfer<S | Exclude<StatusCategory, In>>> = never
>(definition: {
  readonly name: string
  readonly statuses?: ReadonlyArray<StatusInput<S, In>>
  /** Lowest first. */
  readonly priorities?: ReadonlyArray<Named<P>>
  /** Of tickets that name none; `null`: they have none. */
  readonly defaultPriority?: NoInfer<P> | null
  readonly kinds?: ReadonlyArray<KindInput<K>>
  /** Your own, beside the catalogue's; one with an id of the catalogue replaces what it says of it. */
  readonly channels?: ReadonlyArray<ChannelInput<Ch>>
  readonly departments?: ReadonlyArray<DepartmentInput<D, NoInfer<S | Exclude<StatusCategory, In>>, NoInfer<F["id"]>>>
  /** Where tickets may go; anywhere, where it is left out. */
  readonly transitions?: ReadonlyArray<
    TransitionInput<
      NoInfer<S | Exclude<StatusCategory, In>>,
      NoInfer<D>,
      NoInfer<F["id"]>,
      NoInfer<QuestionOf<WordsOfDefinition<S, In, P, K, Ch, D, B, T, A, M, Ap, L, F>>>
    >
  >
  /** What tickets become that move from one department to another, where that is not plain. */
  readonly moves?: ReadonlyArray<MappingInput<NoInfer<S | Exclude<StatusCategory, In>>, NoInfer<D>, NoInfer<F["id"]>>>
  readonly brands?: ReadonlyArray<BrandInput<B>>
  readonly teams?: ReadonlyArray<Named<T>>
  readonly agents?: ReadonlyArray<AgentInput<A, NoInfer<T>, NoInfer<D>, NoInfer<Cal>, [R] extends [never] ? string : NoInfer<R>>>
  readonly categories?: ReadonlyArray<CategoryInput>
  readonly fields?: ReadonlyArray<F>
  readonly supportAddresses?: ReadonlyArray<SupportAddressInput<NoInfer<B>, NoInfer<D>>>
  /** Where mail leaves from for tickets that came to no support address. Default: the first that is no wildcard. */
  readonly defaultAddress?: string | null
  readonly followUp?: FollowUpInput<NoInfer<D>>
  /** Working hours and holidays, for promises to count in. */
  readonly calendars?: ReadonlyArray<CalendarInput<Cal>>
  /** Your own, beside the standard ones (`Sla.metrics`); one with an id of theirs takes its place. */
  readonly metrics?: ReadonlyArray<MetricInput<M>>
  /** What is promised to which tickets. The first policy whose condition a ticket meets is its own. */
  readonly slaPolicies?: ReadonlyArray<
    SlaPolicyInput<
      NoInfer<P>,
      StandardMetric | NoInfer<M>,
      NoInfer<Cal>,
      NoInfer<QuestionOf<WordsOfDefinition<S, In, P, K, Ch, D, B, T, A, M, Ap, L, F>>>
    >
  >
  /** What the desk does by itself in the commit that it answers: by phase, then in this order. */
  readonly triggers?: ReadonlyArray<TriggerInput<NoInfer<QuestionOf<WordsOfDefinition<S, In, P, K, Ch, D, B, T, A, M, Ap, L, F>>>>>
  /** Default: `restart`. */
  readonly triggerStrategy?: Strategy
  /** What the desk does when nobody does anything. */
  readonly automations?: ReadonlyArray<AutomationInput<NoInfer<QuestionOf<WordsOfDefinition<S, In, P, K, Ch, D, B, T, A, M, Ap, L, F>>>>>
  /** Who gets which tickets, where nobody assigns them; asked in this order. */
  readonly queues?: ReadonlyArray<QueueInput<NoInfer<T>, NoInfer<A>, CatalogueId | NoInfer<Ch>>>
  /** What permission can be asked for on tickets, and of whom. */
  readonly approvals?: ReadonlyArray<ApprovalInput<Ap, NoInfer<T>, NoInfer<A>, NoInfer<F["id"]>, NoInfer<Cal>>>
  /** Where approvers answer by the link in their mail: an address with `{token}` in it. */
  readonly approvalPage?: string | null
  /** What agents play at will. */
  readonly macros?: ReadonlyArray<MacroInput<NoInfer<QuestionOf<WordsOfDefinition<S, In, P, K, Ch, D, B, T, A, M, Ap, L, F>>>>>
  readonly views?: ReadonlyArray<ViewInput<NoInfer<QuestionOf<WordsOfDefinition<S, In, P, K, Ch, D, B, T, A, M, Ap, L, F>>>>>
  /** Other systems that rules may call. */
  readonly webhooks?: ReadonlyArray<WebhookInput>
  /** How tickets may stand to each other, beside the standard types; one with an id of theirs takes its place. */
  readonly links?: ReadonlyArray<LinkInput<L>>
  /** Asks requesters whose tickets were solved how it was: one way for all, or the first that fits. Default: nobody is asked. */
  readonly satisfaction?: SatisfactionInput<NoInfer<Cal>, NoInfer<QuestionOf<WordsOfDefinition<S, In, P, K, Ch, D, B, T, A, M, Ap, L, F>>>>
  /** What time is spent on, for those who write it down. */
  readonly timeTypes?: ReadonlyArray<Named<string>>
  /** What becomes of what tickets have when they are merged: what differs from the default. */
  readonly merging?: Partial<MergePolicy>
  /** Whether notes may be given to what makes titles and summaries. Default: no. */
  readonly summaries?: { readonly internal?: boolean }
  /** Whether agents whom a note calls by name follow the ticket from then on. Default: yes. */
  readonly mentions?: { readonly follow?: boolean }
  /** Days after which what lies aside is purged; `null`: never by time. Default: 30 removed, 90 spam, 90 in quarantine. */
  readonly purgeAfter?: Partial<Keeping>
  /** What agents may do, by what they are. Without any, every agent may do everything. */
  readonly roles?: ReadonlyArray<RoleInput<R, NoInfer<QuestionOf<WordsOfDefinition<S, In, P, K, Ch, D, B, T, A, M, Ap, L, F>>>>>
  /** What other people of a requester's organization may do with the organization's tickets. Default: `none`. */
  readonly colleagues?: Colleagues
  /** Phrases that need no answer, `[...thanks.en, ...thanks.fr]` say: who writes nothing else reopens nothing. Default: none. */
  readonly needsNoAnswer?: ReadonlyArray<string>
  /** Mailboxes that forward to the desk under their own address: the real sender is looked for further down. */
  readonly forwarders?: ReadonlyArray<string>
  /** Gets a hidden copy of every letter that leaves. */
  readonly archive?: string | null
  /** Whether a person who writes in is told that the request arrived. Default: yes. */
  readonly acknowledge?: boolean
  /** Who has a ticket that an agent enters. Default: `self`, the agent. */
  readonly onAgentCreate?: "self" | "unassigned"
  /** Largest attachment that is kept, in bytes after decoding. Default: 20 MB (20 × 1024 × 1024). */
  readonly attachmentLimit?: number
}): TypedWorkspace<WordsOfDefinition<S, In, P, K, Ch, D, B, T, A, M, Ap, L, F>> =>
  Result.getOrThrowWith(decodeWorkspace(definition), (invalid) => invalid)

/**
 * The same definition as JSON, from a file or an admin's form, short or in full (`workspace.definition`). Total:
 * whatever is wrong is answered as a value, each problem with the path that it has in the JSON.
 */
export const decodeWorkspace = (json: unknown): Result.Result<Workspace, WorkspaceInvalid> => {
  const given = plain(json)
  if (Result.isFailure(given)) return Result.fail(new WorkspaceInvalid({ problems: [given.failure] }))
  const full = complete(given.success)
  // What is accepted can be stored in full and decoded again.
  if (!isBounded(full)) return Result.fail(new WorkspaceInvalid({ problems: [tooMuch] }))
  const definition = read(full)
  const problems = [...(Result.isFailure(definition) ? definition.failure : []), ...contradictions(full)]
  return Result.isFailure(definition) || problems.length > 0
    ? Result.fail(new WorkspaceInvalid({ problems }))
    : Result.succeed(compile(definition.success))
}
