/** Questions as the compiler knows them: which fields a desk has, what each can be asked, and with which words. */
import type { Value } from "../ticket/Field.ts"
import type { commit, Field, List, operators, ticket, Type } from "./Fields.ts"
import type { Variable } from "./Variable.ts"

/** The ids of one workspace as types. What is known when nothing is known: any string. */
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
  readonly approval: string
  readonly link: string
  /** What each field holds. */
  readonly fields: { readonly [field: string]: Value }
}

declare const words: unique symbol
/** Something whose words the compiler knows. At run time there is nothing of it. */
export interface Worded<W extends Words> {
  readonly [words]?: W
}
export type WordsOf<T> = T extends Worded<infer Known> ? Known : Words

/** A field as questions see it: what it can be asked, and what that compares with. */
export interface Asked {
  readonly op: string
  readonly value: unknown
}

interface Lists<W extends Words> {
  readonly statuses: W["status"]
  readonly priorities: W["priority"]
  readonly kinds: W["kind"]
  readonly categories: string
  readonly departments: W["department"] | My<"departments">
  readonly brands: W["brand"]
  readonly teams: W["team"] | My<"teams">
  readonly agents: W["agent"] | My<"id">
  readonly channels: W["channel"]
  readonly calendars: string
  readonly metrics: W["metric"]
  readonly slaPolicies: string
  readonly automations: string
  readonly approvals: W["approval"]
  readonly links: W["link"]
}
type My<Whose> = Variable & { readonly my: Whose }
type Moment = number | { readonly ago: number } | { readonly ahead: number }
interface Values {
  readonly choice: string
  readonly rank: string
  readonly text: string
  readonly number: number
  readonly instant: Moment
  readonly date: string
  readonly boolean: boolean
  readonly list: string
  readonly path: string
}
type Known<F extends Field, W extends Words> = F extends { readonly words: infer Named }
  ? Named extends List
    ? Lists<W>[Named]
    : Named extends ReadonlyArray<infer Word>
      ? Word
      : never
  : Values[F["type"]]

type OpOf<T extends Type> = (typeof operators)[T][number]
/** By what it holds: the types of some fields of the workspace's own cannot be told apart. */
type Own<V> = V extends number
  ? { readonly op: OpOf<"number" | "instant">; readonly value: Moment }
  : V extends { readonly id: string }
    ? { readonly op: OpOf<"choice">; readonly value: string }
    : V extends boolean
      ? { readonly op: OpOf<"boolean">; readonly value: boolean }
      : V extends ReadonlyArray<infer Entry>
        ? { readonly op: OpOf<"list">; readonly value: Entry }
        : string extends V
          ? { readonly op: OpOf<"text" | "date">; readonly value: string }
          : { readonly op: OpOf<"choice">; readonly value: V }

/** Every field by its name. */
export type FieldsOf<W extends Words> = {
  readonly [Name in keyof typeof ticket]: {
    readonly op: OpOf<(typeof ticket)[Name]["type"]>
    readonly value: Known<(typeof ticket)[Name], W>
  }
} & {
  readonly [Name in keyof typeof commit]: {
    readonly op: OpOf<(typeof commit)[Name]["type"]>
    readonly value: Known<(typeof commit)[Name], W>
  }
} & { readonly [Name in keyof W["fields"] & string as `fields.${Name}`]: Own<W["fields"][Name]> }

/** What each operator compares with. */
export type Compared<Op, V> = Op extends "in" | "containsAny" | "containsAll"
  ? ReadonlyArray<V>
  : Op extends "startsWith" | "endsWith" | "matches"
    ? string
    : Op extends "isSet"
      ? boolean
      : V
export type Bare = "changed" | "increased" | "decreased"
export type Several = "in" | "containsAny" | "containsAll"
export type Texts = "startsWith" | "endsWith" | "matches"

type TestOf<Name, F extends Asked> = F extends Asked
  ?
      | { readonly field: Name; readonly op: Exclude<F["op"], Bare | Several | Texts | "isSet">; readonly value: F["value"] }
      | { readonly field: Name; readonly op: Extract<F["op"], Several>; readonly value: ReadonlyArray<F["value"]> }
      | { readonly field: Name; readonly op: Extract<F["op"], Texts>; readonly value: string }
      | { readonly field: Name; readonly op: "isSet"; readonly value: boolean }
      | { readonly field: Name; readonly op: Extract<F["op"], Bare> }
  : never

type TestsOf<Fields> = { readonly [Name in keyof Fields]: Fields[Name] extends Asked ? TestOf<Name, Fields[Name]> : never }[keyof Fields]
type Tree<T> = { readonly all: ReadonlyArray<Tree<T>> } | { readonly any: ReadonlyArray<Tree<T>> } | { readonly not: Tree<T> } | T

/** A question whose fields, operators and words are those of the desk. */
export type QuestionOf<W extends Words> = Tree<TestsOf<FieldsOf<W>>>
