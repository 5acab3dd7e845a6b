/** A desk as one agent sees it: the verbs of the desk, in their name and on their tickets. */
import type { Capability } from "../../permission/Capability.ts"
import type { Verdict } from "../../permission/can.ts"
import type { Macro } from "../../macro/Macro.ts"
import type { View } from "../../view/View.ts"
import type { FieldsOf } from "../../workspace/define.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Helpdesk } from "../Helpdesk.ts"
import type { Asking, OpenInput } from "../inputs.ts"
import type { Done } from "../together.ts"
import type { ViewPage } from "../views.ts"
import type { How, verbs } from "./verbs.ts"

/** An input without who asks: that is said already. */
export type Mine<Input> = { readonly [Key in keyof Input as Exclude<Key, "as">]: Input[Key] }

type Verbs<Kind extends How> = { [Verb in keyof typeof verbs]: (typeof verbs)[Verb] extends Kind ? Verb : never }[keyof typeof verbs]

/** The input may be left out where nothing need be said. */
type Acting<Verb> = Verb extends (of: infer Of, input: infer Input) => infer Answer
  ? object extends Mine<Input>
    ? (of: Of, input?: Mine<Input>) => Answer
    : (of: Of, input: Mine<Input>) => Answer
  : never

/** What is written for them alone. */
export type Own<W extends Workspace> = Pick<AgentDesk<W>, Verbs<"own">>

type Acts<W extends Workspace> = { readonly [Verb in Exclude<Verbs<"acts">, "setField">]: Acting<Helpdesk<W>[Verb]> }
type Looks<W extends Workspace> = Pick<
  Helpdesk<W>,
  Verbs<"looks"> | "find" | "count" | "links" | "whyNot" | "openActivities" | "timeSpent" | "requester" | "quarantine"
>

export interface AgentDesk<W extends Workspace> extends Acts<W>, Looks<W> {
  readonly open: (input: Mine<OpenInput<W>>) => Promise<Done>
  readonly setField: <F extends keyof FieldsOf<W> & string>(
    ticketId: string,
    input: Mine<Asking<W>> & { readonly field: F; readonly value: FieldsOf<W>[F] | null }
  ) => Promise<Done>
  /** By the rules of the desk: those of another workspace are not theirs to bring. */
  readonly preview: (ticketId: string, input: Mine<Parameters<Helpdesk<W>["perform"]>[1]>) => ReturnType<Helpdesk<W>["preview"]>
  /** Whether they may; of a ticket that they may not see, nothing is said. @throws {TicketNotFound} */
  readonly can: (asked: { readonly action: Capability; readonly ticketId: string }) => Promise<Verdict>
  readonly macros: (input?: { readonly ticketId?: string }) => Promise<ReadonlyArray<Macro>>
  readonly views: () => ReadonlyArray<View>
  readonly view: (id: string, page?: { readonly limit?: number; readonly after?: string }) => Promise<ViewPage>
  readonly viewCounts: () => ReturnType<Helpdesk<W>["viewCounts"]>
  readonly contactHistory: (
    contact: Parameters<Helpdesk<W>["contactHistory"]>[0],
    page?: Mine<NonNullable<Parameters<Helpdesk<W>["contactHistory"]>[1]>>
  ) => ReturnType<Helpdesk<W>["contactHistory"]>
  /** What lies in quarantine is taken in after all; once. @throws {NotRecoverable} */
  readonly recoverQuarantined: (id: string) => ReturnType<Helpdesk<W>["recoverQuarantined"]>
  /** In the order of `tickets`, at most 1,000. */
  readonly unread: (input: { readonly tickets: ReadonlyArray<string> }) => ReturnType<Helpdesk<W>["unread"]>
  /** All of one's own, the latest saved first; by pages. */
  readonly drafts: (page?: { readonly limit?: number; readonly after?: string }) => ReturnType<Helpdesk<W>["drafts"]>
  /** Which others have been writing an answer in the last ten minutes. */
  readonly drafting: (ticketId: string) => ReturnType<Helpdesk<W>["drafting"]>
  /** Away, or back: their own. */
  readonly setAvailability: (availability: Parameters<Helpdesk<W>["setAvailability"]>[1]) => Promise<void>
}
