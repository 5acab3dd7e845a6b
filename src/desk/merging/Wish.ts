/** Who is to become one with whom, and what is asked of each ticket for it. */
import type { Matter } from "../../permission/can.ts"
import type * as Ticket from "../../ticket/index.ts"
import type { MergePolicy } from "../../ticket/MergePolicy.ts"
import type { Subject } from "../handle.ts"

/** A ticket that is there. */
export type Living<S extends Subject = Subject> = S & { readonly ticket: Ticket.Ticket }

/** The name under which it was asked for, and the ticket that answers to it. */
export interface Named<S extends Subject = Subject> {
  readonly asked: string
  readonly living: Living<S>
  /** Tickets that are part of it already. */
  readonly carried: ReadonlyArray<Living<S>>
}

export interface MergeWish<S extends Subject = Subject> {
  readonly merge: string
  readonly target: Named<S>
  readonly sources: ReadonlyArray<Named<S>>
  /** Whose properties are taken where the policy says nothing of them; the target's, where it is left out. */
  readonly principal?: string | undefined
  readonly policy: MergePolicy
  /** The people whose tickets these are agree, if they are not one and the same. */
  readonly consent: boolean
}

/** What is asked of one ticket. */
export interface Step<S extends Subject = Subject> {
  readonly subject: S
  readonly commands: ReadonlyArray<Ticket.Command>
  /** The ticket by which it is judged who may, where that is another. */
  readonly answering?: Matter
}

/** Under which all facts of a merge stand. */
export const causeOf = (merge: string): string => `merge ${merge}`

/** And all of a parting. */
export const PARTING = "unmerge"
