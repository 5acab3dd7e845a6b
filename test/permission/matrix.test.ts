/** Every command and every verb, asked by everybody of every kind of ticket: granted or refused as `can` says, and a refusal leaves nothing. */
import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import * as Clocks from "../../src/sla/Clocks.ts"
import { handle } from "../../src/desk/handle.ts"
import { factsOf } from "../../src/desk/facts.ts"
import * as Memory from "../../src/desk/Memory.ts"
import { verbs } from "../../src/helpdesk/faces/verbs.ts"
import type * as Actor from "../../src/people/Actor.ts"
import { type Capability, can, neededBy, needs } from "../../src/permission/index.ts"
import { memory } from "../../src/storage/memory.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { begin, house, told, workspace, written } from "./aHouse.ts"

const actors = [
  "agent:ann",
  "agent:bo",
  "agent:cy",
  "agent:di",
  "agent:li",
  "ada",
  "participant:eve@example.org",
  "abe",
  "participant:mallory@example.org",
  "system"
] as const
type Who = (typeof actors)[number]

/** A ticket of each kind; `elsewhere` is another tenant's, `alias` was merged into one of sales. */
const world = async () => {
  const storage = memory()
  const { desk, opened, blobs } = house(storage)
  const other = house(storage, "other", "o")
  await desk.addOrganization({ id: "lovelace", name: "Lovelace", domains: ["lovelace.example"] })
  const own = await opened("support")
  const theirs = await opened("sales")
  const secret = await opened("support")
  const alias = await opened("support")
  const elsewhere = await other.opened("support")
  const abes = await opened("support", { requester: { email: "abe@lovelace.example" }, cc: [] })
  const spare = await opened("support", { cc: [] })
  const as = "agent:ann"
  for (const { id } of [own, theirs, secret]) {
    await desk.requestApproval(id, { as, approval: "budget" })
    await desk.note(id, { as, text: "For us" })
  }
  await desk.restrict(secret.id, { as, teams: ["hr"] })
  await desk.merge(theirs.id, { as, sources: [alias.id] })
  const scopes = { own: own.id, theirs: theirs.id, secret: secret.id, alias: alias.id, elsewhere: elsewhere.id }
  const actorOf = (who: Who): Exclude<Who, "ada" | "abe"> | `requester:${string}` =>
    who === "ada" ? `requester:${own.requester.id}` : who === "abe" ? `requester:${abes.requester.id}` : who
  return { desk, storage, blobs, scopes, actorOf, spare: spare.id }
}
type World = Awaited<ReturnType<typeof world>>

/** What each verb of people is told, beside the ticket. */
const inputs = (spare: string): Readonly<Record<string, object>> => ({
  reply: { text: "x", attachments: [{ name: "a", bytes: Buffer.from("a") }] },
  note: { text: "x", attachments: [{ name: "a", bytes: Buffer.from("a") }] },
  forward: { text: "x", to: ["third@example.org"], attachments: [{ name: "a", bytes: Buffer.from("a") }] },
  assign: { agent: "di" },
  rename: { subject: "Renamed" },
  changeStatus: { status: "pending" },
  prioritize: { priority: "high" },
  categorize: { category: ["x"] },
  setField: { field: "seats", value: 3 },
  tag: { tags: ["vip"] },
  untag: { tags: ["vip"] },
  follow: { agent: "di" },
  unfollow: { agent: "ann" },
  addParticipant: { address: "new@example.org" },
  removeParticipant: { address: "nobody@example.org" },
  restrict: { agents: ["ann", "di"] },
  setDue: { due: begin + 1e9 },
  perform: { commands: [{ _tag: "Tag", tags: ["done"] }] },
  requestApproval: { approval: "budget" },
  vote: { approval: "budget", answer: "abstain" },
  delegateVote: { approval: "budget", to: "di" },
  replaceApprover: { approval: "budget", from: "ann", to: "di" },
  withdrawApproval: { approval: "budget", reason: "x" },
  merge: { sources: [spare] },
  split: { from: "nothing" },
  rethread: { from: "nothing", to: spare },
  link: { type: "related", to: spare },
  unlink: { type: "related", to: spare },
  resolve: { text: "Turned it off" },
  planActivity: { kind: "task", subject: "Call" },
  changeActivity: { id: "a", subject: "x" },
  completeActivity: { id: "a" },
  reopenActivity: { id: "a" },
  removeActivity: { id: "a" },
  logTime: { minutes: 5, billable: true },
  reverseTime: { entry: "e" },
  acceptSuggestion: { what: "title" },
  move: { department: "sales" },
  moveOut: { to: { department: "sales" }, why: "Theirs" },
  snooze: { until: begin + 1e9 },
  saveDraft: { text: "x", attachments: [{ name: "a", bytes: Buffer.from("a") }] },
  changeRequester: { requester: { email: "new@example.org" } },
  redact: { message: "nothing", text: "x", why: "y" },
  attach: { files: [{ name: "a", bytes: Buffer.from("a") }] }
})
/** Of verbs that are not called as their command. */
const capabilityOf: Readonly<Record<string, Capability>> = {
  rebind: "edit",
  perform: "tag",
  // Of the desk alone, and of all who have a part in it.
  transitions: "note",
  markRead: "read",
  markUnread: "read",
  saveDraft: "read",
  draft: "read",
  discardDraft: "read",
  sendDraft: "read",
  unsnooze: "plan",
  attach: "note",
  markSpam: "spam",
  recover: "restore",
  moveOut: "move",
  redact: "redact",
  waiveAnswer: "edit",
  changeRequester: "edit",
  merge: "merge",
  unmerge: "merge",
  unsplit: "merge",
  split: "split",
  rethread: "split"
}
const neededFor = (verb: string): Capability => {
  const tag = `${verb[0]!.toUpperCase()}${verb.slice(1)}` as Ticket.Command["_tag"]
  return capabilityOf[verb] ?? (needs[tag] as Capability)
}
/** The spare one is touched as well. */
const ofTwo: ReadonlySet<string> = new Set(["merge", "rethread", "link", "unlink"])
const looking: Readonly<Record<string, ReadonlyArray<unknown>>> = {
  stateAt: [{ version: 1 }],
  changes: [{ version: 1 }, { version: 2 }],
  audienceAt: [{ version: 1 }, "requester"],
  explainDue: ["firstReply"],
  explainApproval: ["budget"]
}

