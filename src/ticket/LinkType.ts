/** What a link between two tickets means, and what follows from it: data of the workspace. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import type { Link } from "./Link.ts"

const Most = Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1000 })))

/**
 * A link goes from one ticket, which `name` is said of, to another, which `inverse` is said of: "A blocks B", "B is blocked
 * by A". Where both are the same words it has no direction: what is true of one end is true of the other.
 *
 * One end leads, and the rules go by that:
 * - `onClose: "block"`: the leader is not solved or closed while any that it leads is open;
 * - `onClose: "cascade"`: when the leader is solved or closed, so are those that it leads;
 * - `onClose: "rollUp"`: when the last of those that it leads is solved or closed, so is the leader;
 * - `onReply: "copyPublic"`: what an agent answers on the leader is said on those that it leads as well.
 */
export class LinkType extends Schema.Opaque<LinkType>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    inverse: Text.filled(100),
    /** No way along links of this type leads back to where it began. */
    acyclic: Schema.Boolean,
    /** `source`: the ticket that `name` is said of. */
    leader: Schema.Literals(["source", "target"]),
    onClose: Schema.Literals(["none", "block", "cascade", "rollUp"]),
    onReply: Schema.Literals(["none", "copyPublic"]),
    /** To how many others `name` may be said of one ticket; `null`: to as many as a ticket holds. */
    maxTargets: Most,
    /** To how many others `inverse` may. */
    maxSources: Most
  })
) {}

const plain = { acyclic: false, leader: "source", onClose: "none", onReply: "none", maxTargets: null, maxSources: null } as const

/** The types that help desks know. Every workspace has them; it may describe one anew or add its own. */
export const standard = [
  { ...plain, id: "parent", name: "is the parent of", inverse: "is a child of", acyclic: true, onClose: "block", maxSources: 1 },
  {
    ...plain,
    id: "problem",
    name: "is the problem behind",
    inverse: "is an incident of",
    acyclic: true,
    onClose: "cascade",
    onReply: "copyPublic",
    maxSources: 1
  },
  { ...plain, id: "related", name: "is related to", inverse: "is related to" },
  {
    ...plain,
    id: "duplicate",
    name: "is a duplicate of",
    inverse: "has the duplicate",
    acyclic: true,
    leader: "target",
    onClose: "cascade",
    maxTargets: 1
  },
  { ...plain, id: "blocks", name: "blocks", inverse: "is blocked by", acyclic: true, leader: "target", onClose: "block" },
  { ...plain, id: "followUp", name: "is a follow-up of", inverse: "has the follow-up", acyclic: true }
] as const satisfies ReadonlyArray<LinkType>

/** An id of the standard types. */
export type StandardLink = (typeof standard)[number]["id"]

/** The type of which the desk itself makes all links. */
export const FOLLOW_UP: StandardLink = "followUp"

export const isSymmetric = ({ name, inverse }: Pick<LinkType, "name" | "inverse">): boolean => name === inverse

/** Whether the ticket at this side leads the other. */
export const leads = (type: LinkType, { side }: Pick<Link, "side">): boolean =>
  isSymmetric(type) || (side === "to") === (type.leader === "source")

/** What is said of the ticket at this side. */
export const wordsOf = (type: LinkType, { side }: Pick<Link, "side">): string => (side === "to" ? type.name : type.inverse)

/** The side of the other end. */
export const across = (type: Pick<LinkType, "name" | "inverse">, side: Link["side"]): Link["side"] =>
  isSymmetric(type) ? "to" : side === "to" ? "from" : "to"

/** Whether anything ever follows from such a link. */
export const matters = ({ onClose, onReply }: LinkType): boolean => onClose !== "none" || onReply !== "none"
