/** Definitions as people might write them, without contradictions. */
import fc from "fast-check"
import { Category } from "../../src/ticket/Status.ts"
import { verbs } from "../../src/ticket/commands/changeStatus.ts"
import * as Text from "../../src/text/Text.ts"

const taken = new Set<string>([...verbs.keys(), ...Category.literals])
export const slug = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,14}$/).filter((id) => !taken.has(id))
const slugs = (minLength: number) => fc.uniqueArray(slug, { minLength, maxLength: 4 })
export const name = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .map((text) => Text.cut(Text.clean(text), 60))
  .filter((text) => text.trim() !== "")

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const named = (ids: ReadonlyArray<string>) =>
  fc.tuple(
    ...ids.map((id) =>
      fc.oneof(
        fc.constant(id),
        fc.constant({ id }),
        name.map((name) => ({ id, name }))
      )
    )
  )

/** Ids are dealt out to the categories in turn; where one has several, one of them is said to be the default. */
const statuses = fc.tuple(slugs(0), fc.nat(), fc.nat()).map(([ids, from, which]) => {
  const placed = ids.map((id, i) => ({ id, category: Category.literals[(from + (i >> 1)) % 6]! }))
  return placed.map((status, i) => {
    const alike = placed.filter((other) => other.category === status.category)
    return alike.length === 1 ? status : Object.assign({ isDefault: alike[which % alike.length] === placed[i] }, status)
  })
})

const tree: fc.Arbitrary<unknown> = fc.letrec<{ level: unknown }>((tie) => ({
  level: fc
    .tuple(slugs(0), fc.array(fc.oneof({ maxDepth: 3 }, fc.constant(undefined), tie("level")), { maxLength: 4 }))
    .map(([ids, children]) => ids.map((id, i) => (children[i] === undefined ? id : { id, children: children[i] })))
})).level

const fieldsOf = (statusIds: ReadonlyArray<string>) => {
  const shared = { name: optional(name), visible: optional(fc.boolean()), requiredOn: optional(fc.subarray([...statusIds])) }
  const type = fc.oneof(
    fc.record({ type: fc.constant("text"), ...shared, maxLength: optional(fc.integer({ min: 1, max: 65_000 })) }),
    fc.record({
      type: fc.constant("number"),
      ...shared,
      minimum: optional(fc.integer({ max: 0 })),
      maximum: optional(fc.nat()),
      scale: optional(fc.nat(15))
    }),
    fc.record({ type: fc.constantFrom("boolean", "date", "dateTime"), ...shared }),
    fc.record({ type: fc.constant("pattern"), ...shared, pattern: fc.constantFrom("^INV-[0-9]+$", "a|b") }),
    fc.record({ type: fc.constant("lookup"), ...shared, of: slug }),
    fc.record({ type: fc.constantFrom("select", "multiSelect"), ...shared, choices: slugs(1).chain(named) }),
    fc.record({ type: fc.constant("tree"), ...shared, choices: tree.filter((level) => (level as ReadonlyArray<unknown>).length > 0) })
  )
  return fc
    .uniqueArray(fc.tuple(slug, type), { maxLength: 4, selector: ([id]) => id })
    .map((all) => all.map(([id, rest]) => ({ id, ...rest })))
}

const weekly = fc.record(
  { mon: fc.constantFrom("09:00-17:00", ["22:00-06:00"]), wed: fc.constant(["09:00-12:00", "13:00-17:30"]), sun: fc.constant([]) },
  { requiredKeys: [] }
)
const calendar = fc.record(
  {
    name,
    zone: fc.constantFrom("UTC", "Europe/Paris", "Australia/Lord_Howe"),
    hours: weekly,
    holidays: fc.subarray([
      { name: "Christmas", yearly: "12-25" },
      { name: "Sale", on: "2026-12-20", hours: ["12:00-24:00"] }
    ]),
    overrides: fc.subarray([
      { on: "2026-11-27", hours: ["09:00-11:00"] },
      { nth: 1, day: "mon", month: 5, closed: ["10:00-11:00"] }
    ])
  },
  { requiredKeys: ["zone", "hours"] }
)
const span = fc.constantFrom(1, "4h", "1h 30m", 3_600_000)
const condition = (departments: ReadonlyArray<string>) =>
  fc.constantFrom(
    { all: [] },
    { field: "department", op: "is", value: departments[0] },
    { any: [{ not: { field: "subject", op: "contains", value: "x" } }, { field: "statusCategory", op: "in", value: ["new", "open"] }] },
    { field: "tags", op: "isSet", value: true }
  )
