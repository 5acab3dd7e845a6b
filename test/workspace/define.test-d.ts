/** What the compiler knows of a workspace, and what it refuses. */
import { describe, expect, expectTypeOf, test } from "vitest"
import {
  type AgentOf,
  type BrandOf,
  type ChannelOf,
  decodeWorkspace,
  defineWorkspace,
  type DepartmentOf,
  type FieldsOf,
  type KindOf,
  type PriorityOf,
  type StatusOf,
  type TeamOf
} from "../../src/workspace/define.ts"
import type * as Result from "effect/Result"
import type { Workspace } from "../../src/workspace/Workspace.ts"
import type { CatalogueId } from "../../src/channel/catalogue.ts"

const plain = defineWorkspace({ name: "Acme" })
const rich = defineWorkspace({
  name: "Acme",
  statuses: [
    { id: "waitingForParts", category: "onHold", isDefault: true },
    { id: "waitingForVendor", category: "onHold" },
    { id: "triage", category: "new" }
  ],
  priorities: ["calm", { id: "blazing", name: "On fire" }],
  defaultPriority: "calm",
  kinds: ["question", { id: "bug", nature: "incident" }],
  channels: [
    { id: "letter", outbound: false },
    { id: "sms", maxLength: 160 }
  ],
  departments: ["support", { id: "sales", name: "Sales" }],
  brands: ["acme", { id: "umbrella", color: "#aa0000" }],
  teams: ["first", { id: "second" }],
  agents: [
    { id: "bo", email: "bo@acme.test", teams: ["first"], departments: ["sales"] },
    { id: "eve", email: "eve@acme.test" }
  ],
  categories: ["hardware", { id: "software", children: ["editor"] }],
  fields: [
    { id: "severity", type: "select", choices: ["minor", { id: "major", name: "Major" }], requiredOn: ["solved", "triage"] },
    { id: "seats", type: "number", minimum: 1 },
    { id: "plan", type: "text", visible: true },
    { id: "vip", type: "boolean" },
    { id: "due", type: "date" },
    { id: "parts", type: "multiSelect", choices: ["screen", "keyboard"] },
    { id: "place", type: "tree", choices: [{ id: "paris", children: ["louvre"] }] }
  ],
  supportAddresses: ["help@acme.test", { address: "buy@acme.test", brand: "umbrella", department: "sales" }],
  followUp: [{ department: "sales", reopenWithinDays: null, afterwards: "reject" }]
})

type FieldNames<W extends Workspace> = keyof FieldsOf<W>

describe("the words of a workspace", () => {
  test("nothing but a name: the words of the defaults", () => {
    type W = typeof plain
    expectTypeOf<StatusOf<W>>().toEqualTypeOf<"new" | "open" | "pending" | "onHold" | "solved" | "closed">()
    expectTypeOf<PriorityOf<W>>().toEqualTypeOf<"low" | "normal" | "high" | "urgent">()
    expectTypeOf<KindOf<W>>().toEqualTypeOf<"question" | "incident" | "problem" | "task">()
    expectTypeOf<ChannelOf<W>>().toEqualTypeOf<CatalogueId>()
    expectTypeOf<DepartmentOf<W>>().toEqualTypeOf<"support">()
    expectTypeOf<BrandOf<W>>().toEqualTypeOf<"main">()
    expectTypeOf<TeamOf<W>>().toEqualTypeOf<never>()
    expectTypeOf<AgentOf<W>>().toEqualTypeOf<never>()
    expectTypeOf<FieldNames<W>>().toEqualTypeOf<never>()
  })

  test("own words take the place of the defaults; a category without a status of its own keeps its default one", () => {
    type W = typeof rich
    expectTypeOf<StatusOf<W>>().toEqualTypeOf<
      "waitingForParts" | "waitingForVendor" | "triage" | "open" | "pending" | "solved" | "closed"
    >()
    expectTypeOf<PriorityOf<W>>().toEqualTypeOf<"calm" | "blazing">()
    expectTypeOf<KindOf<W>>().toEqualTypeOf<"question" | "bug">()
    expectTypeOf<ChannelOf<W>>().toEqualTypeOf<CatalogueId | "letter">()
    expectTypeOf<DepartmentOf<W>>().toEqualTypeOf<"support" | "sales">()
    expectTypeOf<BrandOf<W>>().toEqualTypeOf<"acme" | "umbrella">()
    expectTypeOf<TeamOf<W>>().toEqualTypeOf<"first" | "second">()
    expectTypeOf<AgentOf<W>>().toEqualTypeOf<"bo" | "eve">()
  })

  test("each field knows what it holds", () => {
    expectTypeOf<FieldsOf<typeof rich>>().toEqualTypeOf<{
      readonly severity: "minor" | "major"
      readonly seats: number
      readonly plan: string
      readonly vip: boolean
      readonly due: string
      readonly parts: ReadonlyArray<"screen" | "keyboard">
      readonly place: ReadonlyArray<string>
    }>()
  })

  test("a workspace that was decoded knows any string, and takes the place of no typed one", () => {
    expectTypeOf<StatusOf<Workspace>>().toEqualTypeOf<string>()
    expectTypeOf<AgentOf<Workspace>>().toEqualTypeOf<string>()
    expectTypeOf<Result.Result.Success<ReturnType<typeof decodeWorkspace>>>().toEqualTypeOf<Workspace>()
    expectTypeOf(plain).toExtend<Workspace>()
    expectTypeOf(plain).not.toExtend<typeof rich>()
  })

  test("ids that only run time knows are strings", () => {
    const teams: ReadonlyArray<string> = ["a", "b"]
    const some = defineWorkspace({ name: "Acme", teams, agents: [{ id: "bo", email: "bo@acme.test", teams: ["c"] }] })
    expectTypeOf<TeamOf<typeof some>>().toEqualTypeOf<string>()
  })
})

