/** A desk as somebody outside sees it: their own requests, and what was said to them. */
import type { Verdict } from "../../permission/can.ts"
import type { Value } from "../../ticket/Field.ts"
import type { Instant } from "../../time/Instant.ts"
import type { ChannelOf } from "../../workspace/define.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Said } from "../inputs.ts"
import type { RatingInput } from "../Satisfaction.ts"
import type { Story } from "../story.ts"

/** A request as people outside may know it: made of public things alone, so that nothing the desk keeps to itself shows in it. */
export interface CustomerTicket {
  readonly id: string
  readonly reference: string
  readonly subject: string
  /** In the words for customers. */
  readonly status: string
  readonly openedAt: Instant
  /** Those that requesters may see; none for other parties. */
  readonly fields: ReadonlyArray<{ readonly field: string; readonly value: Value }>
}

interface Saying<W extends Workspace> extends Said {
  /** The channel that it came by; `api` where none is given. */
  readonly via?: ChannelOf<W>
  /** Asked twice with the same id it is done once. */
  readonly commandId?: string
}

export interface CustomerDesk<W extends Workspace> {
  readonly open: (input: Saying<W> & { readonly subject: string }) => Promise<CustomerTicket>
  /** Reopens what is solved; of a merged request the ticket that answers for it takes it. */
  readonly reply: (ticketId: string, input: Saying<W>) => Promise<CustomerTicket>
  readonly get: (ticketId: string) => Promise<CustomerTicket>
  /** Theirs, and their organization's where colleagues may read; the newest first. 50 where no limit is given. */
  readonly find: (page?: { readonly limit?: number; readonly after?: string }) => Promise<{
    readonly tickets: ReadonlyArray<CustomerTicket>
    readonly next: string | null
  }>
  readonly timeline: (ticketId: string) => Promise<Story>
  /** Says how it was, by the latest survey that takes an answer; again, while that is still taken. @throws {SurveyInvalid | NotTheRequester | RatingInvalid} */
  readonly rate: (ticketId: string, input: RatingInput) => Promise<CustomerTicket>
  readonly can: (asked: { readonly action: "read" | "reply"; readonly ticketId: string }) => Promise<Verdict>
}
