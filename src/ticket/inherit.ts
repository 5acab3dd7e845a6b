/** What a follow-up has of the ticket that it follows. What is no longer valid stays behind: nobody is turned away because of it. */
import * as Schema from "effect/Schema"
import { usesField } from "./belonging.ts"
import * as Category from "./Category.ts"
import { fits } from "./commands/assign.ts"
import type { Open } from "./commands/open.ts"
import * as Field from "./Field.ts"
import { limits } from "./limits.ts"
import { newcomers } from "./Participant.ts"
import type { Ticket } from "./Ticket.ts"
import type { Vocabulary } from "./Vocabulary.ts"

export const Heirloom = Schema.Literals([
  "tags",
  "fields",
  "priority",
  "kind",
  "category",
  "department",
  "brand",
  "assignee",
  "team",
  "followers",
  "participants"
])
export type Heirloom = typeof Heirloom.Type

/** As support.zendesk.com/hc/articles/8421655952026 has it: fields and tags, but not priority, kind, team and assignee. */
export const standard: ReadonlyArray<Heirloom> = ["tags", "fields"]

/** What may be said of a new ticket that can be inherited as well. */
export type Estate = Pick<
  Open,
  | "tags"
  | "fields"
  | "priority"
  | "kind"
  | "category"
  | "department"
  | "brand"
  | "agent"
  | "team"
  | "followers"
  | "participants"
  | "restricted"
>

/** The wish with what it inherits by the policy of the former ticket's department. What it says itself goes first; lists become one. */
export const inherited = <Wish extends Estate>(former: Ticket, wish: Wish, vocabulary: Vocabulary): Wish => {
  const { agent, team, fields: handed = [], ...estate } = estateOf(former, vocabulary)
  const { tags = [], fields = [], followers = [], participants = [] } = wish
  const department = wish.department ?? estate.department ?? vocabulary.defaultDepartment
  return {
    ...estate,
    ...wish,
    ...inCharge(agent, team, wish, vocabulary),
    // Whatever the policy says: who could not see the former sees no sequel to it.
    ...(former.restricted === undefined ? {} : { restricted: former.restricted }),
    ...filled("tags", [...new Set([...tags, ...(estate.tags ?? [])])].slice(0, limits.tags)),
    ...filled("fields", [...fields, ...handed.filter(({ field }) => isFree(field, fields) && usesField(department, field, vocabulary))]),
    ...filled("followers", [...new Set([...followers, ...(estate.followers ?? [])])].slice(0, limits.followers)),
    ...filled("participants", newcomers([...participants, ...(estate.participants ?? [])], []).slice(0, limits.participants))
  }
}

const isFree = (field: string, said: ReadonlyArray<Field.Entry>): boolean => said.every((one) => one.field !== field)

const filled = <Name extends string, T>(name: Name, list: ReadonlyArray<T>): { readonly [N in Name]?: ReadonlyArray<T> } =>
  list.length === 0 ? {} : ({ [name]: list } as { readonly [N in Name]: ReadonlyArray<T> })

/** Of the former ticket what its department's policy hands on, as far as the workspace still knows it. */
const estateOf = (former: Ticket, vocabulary: Vocabulary): Estate => {
  const heirlooms = new Set(vocabulary.followUp.get(former.department)?.inherit ?? [])
  const { priorities, kinds, departments, brands, agents, teams, categories } = vocabulary
  const word = <Name extends keyof Estate>(
    heirloom: Heirloom,
    name: Name,
    held: string | null,
    known: ReadonlyMap<string, unknown>
  ): { readonly [N in Name]?: string } =>
    heirlooms.has(heirloom) && held !== null && known.has(held) ? ({ [name]: held } as { readonly [N in Name]: string }) : {}
  const category = heirlooms.has("category") ? known(former.category, categories) : []
  return {
    ...word("priority", "priority", former.priority, priorities),
    ...word("kind", "kind", former.kind, kinds),
    ...word("department", "department", former.department, departments),
    ...word("brand", "brand", former.brand, brands),
    ...word("assignee", "agent", former.assignee, agents),
    ...word("team", "team", former.team, teams),
    ...(category.length === 0 ? {} : { category }),
    ...(heirlooms.has("tags") ? { tags: former.tags } : {}),
    ...(heirlooms.has("fields") ? { fields: former.fields.filter((entry) => isTaken(entry, vocabulary)) } : {}),
    ...(heirlooms.has("followers") ? { followers: former.followers.filter((agent) => agents.has(agent)) } : {}),
    ...(heirlooms.has("participants") ? { participants: partiesOf(former) } : {})
  }
}

/** As far down its path as the tree still goes. */
const known = (path: Category.Path, tree: ReadonlyArray<Category.Category>): Category.Path =>
  path.length === 0 || Category.has(tree, path) ? path : known(path.slice(0, -1), tree)

const isTaken = ({ field, value }: Field.Entry, { fields }: Vocabulary): boolean => {
  const definition = fields.get(field)
  return definition !== undefined && Field.mistake(definition, value) === undefined
}

/** Whoever asked first among them: this time it may be another who writes. */
const partiesOf = ({ requester, participants }: Ticket): Estate["participants"] & {} =>
  requester.email === null ? participants : [{ address: requester.email, name: requester.name }, ...participants]

/** An agent who is no longer in the team leaves the ticket to it. */
const inCharge = (agent: Estate["agent"], team: Estate["team"], wish: Estate, vocabulary: Vocabulary): Pick<Estate, "agent" | "team"> => {
  const heir = { ...said({ agent, team }), ...said(wish) }
  if (fits(heir.agent, heir.team, vocabulary)) return heir
  // Of the two the wish's own stays; what it says of both is for its own rule to judge.
  return wish.agent !== undefined ? said(wish) : { team: heir.team! }
}

const said = ({ agent, team }: { readonly [Who in "agent" | "team"]?: Estate[Who] | undefined }): Pick<Estate, "agent" | "team"> => ({
  ...(agent === undefined ? {} : { agent }),
  ...(team === undefined ? {} : { team })
})
