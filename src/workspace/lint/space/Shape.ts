/** What a field can hold, as far as the workspace says. */
import * as Actor from "../../../people/Actor.ts"
import type { Category } from "../../../ticket/Category.ts"
import { isSymmetric } from "../../../ticket/LinkType.ts"
import type { Workspace } from "../../Workspace.ts"

export type Shape =
  /** One word; `words` are all that there are, `null`: anything. */
  | { readonly _tag: "word"; readonly words: ReadonlyArray<string> | null; readonly isOptional: boolean }
  | { readonly _tag: "text"; readonly isOptional: boolean }
  | { readonly _tag: "number"; readonly isWhole: boolean; readonly least: number; readonly most: number; readonly isOptional: boolean }
  | { readonly _tag: "boolean"; readonly isOptional: boolean }
  /** Several words; nothing is an empty list, or `null` where the field is the workspace's own. */
  | { readonly _tag: "list"; readonly words: ReadonlyArray<string> | null; readonly isOptional: boolean }
  | { readonly _tag: "path"; readonly paths: ReadonlyArray<ReadonlyArray<string>>; readonly isOptional: boolean }

const word = (words: Iterable<string> | null, isOptional: boolean): Shape => ({
  _tag: "word",
  words: words === null ? null : [...words],
  isOptional
})
const list = (words: Iterable<string> | null, isOptional = false): Shape => ({
  _tag: "list",
  words: words === null ? null : [...words],
  isOptional
})
const number = (least: number, isOptional: boolean): Shape => ({ _tag: "number", isWhole: true, least, most: Infinity, isOptional })

const standard: Readonly<Record<string, (workspace: Workspace) => Shape>> = {
  kind: ({ kinds }) => word(kinds.keys(), true),
  category: ({ categories }) => ({ _tag: "path", paths: pathsOf(categories), isOptional: false }),
  department: ({ departments }) => word(departments.keys(), false),
  brand: ({ brands }) => word(brands.keys(), false),
  assignee: ({ agents }) => word(agents.keys(), true),
  team: ({ teams }) => word(teams.keys(), true),
  requester: () => word(null, false),
  organization: () => word(null, true),
  channel: ({ channels }) => word(channels.keys(), false),
  receivedAt: () => ({ _tag: "text", isOptional: true }),
  tags: () => list(null),
  followers: ({ agents }) => list(agents.keys()),
  subject: () => ({ _tag: "text", isOptional: false }),
  reference: () => word(null, false),
  policy: ({ slaPolicies }) =>
    word(
      slaPolicies.map(({ id }) => id),
      true
    ),
  due: () => number(0, true),
  approvalsPending: ({ approvals }) => list(approvals.keys()),
  approvalsApproved: ({ approvals }) => list(approvals.keys()),
  approvalsRejected: ({ approvals }) => list(approvals.keys()),
  linksTo: ({ links }) => list(links.keys()),
  linksFrom: ({ links }) => list([...links.values()].flatMap((type) => (isSymmetric(type) ? [] : [type.id]))),
  escalated: () => ({ _tag: "boolean", isOptional: false }),
  restricted: () => ({ _tag: "boolean", isOptional: false }),
  restrictedAgents: ({ agents }) => list(agents.keys(), true),
  restrictedTeams: ({ teams }) => list(teams.keys(), true),
  activitiesOpen: () => number(0, false),
  activityDue: () => number(0, true),
  timeSpent: () => number(0, true),
  rating: () => ({ _tag: "number", isWhole: true, least: 0, most: 10, isOptional: true }),
  ratingAsked: () => number(0, true),
  ratingDue: () => number(0, true),
  snoozed: () => number(0, true),
  messages: () => number(1, false),
  reopened: () => number(0, false),
  openedAt: () => number(0, false),
  updatedAt: () => number(0, false),
  askedAt: () => number(0, true),
  answeredAt: () => number(0, true),
  spokenAt: () => number(0, false),
  solvedAt: () => number(0, true),
  closedAt: () => number(0, true),
  "requester.name": () => ({ _tag: "text", isOptional: false }),
  "requester.email": () => ({ _tag: "text", isOptional: true }),
  "commit.opened": () => ({ _tag: "boolean", isOptional: false }),
  "commit.via": ({ channels }) => word(channels.keys(), false),
  "commit.events": () => list(null),
  "commit.breached": ({ definition }) => list(definition.metrics.map(({ id }) => id)),
  "commit.approved": ({ approvals }) => list(approvals.keys()),
  "commit.rejected": ({ approvals }) => list(approvals.keys()),
  "commit.thresholds": ({ definition }) => list(definition.slaPolicies.flatMap(({ thresholds }) => thresholds.map(({ id }) => id))),
  "commit.mentioned": ({ agents }) => list(agents.keys()),
  "commit.automations": ({ schedule }) => list(schedule.automations.map(({ id }) => id)),
  "commit.text": () => ({ _tag: "text", isOptional: true }),
  "commit.said": () => list(["public", "internal"])
}

/** `undefined`: that cannot be said. */
export const shapeOf = (field: string, workspace: Workspace): Shape | undefined =>
  field.startsWith("fields.")
    ? ofOwn(field.slice("fields.".length), workspace)
    : Object.hasOwn(standard, field)
      ? standard[field]!(workspace)
      : undefined

const ofOwn = (id: string, { fields }: Workspace): Shape | undefined => {
  const field = fields.get(id)
  switch (field?.type) {
    case "select":
      return word(
        field.choices.map((choice) => choice.id),
        true
      )
    case "multiSelect":
      return list(
        field.choices.map((choice) => choice.id),
        true
      )
    case "tree":
      return { _tag: "path", paths: pathsOf(field.choices), isOptional: true }
    case "number":
      return { _tag: "number", isWhole: false, least: field.minimum ?? -Infinity, most: field.maximum ?? Infinity, isOptional: true }
    case "boolean":
      return { _tag: "boolean", isOptional: true }
    case "text":
      return { _tag: "text", isOptional: true }
    case "date":
      return word(null, true)
    default:
      return undefined
  }
}

const pathsOf = (categories: ReadonlyArray<Category>): ReadonlyArray<ReadonlyArray<string>> =>
  categories.flatMap(({ id, children }) => [[id], ...pathsOf(children).map((path) => [id, ...path])])

/** Who may have asked for the commit: a few of each kind. */
export const actorsOf = ({ agents }: Workspace, named: ReadonlyArray<string>): ReadonlyArray<Actor.Actor> => {
  const others = [...agents.keys()].map(Actor.agent).filter((actor) => !named.includes(actor))
  return [
    ...(named as ReadonlyArray<Actor.Actor>),
    ...others.slice(0, 1),
    "requester:somebody",
    "participant:somebody@else.example",
    "integration:something",
    "system"
  ]
}
