/** Everything a desk is configured with, checked and compiled: what `defineWorkspace` answers. */
import type { Candidate } from "../assignment/Candidate.ts"
import type { Queue } from "../assignment/Queue.ts"
import type { Schedule } from "../automation/Timer.ts"
import type { Calendar } from "../calendar/Calendar.ts"
import type { SupportAddress } from "../channel/SupportAddress.ts"
import type { Macro } from "../macro/Macro.ts"
import type { MergePolicy } from "../ticket/MergePolicy.ts"
import type { Rights } from "../permission/reach.ts"
import type { Vocabulary } from "../ticket/Vocabulary.ts"
import type { Policy } from "../sla/Policy.ts"
import type { Promises } from "../sla/Promises.ts"
import type { Ruleset } from "../trigger/Ruleset.ts"
import type { Strategy } from "../trigger/Trigger.ts"
import type { View } from "../view/View.ts"
import type { Definition } from "./Definition.ts"
import type { Transition } from "./Transition.ts"
import type { Survey } from "./Survey.ts"

/** A policy ready to be asked: its condition prepared, its version known. */
export interface SlaPolicy extends Policy {
  readonly version: string
}

export interface Workspace extends Vocabulary, Rights {
  /** What it was compiled from: plain JSON, to be stored and decoded again. */
  readonly definition: Definition
  readonly name: string
  /** Where tickets may go; empty: anywhere. */
  readonly transitions: ReadonlyArray<Transition>
  readonly supportAddresses: ReadonlyArray<SupportAddress>
  /** Mail of tickets that came to no support address leaves from here; `null`: such tickets send none. */
  readonly defaultAddress: string | null
  readonly forwarders: ReadonlyArray<string>
  /** Gets a copy of every letter that leaves; `null`: none does. */
  readonly archive: string | null
  /** Whether a person who writes in is told that the request arrived. */
  readonly acknowledge: boolean
  /** Where approvers answer: an address with `{token}` in it; `null`: letters name none. */
  readonly approvalPage: string | null
  /** In order: the first whose condition holds is a ticket's policy. */
  readonly slaPolicies: ReadonlyArray<SlaPolicy>
  readonly rules: Ruleset
  readonly triggerStrategy: Strategy
  /** The automations that are enabled. */
  readonly schedule: Schedule
  /** In the order in which they give out. */
  readonly queues: ReadonlyArray<Queue>
  /** The agents, as queues see them. */
  readonly candidates: ReadonlyArray<Candidate>
  /** How requesters are asked for ratings, each with the calendar that it waits by: the first whose condition holds. */
  readonly surveys: ReadonlyArray<Survey & { readonly calendar: Calendar | null }>
  readonly macros: ReadonlyMap<string, Macro>
  readonly views: ReadonlyMap<string, View>
  /** The calendars and policies of today, by version. */
  readonly promises: Promises
  /** What becomes of what tickets have when they are merged. */
  readonly merging: MergePolicy
  /** `internal`: a summarizer may read notes too. */
  readonly summaries: { readonly internal: boolean }
  /** Largest attachment that is kept, in bytes after decoding. */
  readonly attachmentLimit: number
}
