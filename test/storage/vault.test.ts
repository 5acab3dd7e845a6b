/** Events in two halves: what stays tells of nobody, what is apart fits it and nothing else, and all of it is a chain. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Json, Vaulted } from "../../src/storage/Storage.ts"
import { personalIn } from "../../src/storage/vault/declared.ts"
import { digest } from "../../src/storage/vault/digest.ts"
import { examine, type Fault } from "../../src/storage/vault/examine.ts"
import { changed, each, steps } from "../../src/storage/vault/Path.ts"
import * as Seal from "../../src/storage/vault/Seal.ts"
import { arbitraries, proveErased } from "../../src/testing/index.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { harmless } from "./harmless.ts"

const owner: Seal.Owner = { subject: "requester:r-1", isOurs: (address) => address.endsWith("@acme.example") }
const json = (value: unknown): Json => value as Json
const decodeEvent = Schema.decodeUnknownResult(Ticket.Event)

/** Those of the fixture, and one of each kind of message that came by a channel. */
const examples: ReadonlyArray<Json> = [
  ...(JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures/events.v1.json"), "utf8")) as { events: ReadonlyArray<Json> }).events,
  {
    _tag: "Replied",
    at: 1767604080000,
    by: "participant:Eve@example.com",
    via: "sms",
    messageId: "c-9",
    home: "t-2",
    content: {
      text: "Until six.\nVisitor: Hello?",
      folded: [],
      cutFrom: 70_000,
      origin: {
        channel: "sms",
        account: "+33900000000",
        id: "SM123",
        thread: "+33123456789",
        person: { kind: "phone", value: "+33123456789" },
        name: "Eve",
        verified: true,
        kind: "transcript",
        sentAt: null,
        seconds: 12,
        recording: 0,
        transcript: [{ role: "requester", name: "Visitor Eve", at: null, from: 20, to: 26 }],
        raw: "d".repeat(64)
      }
    }
  },
  {
    ...(json({ _tag: "Begun", at: 1, by: "agent:bo", via: "api", ticketId: "t-1", reference: "K7QM-4XW2" }) as object),
    requester: { id: "r-1", name: "Ada", email: null, organization: null },
    subject: "x",
    status: "new",
    statusCategory: "new",
    priority: null,
    kind: null,
    category: [],
    department: "support",
    brand: "acme",
    fields: [],
    tags: [],
    agent: null,
    team: null,
    participants: [],
    receivedAt: null,
    channel: "sms",
    line: { account: "", thread: "+331", to: { kind: "phone", value: "+33123456789" } },
    since: 1,
    askedAt: null,
    answeredAt: null,
    thread: ["ada.lovelace.laptop@mail.example.org"],
    pieces: [],
    splitFrom: null
  }
]

describe("what events say of people", () => {
  const leaves = (value: Json, path: string): ReadonlyArray<readonly [string, string]> =>
    typeof value === "string"
      ? [[path, value]]
      : Array.isArray(value)
        ? value.flatMap((one: Json) => leaves(one, `${path}[]`))
        : typeof value === "object" && value !== null
          ? Object.entries(value).flatMap(([key, one]: [string, Json]) => leaves(one, path === "" ? key : `${path}.${key}`))
          : []
  const isDeclared = (tag: string, path: string): boolean =>
    [...Ticket.Personal.ofAll, ...Ticket.Personal.personal[tag as Ticket.Event["_tag"]]].some(
      (part) => path === part.path || path.startsWith(`${part.path}.`) || path.startsWith(`${part.path}[]`)
    )
  test("is declared, wherever there is a text; or it is harmless, and a line says why", () => {
    const undeclared = examples.flatMap((event) => {
      const tag = (event as { _tag: string })._tag
      return leaves(event, "").flatMap(([path]) =>
        isDeclared(tag, path) || harmless.some(([pattern]) => pattern.test(`${tag} ${path}`)) ? [] : [`${tag} ${path}`]
      )
    })
    expect([...new Set(undeclared)]).toEqual([])
  })
  test("each reason is of something that there is", () => {
    const all = examples.flatMap((event) => leaves(event, "").map(([path]) => `${(event as { _tag: string })._tag} ${path}`))
    expect(harmless.filter(([pattern]) => !all.some((one) => pattern.test(one))).map(String)).toEqual([])
  })
  test("is somebody's: the author's, the requester's, or theirs whose address it is", () => {
    const found = personalIn(examples.at(-2)!, owner)
    expect(new Set(found.map(({ subject }) => subject))).toEqual(new Set(["participant:eve@example.com"]))
    const mail = personalIn(
      examples.find((event) => (event as { _tag: string })._tag === "Opened")!,
      {
        ...owner,
        subject: "requester:r-ada"
      }
    )
    const whose = (path: string): ReadonlyArray<string> => mail.filter((one) => one.path.startsWith(path)).map(({ subject }) => subject)
    expect(whose("content.text")).toEqual(["requester:r-ada"])
    expect(whose("content.mail.recipients")).toEqual(["participant:eve@example.org"])
    expect(whose("participants")).toEqual(["participant:eve@example.org"])
  })
})

describe("a body", () => {
  test("is an event still, with blanks; whatever has no blank is as it was", () => {
    for (const event of examples) {
      const { body } = Seal.seal(event, "", owner)
      const read = decodeEvent(Seal.open(body, []))
      expect(Result.isSuccess(read), JSON.stringify(body)).toBe(true)
    }
  })
  test("of the same event is another each time, and says nothing of how long a text was", () => {
    const say = (text: string): Json => ({ _tag: "Replied", at: 1, by: "agent:bo", via: "api", messageId: "m", content: { text } })
    const [one, other] = [Seal.seal(say("yes"), "", owner).body, Seal.seal(say("yes"), "", owner).body]
    expect(one).not.toEqual(other)
    expect(JSON.stringify(one).length).toBe(JSON.stringify(Seal.seal(say("no ".repeat(1000)), "", owner).body).length)
  })

  const events = arbitraries.history().map(({ events }) => events.map(json))
  test("law: with what was apart it is the event again, and the event was left alone", () => {
    fc.assert(
      fc.property(events, (all) => {
        const before = JSON.stringify(all)
        for (const event of all) {
          const { body, entries } = Seal.seal(event, "x", owner)
          const viaStore = JSON.parse(JSON.stringify([body, entries.map(({ entry }) => entry)])) as [Json, ReadonlyArray<Seal.Entry>]
          expect(Seal.open(...viaStore)).toEqual(event)
        }
        expect(JSON.stringify(all)).toBe(before)
      })
    )
  })
  test("law: without it, it betrays nothing of what was there", () => {
    const marked = (event: Json): Json =>
      changed(
        event,
        personalIn(event, owner).flatMap(({ path, value }) => (typeof value === "string" ? [{ path, value: `${value}Càn,ary` }] : []))
      )
    fc.assert(
      fc.property(events, (all) => {
        for (const event of [...all, ...examples]) {
          const { body } = Seal.seal(marked(event), "x", owner)
          expect(JSON.stringify(body)).not.toContain("Càn,ary")
          expect(Result.isSuccess(decodeEvent(Seal.open(body, []))), JSON.stringify(body)).toBe(true)
        }
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 10) }
    )
    expect(proveErased(Seal.seal(marked(examples.at(-2)!), "x", owner).body as object, ["Càn,ary", "+33123456789", "Until six"])).toEqual(
      []
    )
  })
})

describe("places in a value", () => {
  test("are found by keys, and for each of a list; what is not there is not found", () => {
    const found: Array<readonly [Json, string]> = []
    const see = (value: Json, path: string): void => void found.push([value, path])
    each({ a: [{ b: 1 }, { c: 2 }, { b: [3] }], b: 4 }, steps("a[].b"), see)
    each({ a: null }, steps("a.b.c"), see)
    expect(found).toEqual([
      [1, "a.0.b"],
      [[3], "a.2.b"]
    ])
  })
  test("are changed, or taken away, in a copy", () => {
    const before = { a: [{ b: 1, c: 2 }], d: { e: 3 } }
    const after = changed(before, [
      { path: "a.0.b", value: "x" },
      { path: "a.0.c", value: undefined }
    ]) as typeof before
    expect(after).toEqual({ a: [{ b: "x" }], d: { e: 3 } })
    expect(before.a[0]).toEqual({ b: 1, c: 2 })
    expect(after.d).toBe(before.d)
  })
})

describe("a chain", () => {
  const tenant = "desk"
  const sealed = (events: ReadonlyArray<Json>, stream = "t-1") => {
    let after = Seal.first(tenant, stream)
    const vault: Array<Vaulted> = []
    const bodies = events.map((event, i) => {
      const { body, entries } = Seal.seal(event, after, owner)
      after = digest(body)
      for (const { subject, entry } of entries) vault.push({ version: i + 1, subject, value: json(entry) })
      return body
    })
    return { bodies, vault }
  }
  type Chain = ReturnType<typeof sealed>
  const faults = ({ bodies, vault }: Chain): ReadonlyArray<Fault> => examine(tenant, "t-1", bodies, vault).faults
  const note = (n: number): Json => ({
    _tag: "Noted",
    at: n,
    by: "agent:bo",
    via: "api",
    messageId: `m-${n}`,
    content: { text: `note ${n}` }
  })
  const whole = sealed([1, 2, 3, 4].map(note))
  const other = sealed([7, 8, 9, 10].map(note), "t-2")

  test("that nobody touched is sound, and its entries know their seals", () => {
    const { faults, held, head } = examine(tenant, "t-1", whole.bodies, whole.vault)
    expect(faults).toEqual([])
    expect(held.map(({ seal, version }) => [seal, version])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4]
    ])
    expect(head).toBe(digest(whole.bodies[3]!))
  })
  test.each<[string, Chain, Fault]>([
    ["an event left out", { bodies: whole.bodies.toSpliced(1, 1), vault: [] }, { version: 2, what: "broken" }],
    [
      "two events exchanged",
      { ...whole, bodies: [whole.bodies[0]!, whole.bodies[2]!, whole.bodies[1]!, whole.bodies[3]!] },
      { version: 2, what: "broken" }
    ],
    ["an event of another ticket put in", { ...whole, bodies: [...whole.bodies, other.bodies[0]!] }, { version: 5, what: "broken" }],
    ["another ticket in its place", other, { version: 1, what: "broken" }],
    ["an event without a seal", { ...whole, bodies: [...whole.bodies, note(5)] }, { version: 5, what: "unsealed" }],
    ["an entry gone", { ...whole, vault: whole.vault.toSpliced(2, 1) }, { version: 3, what: "missing" }],
    [
      "an entry of elsewhere",
      { ...whole, vault: whole.vault.with(0, { ...whole.vault[0]!, value: other.vault[0]!.value }) },
      { version: 1, what: "changed" }
    ],
    [
      "an entry that is of no event",
      { ...whole, vault: [...whole.vault, { ...whole.vault[0]!, version: 9 }] },
      { version: 9, what: "missing" }
    ]
  ])("shows %s", (_, chain, fault) => {
    expect(faults(chain)).toContainEqual(fault)
  })
  test("explains what was erased, and shows what came back", () => {
    const seal = whole.vault[1]!
    const again = [Seal.seal(note(2), "", owner).entries[0]!.entry]
    const erased: Json = { _tag: "Erased", gone: [{ from: 0, to: 0 }], rewritten: [{ seal: 1, as: Seal.sealOf(again[0]!) }] }
    const { body } = Seal.seal(erased, digest(whole.bodies[3]!), owner)
    const bodies = [...whole.bodies, body]
    const left = [{ ...seal, value: json(again[0]) }, ...whole.vault.slice(2)]
    expect(faults({ bodies, vault: left })).toEqual([])
    expect(faults({ bodies, vault: [whole.vault[0]!, ...left] })).toEqual([{ version: 1, what: "returned" }])
    expect(faults({ bodies, vault: [seal, ...left.slice(1)] })).toEqual([{ version: 2, what: "changed" }])
    expect(faults({ bodies, vault: left.slice(0, 2) })).toEqual([{ version: 4, what: "missing" }])
  })
  test("law: whatever is changed of it, at whichever place, is noticed; the order of keys is no change", () => {
    const events = arbitraries.history(6).map(({ events }) => events.map(json))
    fc.assert(
      fc.property(events, fc.nat(), fc.nat(), fc.constantFrom("body", "vault", "order"), (all, n, m, where) => {
        const chain = sealed(all)
        fc.pre(chain.vault.length > 0)
        expect(faults(chain)).toEqual([])
        const turned = { bodies: chain.bodies.map(upsideDown), vault: chain.vault.map((one) => ({ ...one, value: upsideDown(one.value) })) }
        if (where === "order") {
          expect(faults(turned)).toEqual([])
          return
        }
        const at = n % (where === "body" ? chain.bodies.length : chain.vault.length)
        const isLast = where === "body" && at === chain.bodies.length - 1
        const tampered =
          where === "body"
            ? { ...chain, bodies: chain.bodies.with(at, altered(chain.bodies[at]!, m)) }
            : { ...chain, vault: chain.vault.with(at, { ...chain.vault[at]!, value: altered(chain.vault[at]!.value, m) }) }
        const { head } = examine(tenant, "t-1", tampered.bodies, tampered.vault)
        // Of the last event only the head tells, which is to be kept elsewhere.
        if (isLast) expect(head).not.toBe(examine(tenant, "t-1", chain.bodies, chain.vault).head)
        else expect(faults(tampered)).not.toEqual([])
      })
    )
  })
})

const upsideDown = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(upsideDown)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toReversed()
            .map(([key, one]: [string, Json]) => [key, upsideDown(one)])
        )
      : value

/** With another value at the n-th of its leaves. */
const altered = (value: Json, n: number): Json => {
  const paths: Array<ReadonlyArray<string | number>> = []
  const walk = (here: Json, path: ReadonlyArray<string | number>): void => {
    if (typeof here !== "object" || here === null) paths.push(path)
    else Object.entries(here).forEach(([key, one]: [string, Json]) => walk(one, [...path, Array.isArray(here) ? Number(key) : key]))
  }
  walk(value, [])
  return changed(value, [{ path: paths[n % paths.length]!.join("."), value: "tampered" }])
}