type Verbs = Readonly<Record<string, (...args: ReadonlyArray<unknown>) => Promise<unknown>>>
const acting = Object.keys(verbs).filter(
  (verb) => verbs[verb as keyof typeof verbs] === "acts" && !verb.endsWith("All") && verb !== "forget"
)
const seeing = Object.keys(verbs).filter((verb) => verbs[verb as keyof typeof verbs] === "looks")

const isRefusal = (answer: unknown): answer is { readonly _tag: string } => answer !== "granted"
/** The same words, whatever the ticket is called. */
const nameless = (answer: unknown, id: string): unknown => JSON.parse(JSON.stringify(answer).replaceAll(id, "nothing")) as unknown
const verdictOf = async ({ desk, actorOf }: World, who: Who, action: Capability, ticketId: string): Promise<boolean> =>
  (await desk.can({ as: actorOf(who), action, ticketId }).catch(() => undefined))?._tag === "Allow"

describe("the verbs", () => {
  test("of a desk and of its agents are the same ones, each decided about", async () => {
    const { desk } = await world()
    expect(Object.keys(desk).toSorted()).toEqual(Object.keys(verbs).toSorted())
    expect(Object.keys(desk.as("agent:bo")).toSorted()).toEqual(
      Object.entries(verbs)
        .flatMap(([verb, how]) => (how === "desk" ? [] : [verb]))
        .toSorted()
    )
  })

  test.each(acting)("%s", async (verb) => {
    const place = await world()
    const { desk, storage, blobs, scopes, actorOf, spare } = place
    const all = desk as unknown as Verbs
    const input = inputs(spare)[verb] ?? {}
    let [denied, granted] = [0, 0]
    for (const id of Object.values(scopes))
      for (const who of actors) {
        const as = actorOf(who)
        const ask = (ticket: string) => told(() => all[verb]!(ticket, { ...input, as }))
        const reads = await verdictOf(place, who, "read", id)
        const touched = ofTwo.has(verb) ? [id, spare] : [id]
        const may = (await Promise.all(touched.map((one) => verdictOf(place, who, neededFor(verb), one)))).every((one) => one)
        const before = [await written(storage), await written(storage, "other"), blobs.length]
        const answer = await ask(id)
        if (!reads) expect(nameless(answer, id)).toEqual(await ask("nothing"))
        if (!reads || !may) {
          // Where both are one already, or were never linked, there is nothing to be denied.
          expect(isRefusal(answer) || (reads && ofTwo.has(verb))).toBe(true)
          expect([await written(storage), await written(storage, "other"), blobs.length]).toEqual(before)
          denied++
          continue
        }
        granted++
        if (isRefusal(answer) && !(verb === "rethread" && id === scopes.secret))
          expect(["Denied", "TicketNotFound", "NotAnAgent"]).not.toContain(answer._tag)
      }
    expect([denied > 20, granted > 5]).toEqual([true, true])
  })

  test.each(seeing)("%s", async (verb) => {
    const place = await world()
    const { desk, storage, scopes } = place
    const before = await written(storage)
    for (const id of Object.values(scopes))
      for (const who of ["agent:ann", "agent:bo", "agent:cy", "agent:di", "agent:li"] as const) {
        const own = desk.as(who) as unknown as Verbs
        const ask = (ticket: string) => told(() => own[verb]!(ticket, ...(looking[verb] ?? [])))
        const answer = await ask(id)
        if (await verdictOf(place, who, "read", id)) {
          if (isRefusal(answer)) expect(answer._tag).not.toBe("TicketNotFound")
        } else expect(nameless(answer, id)).toEqual(await ask("nothing"))
      }
    expect(await written(storage)).toBe(before)
  })

  test("of people outside answer as `can` says", async () => {
    const place = await world()
    const { desk, scopes, actorOf } = place
    for (const id of Object.values(scopes))
      for (const who of ["ada", "abe", "participant:eve@example.org", "participant:mallory@example.org"] as const) {
        const own = desk.as(actorOf(who) as `requester:${string}`)
        const reads = await verdictOf(place, who, "read", id)
        for (const ask of [own.get, own.timeline, (ticket: string) => own.can({ action: "reply", ticketId: ticket })]) {
          const answer = await told(() => ask(id))
          expect(reads ? answer : nameless(answer, id)).toEqual(reads ? "granted" : await told(() => ask("nothing")))
        }
        const answer = await told(() => own.reply(id, { text: "x" }))
        expect(isRefusal(answer)).toBe(!(await verdictOf(place, who, "reply", id)))
      }
  })
})