/** Promises by the calendars of a definition. */
const promises = (ids: { readonly departments: ReadonlyArray<string>; readonly priorities: ReadonlyArray<string> }) =>
  fc.tuple(slugs(0), slugs(0), slugs(0)).chain(([calendars, metrics, policies]) => {
    const target = fc.record(
      {
        metric: fc.constantFrom("firstReply", "agentWork", ...metrics.filter((id) => id !== "due")),
        within: span,
        priority: fc.constantFrom(null, ...ids.priorities, ids.priorities),
        calendar: fc.constantFrom(null, ...calendars)
      },
      { requiredKeys: ["metric", "within"] }
    )
    const policy = fc.record(
      {
        name,
        where: condition(ids.departments),
        calendar: fc.constantFrom(null, ...calendars),
        targets: fc.array(target, { maxLength: 3 }),
        thresholds: fc.subarray([
          { id: "soon", percent: 75 },
          { id: "late", overdue: "1h" },
          { id: "left", remaining: 60_000 }
        ]),
        onRetarget: fc.constantFrom("carryElapsed", "restart", "keepOld"),
        binding: fc.constantFrom("pinned", "live")
      },
      { requiredKeys: ["targets"] }
    )
    const all = <T>(some: ReadonlyArray<string>, one: fc.Arbitrary<T>) =>
      fc.tuple(...some.map((id) => one.map((rest) => ({ id, ...rest }))))
    const metric = fc.constant({ start: [{ on: "opened" }], stop: [{ on: "message", by: ["agent"] }] })
    return fc.record({
      calendars: all(calendars, calendar),
      metrics: all(
        metrics.filter((id) => id !== "due"),
        metric
      ),
      slaPolicies: all(policies, policy)
    })
  })

/** Roles that grant this and that, here and there. */
const roles = (departments: ReadonlyArray<string>) =>
  slugs(1).map((ids) =>
    ids.map((id, i) => ({
      id,
      grants: [
        { can: ["read", "note"] },
        { can: ["reply"], where: { field: "department", op: "is", value: i === 0 ? departments[0] : { my: "departments" } } }
      ].slice(0, i + 1)
    }))
  )

/** Each asks whoever manages the requester: nobody need be there for it. */
const approval = fc.record({
  name: optional(name),
  order: optional(fc.constantFrom("sequence", "parallel")),
  promises: optional(fc.constantFrom("run", "pause")),
  covers: optional(fc.subarray(["priority", "kind", "organization"])),
  steps: slugs(1).chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(id),
          approvers: fc.constant([{ managerOf: "requester" }]),
          rule: optional(fc.constantFrom<unknown>("any", "all", { kind: "percent", percent: 50 })),
          excludes: optional(fc.subarray(["requester", "assignee"])),
          expiries: optional(
            fc.subarray([
              { after: "1h", then: "remind" },
              { after: 60_000, calendar: null, then: "reject" }
            ])
          )
        })
      )
    )
  )
})

const survey = fc.record(
  {
    ask: fc.record({ after: span, calendar: fc.constant(null) }, { requiredKeys: [] }),
    where: fc.constantFrom({ all: [] }, { field: "tags", op: "isSet", value: true }),
    scale: fc.constantFrom("thumbs", 3, 10),
    reasons: slugs(0).chain(named),
    expires: span,
    editable: fc.constantFrom(null, "1h"),
    sample: fc.constantFrom(0, 12.5, 100),
    cooldown: fc.constantFrom(null, "30d"),
    solvedBy: fc.constantFrom("anybody", "people"),
    page: fc.constantFrom(null, "https://desk.test/rate/{token}")
  },
  { requiredKeys: [] }
)

interface Placed {
  readonly id: string
  readonly category: string
  readonly isDefault?: boolean
}
/** A category that none is placed in has one of its own. */
const allOf = (statuses: ReadonlyArray<Placed>): ReadonlyArray<Placed> => [
  ...statuses,
  ...Category.literals.filter((one) => statuses.every(({ category }) => category !== one)).map((one) => ({ id: one, category: one }))
]
/** Some do without statuses that are not the default of their category. */
const departmentsOf = (ids: ReadonlyArray<string>, statuses: ReadonlyArray<Placed>) => {
  const [needed, others] = [
    allOf(statuses).filter(({ isDefault }) => isDefault !== false),
    allOf(statuses).filter(({ isDefault }) => isDefault === false)
  ]
  const own = fc.subarray(others.map(({ id }) => id)).map((some) => [...needed.map(({ id }) => id), ...some])
  return named(ids).chain((all) =>
    fc.tuple(
      ...all.map((one) =>
        typeof one === "string"
          ? fc.constant(one)
          : fc.record({ statuses: optional(own), fields: optional(fc.constant([])) }).map((rest) => ({ ...one, ...rest }))
      )
    )
  )
}
const transition = (departments: ReadonlyArray<string>, statuses: ReadonlyArray<Placed>) => {
  const ids = allOf(statuses)
    .filter(({ isDefault }) => isDefault !== false)
    .map(({ id }) => id)
  const some = fc.subarray(ids, { minLength: 1 })
  return fc.record({
    department: optional(fc.constantFrom(null, ...departments)),
    from: fc.oneof(fc.constant("any"), some, fc.constantFrom(...ids)),
    to: fc.oneof(some, fc.constantFrom(...ids)),
    where: optional(fc.oneof(condition(departments), fc.constant({ field: "commit.by", op: "is", value: "agent" }))),
    reason: optional(name)
  })
}
const movesOf = (departments: ReadonlyArray<string>) => {
  const pairs = departments.flatMap((from) => departments.filter((to) => to !== from).map((to) => ({ from, to })))
  const how = fc.record(
    { otherwise: fc.constantFrom("keep", "drop", "block"), promises: fc.constantFrom("carry", "restart") },
    { requiredKeys: [] }
  )
  return fc.subarray(pairs).chain((some) => fc.tuple(...some.map((pair) => how.map((rest) => ({ ...pair, ...rest })))))
}

