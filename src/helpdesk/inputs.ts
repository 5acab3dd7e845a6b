/** What callers write, typed by their own workspace, and the commands that it stands for. */
import type { Identity } from "../people/Identity.ts"
import type {
  AgentOf,
  ApprovalOf,
  BrandOf,
  ChannelOf,
  DepartmentOf,
  FieldsOf,
  KindOf,
  PriorityOf,
  StatusOf,
  TeamOf
} from "../workspace/define.ts"
import type { Workspace } from "../workspace/Workspace.ts"

/** Who acts. `requester`: the requester of the ticket itself. */
export type Who<W extends Workspace> =
  | `agent:${AgentOf<W>}`
  | "requester"
  | `requester:${string}`
  | `participant:${string}`
  | `integration:${string}`
  | `rule:${string}`
  | "system"

/** What to do with the ticket beside the answer: a verb for the default status of a category, or a status of the workspace. */
export type Then<W extends Workspace> = "solve" | "close" | "pending" | "hold" | "open" | StatusOf<W>

/** The person who asks: known by id, or by a way to reach them. A name is derived where none is given. */
export type RequesterInput = {
  readonly id?: string
  readonly name?: string
  readonly email?: string
  /** E.164. */
  readonly phone?: string
  readonly identity?: Identity
}

export interface FileInput {
  readonly name: string
  /** Media type; `application/octet-stream` where none is given. */
  readonly type?: string
  readonly bytes: Uint8Array
}

export interface Said {
  readonly text: string
  readonly attachments?: ReadonlyArray<FileInput>
}

/** What every wish may say of itself. */
export interface Asking<W extends Workspace> {
  readonly as: Who<W>
  /** The channel that the wish came by; `api` where none is given. */
  readonly via?: ChannelOf<W>
  /** A wish with an id is granted once, however often it is asked. */
  readonly commandId?: string
  /** How many systems answered each other before this was asked: what a webhook's `deskwright-depth` said, where it answers one. */
  readonly depth?: number
  /** Refuse, if the ticket has another version by now. */
  readonly expectedVersion?: number
}

export interface OpenInput<W extends Workspace> extends Said, Partial<Asking<W>> {
  readonly requester: RequesterInput
  readonly subject: string
  /** For the desk alone; not mailed to the requester. */
  readonly internal?: boolean
  readonly status?: Then<W>
  readonly priority?: PriorityOf<W>
  readonly kind?: KindOf<W>
  readonly category?: ReadonlyArray<string>
  readonly department?: DepartmentOf<W>
  readonly brand?: BrandOf<W>
  readonly fields?: Partial<FieldsOf<W>>
  readonly tags?: ReadonlyArray<string>
  readonly agent?: AgentOf<W> | null
  readonly team?: TeamOf<W> | null
  readonly cc?: ReadonlyArray<string>
  /** The support address that answers leave from. */
  readonly receivedAt?: string
  readonly followUpOf?: string
  /** Where the desk writes first by a channel (`via`): which of its accounts there speaks. */
  readonly account?: string
  /** The ticket's id; drawn where none is given. */
  readonly id?: string
}

export interface ReplyInput<W extends Workspace> extends Said, Asking<W> {
  /** `requester`: no participant reads it, now or later. Everybody in the conversation, where it is left out. */
  readonly to?: "all" | "requester"
  readonly then?: Then<W>
}
export interface NoteInput<W extends Workspace> extends Said, Asking<W> {
  /** Called besides those whom the text calls by name. */
  readonly mentions?: ReadonlyArray<`agent:${AgentOf<W>}` | `team:${TeamOf<W>}`>
}
export interface ForwardInput<W extends Workspace> extends Said, Asking<W> {
  readonly to: ReadonlyArray<string>
}
/** Only agents answer approvals. */
export interface Voting<W extends Workspace> extends Asking<W> {
  readonly as: `agent:${AgentOf<W>}`
  readonly approval: ApprovalOf<W>
}
export interface AssignInput<W extends Workspace> extends Asking<W> {
  readonly agent?: AgentOf<W> | null
  readonly team?: TeamOf<W> | null
}
