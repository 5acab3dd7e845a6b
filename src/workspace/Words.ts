/** The ids of one workspace as types, so that `priority: "urgnet"` does not compile. */
import type { Value } from "../ticket/Field.ts"
import type { Workspace } from "./Workspace.ts"

/** What is known of a workspace's words when nothing is known: any string. */
export interface Words {
  readonly status: string
  readonly priority: string
  readonly kind: string
  readonly channel: string
  readonly department: string
  readonly brand: string
  readonly team: string
  readonly agent: string
  readonly metric: string
  /** What each field holds. */
  readonly fields: { readonly [field: string]: Value }
}

declare const words: unique symbol
/** A workspace whose words the compiler knows. At run time it is a `Workspace` and nothing else. */
export interface TypedWorkspace<W extends Words> extends Workspace {
  readonly [words]?: W
}
type Of<W extends Workspace> = W extends TypedWorkspace<infer Known> ? Known : Words

export type StatusOf<W extends Workspace> = Of<W>["status"]
export type PriorityOf<W extends Workspace> = Of<W>["priority"]
export type KindOf<W extends Workspace> = Of<W>["kind"]
export type ChannelOf<W extends Workspace> = Of<W>["channel"]
export type DepartmentOf<W extends Workspace> = Of<W>["department"]
export type BrandOf<W extends Workspace> = Of<W>["brand"]
export type TeamOf<W extends Workspace> = Of<W>["team"]
export type AgentOf<W extends Workspace> = Of<W>["agent"]
export type MetricOf<W extends Workspace> = Of<W>["metric"]
/** `{ severity: "minor" | "major"; seats: number }` */
export type FieldsOf<W extends Workspace> = Of<W>["fields"]

/** What a field holds, by what was written of it. */
export type ValueOf<F> = F extends { readonly type: "text" | "date" }
  ? string
  : F extends { readonly type: "number" }
    ? number
    : F extends { readonly type: "boolean" }
      ? boolean
      : F extends { readonly type: "select"; readonly choices: ReadonlyArray<infer Choice> }
        ? IdOf<Choice>
        : F extends { readonly type: "multiSelect"; readonly choices: ReadonlyArray<infer Choice> }
          ? ReadonlyArray<IdOf<Choice>>
          : ReadonlyArray<string>
type IdOf<Choice> = Choice extends { readonly id: infer Id extends string } ? Id : Choice extends string ? Choice : never