/** One of each, as somebody might bring it to the core. */
const pieces = Ticket.Pieces.whole("t-9")
const body = { text: "x" }
const commands: { readonly [Tag in Ticket.Command["_tag"]]: Omit<Extract<Ticket.Command, { readonly _tag: Tag }>, "_tag"> } = {
  Open: {
    ticketId: "t-9",
    reference: "K7QM-4XW2",
    requester: { id: "r-1", name: "Ada", email: null, organization: null },
    subject: "x",
    content: body
  },
  Begin: {
    ticketId: "t-9",
    reference: "K7QM-4XW2",
    requester: { id: "r-1", name: "Ada", email: null, organization: null },
    subject: "x",
    channel: "api",
    since: null,
    askedAt: null,
    answeredAt: null,
    thread: [],
    pieces: [],
    splitFrom: null
  },
  Reply: { content: body },
  Note: { content: body },
  Forward: { content: body, to: ["x@example.org"] },
  Assign: { agent: "di" },
  ChangeStatus: { status: "pending" },
  Prioritize: { priority: "high" },
  Categorize: { category: [] },
  SetField: { field: "seats", value: 2 },
  Rename: { subject: "y" },
  Tag: { tags: ["a"] },
  Untag: { tags: ["a"] },
  Follow: { agent: "di" },
  Unfollow: { agent: "di" },
  AddParticipant: { participant: { address: "x@example.org", name: "" } },
  RemoveParticipant: { address: "x@example.org" },
  ProposeParticipants: { participants: [] },
  SetDue: { due: null },
  SendMail: { to: ["requester"], subject: "x", text: "x" },
  Notify: { to: ["assignee"], text: "x" },
  CallWebhook: { webhook: "x" },
  ApplyPolicy: { policy: null, version: "x", targets: [], because: "selected" },
  ReachThreshold: { metric: "firstReply", instance: 1, promise: 1, reachedAt: Instant.make(1), threshold: "x" },
  Breach: { metric: "firstReply", instance: 1, promise: 1, reachedAt: Instant.make(1) },
  RunAutomation: { automation: "x", from: Instant.make(1), due: Instant.make(1), refused: null },
  SuppressRules: { rules: ["x"], reason: "depth" },
  RequestApproval: { approval: "budget" },
  Vote: { approval: "budget", answer: "yes" },
  DelegateVote: { approval: "budget", to: "di" },
  ReplaceApprover: { approval: "budget", from: "ann", to: null },
  WithdrawApproval: { approval: "budget", reason: "x" },
  ReviewApprovals: {},
  Close: {},
  Reopen: {},
  MergeInto: { merge: "m", into: "t-8", reference: "K7QM-4XW2", approvals: "withdraw" },
  Redirect: { survivor: "t-8" },
  Absorb: { merge: "m", ticket: "t-8", reference: "K7QM-4XW2", pieces, carried: [] },
  Release: { merge: "m", ticket: "t-8", reference: "K7QM-4XW2", pieces },
  Unmerge: { merge: "m", reference: "K7QM-4XW2", conversation: pieces, away: [] },
  GiveMessages: { to: "t-8", reference: "K7QM-4XW2", pieces },
  TakeMessages: { from: "t-8", reference: "K7QM-4XW2", pieces },
  Link: { type: "related", side: "to", ticket: "t-8", reference: "K7QM-4XW2" },
  Unlink: { type: "related", side: "to", ticket: "t-8", reference: "K7QM-4XW2" },
  Conclude: { link: "parent", category: "solved" },
  FollowUp: { ticket: "t-8", reference: "K7QM-4XW2" },
  Suggest: { title: "", summary: "", coversUpTo: 1, leftOut: 0, internal: false, maker: { name: "x", version: "" } },
  AcceptSuggestion: { what: "title" },
  Resolve: { text: "x" },
  KeepArticle: { resolution: "x", article: "x", url: null },
  PlanActivity: { kind: "task", subject: "x" },
  ChangeActivity: { id: "a" },
  CompleteActivity: { id: "a" },
  ReopenActivity: { id: "a" },
  RemoveActivity: { id: "a" },
  Remind: {},
  LogTime: { milliseconds: 1, billable: true },
  ReverseTime: { entry: "e" },
  Restrict: { agents: ["di"], teams: [] },
  Move: { department: "sales" },
  KeepStatus: { status: "open", wanted: "pending", why: "x" },
  Snooze: { until: Instant.make(begin + 1e9) },
  Unsnooze: {},
  WakeUp: { because: "time" },
  Attach: { files: [], visibility: "internal" },
  PlanRating: { survey: "main", dueAt: Instant.make(1) },
  RequestRating: { cycle: 1, scale: 5, reasons: [], expiresAt: Instant.make(1), editable: null },
  WithdrawRating: { cycle: 1, because: "cooldown" },
  ExpireRating: { cycle: 1 },
  Rate: { score: 1 },
  Remove: { as: "removed" },
  Restore: {},
  Purge: { spared: [] },
  Erase: { what: "ticket", why: "x", message: null, gone: [], rewritten: [] },
  AskErasure: {},
  ChangeRequester: { requester: { id: "r-2", name: "Eve", email: null, organization: null } },
  WaiveAnswer: {},
  ReportUndelivered: { answer: "m", channel: "sms", state: "failed", reason: "x", agent: null, to: "x", text: "x" },
  PurgeMessages: { of: "t-8", reference: "K7QM-4XW2", messages: [] }
}

