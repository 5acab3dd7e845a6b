/** What an application writes of the life of its tickets: where they may go, and what becomes of them in another department. */
import type { Question } from "../condition/Variable.ts"
import type { Mapping } from "../ticket/Mapping.ts"

/** An id alone, or with what is special about it; all statuses and fields of the workspace, where nothing is said of that. */
export type DepartmentInput<Id extends string, Status extends string, Field extends string> =
  | Id
  | { readonly id: Id; readonly name?: string; readonly statuses?: ReadonlyArray<Status>; readonly fields?: ReadonlyArray<Field> }

/** For all tickets, without a guard, where nothing is said of that. */
export interface TransitionInput<Status extends string, Department extends string, Field extends string, Asked = Question> {
  /** A department with transitions of its own has only these. */
  readonly department?: Department | null
  readonly from: Status | ReadonlyArray<Status> | "any"
  readonly to: Status | ReadonlyArray<Status>
  readonly where?: Asked
  /** Fields that must be filled, beside those that the status itself demands. */
  readonly requires?: ReadonlyArray<Field>
  /** Told to whoever is refused, before what the guard asks. */
  readonly reason?: string
}

/**
 * From one department to another. What is not named stays as it is where the other department has it; a status becomes the
 * default of its category, and a field is kept out of sight (`otherwise`) while promises run on.
 */
export interface MappingInput<Status extends string, Department extends string, Field extends string> extends Partial<
  Pick<Mapping, "otherwise" | "promises">
> {
  readonly from: Department
  readonly to: Department
  readonly statuses?: ReadonlyArray<{ readonly from: Status; readonly to: Status }>
  readonly fields?: ReadonlyArray<{ readonly from: Field; readonly to: Field }>
}