/** `undefined` stands for "left out", as in JavaScript. */
export const definition = fc
  .record({ departments: slugs(1), brands: slugs(1), teams: slugs(0), priorities: slugs(0), statuses })
  .chain((ids) => {
    // What the first status demands, nobody who writes in could fill: such a definition is refused.
    const statusIds = ids.statuses.filter((status) => status.category !== "new").map((status) => status.id)
    const policy = {
      reopenWithinDays: optional(fc.option(fc.nat({ max: 36_500 }))),
      afterwards: optional(fc.constantFrom("followUp", "reject"))
    }
    const agent = fc.record({
      name: optional(name),
      teams: optional(fc.subarray(ids.teams)),
      departments: optional(fc.subarray(ids.departments))
    })
    const told = fc.record({
      name,
      statuses: fc.constant(ids.statuses),
      priorities: named(ids.priorities),
      defaultPriority: fc.constantFrom(undefined, null, ...ids.priorities),
      kinds: optional(slugs(0).chain(named)),
      channels: optional(slugs(0).chain(named)),
      departments: departmentsOf(ids.departments, ids.statuses),
      transitions: optional(fc.array(transition(ids.departments, ids.statuses), { maxLength: 3 })),
      moves: optional(movesOf(ids.departments)),
      brands: named(ids.brands),
      teams: named(ids.teams),
      agents: fc
        .uniqueArray(fc.tuple(slug, agent), { maxLength: 4, selector: ([id]) => id.toLowerCase() })
        .map((all) => all.map(([id, rest]) => ({ id, email: `${id}@agents.test`, ...rest }))),
      categories: optional(tree),
      fields: fieldsOf(statusIds),
      supportAddresses: optional(
        fc
          .uniqueArray(fc.tuple(slug, fc.boolean(), fc.constantFrom(null, ...ids.brands)), {
            maxLength: 4,
            selector: ([id]) => id.toLowerCase()
          })
          .map((all) =>
            Array.of<unknown>("*@desk.test").concat(
              all.map(([id, plus, brand]) => (plus ? { address: `${id}@desk.test`, plus, brand } : `${id}@Desk.test`))
            )
          )
      ),
      needsNoAnswer: optional(fc.subarray(["thanks", "Merci !", "thank you"])),
      forwarders: optional(fc.subarray(["All@groups.test", "list@groups.test"])),
      archive: optional(fc.constantFrom(null, "Keep@archive.test")),
      followUp: optional(
        fc.oneof(
          fc.record(policy),
          fc
            .subarray(ids.departments)
            .chain((some) => fc.tuple(...some.map((department) => fc.record({ department: fc.constant(department), ...policy }))))
        )
      ),
      approvals: optional(slugs(0).chain((ids) => fc.tuple(...ids.map((id) => approval.map((rest) => ({ id, ...rest })))))),
      approvalPage: optional(fc.constantFrom(null, "https://desk.test/{token}")),
      purgeAfter: optional(fc.record({ removed: fc.constantFrom(null, 0, 30), spam: fc.nat({ max: 36_500 }) }, { requiredKeys: [] })),
      mentions: optional(fc.constantFrom({}, { follow: false }, { follow: true })),
      satisfaction: optional(
        fc.oneof(
          fc.constant(null),
          survey,
          slugs(1).chain((ids) => fc.tuple(...ids.map((id) => survey.map((one) => ({ ...one, id })))))
        )
      ),
      roles: optional(roles(ids.departments)),
      colleagues: optional(fc.constantFrom("none", "read", "reply")),
      acknowledge: optional(fc.boolean()),
      onAgentCreate: optional(fc.constantFrom("self", "unassigned")),
      attachmentLimit: optional(fc.nat({ max: 1_000_000_000 }))
    })
    return fc.tuple(told, optional(promises(ids))).map(([all, promised]) => ({ ...all, ...promised }))
  })