describe("the core", () => {
  const desk = { workspace, tenant: "main", signer: undefined, promises: workspace.promises }
  const stand = { sla: Clocks.initial, memory: Memory.initial }
  const at = { now: Instant.make(begin), id: "c", via: "api" }
  const opened = (department: string, more: ReadonlyArray<Ticket.Command> = []): Ticket.Ticket => {
    const made = handle(
      desk,
      { ...stand, stream: "t-9", version: 0, ticket: undefined },
      [
        {
          _tag: "Open",
          ...commands.Open,
          department,
          requester: { id: "r-1", name: "Ada", email: "ada@lovelace.example", organization: null }
        },
        ...more
      ],
      { ...at, actor: "system" }
    )
    return Result.getOrThrow(made).ticket
  }
  const tickets = [opened("support"), opened("sales"), opened("support", [{ _tag: "Restrict", agents: [], teams: ["hr"] }])]
  const askers: ReadonlyArray<Actor.Actor> = [
    "agent:ann",
    "agent:bo",
    "agent:cy",
    "agent:di",
    "agent:li",
    "requester:r-1",
    "requester:r-2",
    "system",
    "rule:x",
    "integration:x"
  ]

  test.each(Object.keys(commands) as ReadonlyArray<Ticket.Command["_tag"]>)("%s", (tag) => {
    const command = { _tag: tag, ...commands[tag] } as Ticket.Command
    for (const ticket of tickets)
      for (const actor of askers) {
        const answer = handle(desk, { ...stand, stream: ticket.id, version: 1, ticket }, [command], { ...at, actor })
        const refusal = Result.isFailure(answer) ? answer.failure._tag : undefined
        const may = (action: Capability) =>
          can(workspace, { actor, now: at.now }, action, { ticket, facts: factsOf(ticket, workspace) })._tag === "Allow"
        const isMachine = ["system", "rule:x", "integration:x"].includes(actor)
        if (!may("read")) expect(refusal).toBe("TicketNotFound")
        else if (isMachine) expect(["TicketNotFound", "NotAnAgent"]).not.toContain(refusal)
        else if (tag === "FollowUp" && !actor.startsWith("agent:")) expect(refusal === undefined).toBe(may("reply"))
        else if (!neededBy([command]).every((action) => action !== "own" && may(action)))
          expect(refusal).toMatch(actor.startsWith("agent:") ? /^Denied$/ : /^(?:NotAnAgent|Denied)$/)
        else expect(["Denied", "TicketNotFound"]).not.toContain(refusal)
      }
  })
  test("no command is left out", () => {
    expect(Object.keys(commands).toSorted()).toEqual(Object.keys(needs).toSorted())
  })
})
