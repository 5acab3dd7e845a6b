/** What a department uses of its workspace, and who works for it: its tickets have only such statuses and fields. */
import { NotOfDepartment } from "./LifecycleRefusal.ts"
import type { Category, Status } from "./Status.ts"
import type { Vocabulary } from "./Vocabulary.ts"

type Words = Pick<Vocabulary, "statuses" | "fields" | "departments" | "agents" | "defaultStatus">

export const hasStatus = (department: string, status: string, { departments }: Pick<Words, "departments">): boolean =>
  departments.get(department)?.statuses?.includes(status) ?? true

export const usesField = (department: string, field: string, { departments }: Pick<Words, "departments">): boolean =>
  departments.get(department)?.fields?.includes(field) ?? true

/** In the order of the workspace. */
export const statusesOf = (department: string, vocabulary: Pick<Words, "departments" | "statuses">): ReadonlyArray<Status> =>
  [...vocabulary.statuses.values()].filter(({ id }) => hasStatus(department, id, vocabulary))

/** The status that is taken in this department when only the category is meant; `undefined`: it has none of that category. */
export const standardOf = (
  department: string,
  category: Category,
  vocabulary: Pick<Words, "departments" | "statuses" | "defaultStatus">
): Status | undefined => {
  const standard = vocabulary.defaultStatus[category]
  return hasStatus(department, standard.id, vocabulary)
    ? standard
    : statusesOf(department, vocabulary).find((status) => status.category === category)
}

/** The same; where the department has none, the workspace's, which is refused then by its name. */
export const defaultOf = (department: string, category: Category, vocabulary: Vocabulary): Status =>
  standardOf(department, category, vocabulary) ?? vocabulary.defaultStatus[category]

/** The refusal of a status or a field that the department does not use; `undefined` where it does. */
export const foreignTo = (
  department: string,
  what: NotOfDepartment["what"],
  word: string,
  vocabulary: Pick<Words, "departments">
): NotOfDepartment | undefined => {
  const isItsOwn = what === "status" ? hasStatus : usesField
  if (isItsOwn(department, word, vocabulary)) return undefined
  const { statuses = [], fields = [] } = vocabulary.departments.get(department)!
  return new NotOfDepartment({ what, word, department, known: what === "status" ? statuses : fields })
}

export const isAgentOf = (department: string, agent: string, { agents }: Pick<Words, "agents">): boolean =>
  agents.get(agent)?.departments.includes(department) ?? false

/** A team belongs wherever one of its agents does. */
export const isTeamOf = (department: string, team: string, vocabulary: Pick<Words, "agents">): boolean =>
  [...vocabulary.agents.values()].some(({ id, teams }) => teams.includes(team) && isAgentOf(department, id, vocabulary))