describe("what does not compile", () => {
  const priority = <W extends Workspace>(_: W, word: PriorityOf<W>) => word
  const set = <W extends Workspace, F extends keyof FieldsOf<W>>(_: W, field: F, value: FieldsOf<W>[F] | null) => [field, value]

  test("a word that the workspace does not have", () => {
    priority(plain, "urgent")
    // @ts-expect-error no such priority
    priority(plain, "urgnet")
    // @ts-expect-error this desk has priorities of its own
    priority(rich, "urgent")
    set(rich, "severity", "minor")
    // @ts-expect-error no such choice
    set(rich, "severity", "mino")
    // @ts-expect-error a number
    set(rich, "seats", "3")
    // @ts-expect-error no such field
    set(rich, "seat", 3)
  })

  test("a definition that names what it does not have", () => {
    // @ts-expect-error no such category
    defineWorkspace({ name: "Acme", statuses: [{ id: "waiting", category: "onhold" }] })
    // @ts-expect-error no such priority
    defineWorkspace({ name: "Acme", priorities: ["low", "high"], defaultPriority: "medium" })
    // @ts-expect-error no such status
    defineWorkspace({ name: "Acme", fields: [{ id: "a", type: "text", requiredOn: ["sovled"] }] })
    // @ts-expect-error no such team
    defineWorkspace({ name: "Acme", teams: ["first"], agents: [{ id: "bo", email: "bo@acme.test", teams: ["frist"] }] })
    // @ts-expect-error there are no teams at all
    defineWorkspace({ name: "Acme", agents: [{ id: "bo", email: "bo@acme.test", teams: ["first"] }] })
    // @ts-expect-error no such department
    defineWorkspace({ name: "Acme", agents: [{ id: "bo", email: "bo@acme.test", departments: ["sales"] }] })
    // @ts-expect-error no such brand
    defineWorkspace({ name: "Acme", supportAddresses: [{ address: "help@acme.test", brand: "umbrella" }] })
    // @ts-expect-error no such department
    defineWorkspace({ name: "Acme", followUp: [{ department: "sales" }] })
    // @ts-expect-error a select without choices
    defineWorkspace({ name: "Acme", fields: [{ id: "a", type: "select" }] })
    // @ts-expect-error no such type of field
    defineWorkspace({ name: "Acme", fields: [{ id: "a", type: "selct", choices: ["b"] }] })
    // @ts-expect-error no such property
    defineWorkspace({ name: "Acme", agnets: [] })
    // @ts-expect-error an agent is told by mail
    defineWorkspace({ name: "Acme", agents: [{ id: "bo" }] })
  })
})

describe("promises", () => {
  const calendars = [{ id: "office", zone: "UTC", hours: {} }] as const
  const metrics = [{ id: "mood", start: [{ on: "opened" }], stop: [{ on: "message" }] }] as const
  test("name metrics, priorities and calendars that are there", () => {
    const { slaPolicies } = defineWorkspace({
      name: "Acme",
      calendars,
      metrics,
      slaPolicies: [{ id: "a", calendar: "office", targets: [{ metric: "mood", within: "4h", priority: "high", calendar: null }] }]
    })
    expectTypeOf(slaPolicies[0]!.version).toEqualTypeOf<string>()
    // @ts-expect-error there is no metric "replyFirst"
    expect(() => defineWorkspace({ name: "A", slaPolicies: [{ id: "a", targets: [{ metric: "replyFirst", within: 1 }] }] })).toThrow(
      "metric"
    )
    const within = "4h"
    expect(() =>
      defineWorkspace({
        name: "A",
        // @ts-expect-error there is no priority "urgnet"
        slaPolicies: [{ id: "a", targets: [{ metric: "firstReply", within, priority: "urgnet" }] }]
      })
    ).toThrow("priority")
    expect(() =>
      defineWorkspace({
        name: "A",
        calendars,
        // @ts-expect-error there is no calendar "offcie"
        slaPolicies: [{ id: "a", targets: [{ metric: "firstReply", within, calendar: "offcie" }] }]
      })
    ).toThrow("calendar")
  })
})
