/** Where a ticket stands: a name of the workspace's own, within one of six categories. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

/** In the order of a ticket's life. */
export const Category = Schema.Literals(["new", "open", "pending", "onHold", "solved", "closed"])
export type Category = typeof Category.Type

/** What a status does to the clocks of its tickets: as its category does, or run or pause whatever that does. */
export const SlaEffect = Schema.Literals(["byCategory", "run", "pause"])
export type SlaEffect = typeof SlaEffect.Type

export class Status extends Schema.Opaque<Status>()(
  Schema.Struct({
    id: Slug,
    category: Category,
    /** What agents read. */
    name: Text.filled(60),
    /** What the requester reads. */
    customerName: Text.filled(60),
    slaEffect: SlaEffect,
    /** The one of its category that is taken when only the category is meant. */
    isDefault: Schema.Boolean
  })
) {}

/** What a fact says of the effect: nothing, where it is the category's. */
export const stamped = { slaEffect: Schema.optionalKey(SlaEffect) }
export const effectOf = ({ slaEffect }: Status): { readonly slaEffect?: SlaEffect } => (slaEffect === "byCategory" ? {} : { slaEffect })

/** What a requester reads unless the workspace says otherwise: waiting inside the desk is none of their business. */
export const customerNames: Readonly<Record<Category, string>> = {
  new: "Open",
  open: "Open",
  pending: "Awaiting your reply",
  onHold: "Open",
  solved: "Solved",
  closed: "Closed"
}

/** Solved and closed: nobody is expected to work on it. */
export const isDone = (category: Category): boolean => category === "solved" || category === "closed"
