/** The ids of one workspace as types, so that `priority: "urgnet"` does not compile. */
import type { Worded, Words, WordsOf } from "../condition/QuestionOf.ts"
import type { Workspace } from "./Workspace.ts"

export type { Words } from "../condition/QuestionOf.ts"

/** A workspace whose words the compiler knows. At run time it is a `Workspace` and nothing else. */
export interface TypedWorkspace<W extends Words> extends Workspace, Worded<W> {}

export type StatusOf<W extends Workspace> = WordsOf<W>["status"]
export type PriorityOf<W extends Workspace> = WordsOf<W>["priority"]
export type KindOf<W extends Workspace> = WordsOf<W>["kind"]
export type ChannelOf<W extends Workspace> = WordsOf<W>["channel"]
export type DepartmentOf<W extends Workspace> = WordsOf<W>["department"]
export type BrandOf<W extends Workspace> = WordsOf<W>["brand"]
export type TeamOf<W extends Workspace> = WordsOf<W>["team"]
export type AgentOf<W extends Workspace> = WordsOf<W>["agent"]
export type MetricOf<W extends Workspace> = WordsOf<W>["metric"]
export type LinkOf<W extends Workspace> = WordsOf<W>["link"]
export type ApprovalOf<W extends Workspace> = WordsOf<W>["approval"]
/** `{ severity: "minor" | "major"; seats: number }` */
export type FieldsOf<W extends Workspace> = WordsOf<W>["fields"]

/** What a field holds, by what was written of it. */
export type ValueOf<F> = F extends { readonly type: "text" | "date" | "pattern" }
  ? string
  : F extends { readonly type: "number" | "dateTime" }
    ? number
    : F extends { readonly type: "lookup" }
      ? { readonly id: string; readonly label: string }
      : F extends { readonly type: "boolean" }
        ? boolean
        : F extends { readonly type: "select"; readonly choices: ReadonlyArray<infer Choice> }
          ? IdOf<Choice>
          : F extends { readonly type: "multiSelect"; readonly choices: ReadonlyArray<infer Choice> }
            ? ReadonlyArray<IdOf<Choice>>
            : ReadonlyArray<string>
type IdOf<Choice> = Choice extends { readonly id: infer Id extends string } ? Id : Choice extends string ? Choice : never
