/** Whatever was said by whomever: who is forgotten is gone, the others never notice, and the chain holds. */
import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"
import type { Blobs } from "../../src/storage/Blobs.ts"
import { memory } from "../../src/storage/memory.ts"
import { memoryBlobs } from "../../src/storage/memoryBlobs.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { StorageError } from "../../src/storage/StorageError.ts"
import { proveErased } from "../../src/testing/index.ts"
import { build } from "../../src/helpdesk/build.ts"
import { purgeTicket } from "../../src/helpdesk/erasing.ts"
import { freshPath } from "../freshPath.ts"

const workspace = defineWorkspace({
  name: "Acme",
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
  supportAddresses: ["help@acme.example"],
  fields: [{ id: "note", name: "Note", type: "text", visible: true }]
})
const bo = { as: "agent:bo" } as const
const people = ["Annabelle", "Bartholomew", "Cornelius"]
const emailOf = (who: number): string => `${people[who]!.toLowerCase()}@p${who}.example`

type Deed =
  | { readonly deed: "open"; readonly who: number; readonly cc: number; readonly file: boolean }
  | { readonly deed: "say"; readonly nth: number; readonly who: number }
  | { readonly deed: "answer" | "note" | "field" | "rename" | "resolve" | "redact" | "deliver"; readonly nth: number }
  | { readonly deed: "merge"; readonly nth: number; readonly other: number }
const who = fc.nat(2)
const nth = fc.nat(3)
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ deed: fc.constant("open" as const), who, cc: who, file: fc.boolean() }),
  fc.record({ deed: fc.constant("say" as const), nth, who }),
  fc.record({ deed: fc.constantFrom("answer", "note", "field", "rename", "resolve", "redact", "deliver"), nth }),
  fc.record({ deed: fc.constant("merge" as const), nth, other: nth })
)
const history = fc.array(deed, { minLength: 1, maxLength: 12 })

/** What each person said, and the desk about their tickets, has a word of its own: `wordy0`, `wordy1` … */
const town = (storage: Storage, blobs: Blobs) => {
  let at = Date.UTC(2026, 0, 5)
  let made = 0
  let words = 0
  const options = {
    workspace,
    storage,
    blobs,
    mail: { secrets: ["a secret of sixteen bytes"] },
    now: () => (at += 1000),
    newId: () => `n${++made}`
  }
  const [desk, house] = [createHelpdesk(options), build(options)]
  const tickets: Array<{ readonly id: string; readonly who: number; readonly cc: number }> = []
  const said: Array<{ readonly word: string; readonly who: number }> = []
  const say = (who: number): string => {
    const word = `wordy${++words}x`
    said.push({ word, who })
    return `It is ${word} here`
  }
  const does = async (one: Deed): Promise<void> => {
    if (one.deed === "open" || tickets.length === 0) {
      const { who = 0, cc = 0, file = false } = one as Partial<Extract<Deed, { deed: "open" }>>
      const { ticket } = await desk.open({
        requester: { email: emailOf(who), name: people[who]! },
        subject: say(who),
        text: say(who),
        as: "requester",
        ...(cc === who ? {} : { cc: [emailOf(cc)] }),
        ...(file ? { attachments: [{ name: `${say(who)}.txt`, bytes: new TextEncoder().encode(say(who)) }] } : {})
      })
      tickets.push({ id: ticket.id, who, cc })
      return
    }
    const { id, who, cc } = tickets[one.nth % tickets.length]!
    switch (one.deed) {
      case "say":
        await desk.reply(
          id,
          one.who === who ? { as: "requester", text: say(who) } : { as: `participant:${emailOf(one.who)}`, text: say(one.who) }
        )
        return
      case "answer":
        return void (await desk.reply(id, { ...bo, text: say(who) }))
      case "note":
        return void (await desk.note(id, { ...bo, text: say(who) }))
      case "field":
        return void (await desk.setField(id, { ...bo, field: "note", value: say(who) }))
      case "rename":
        return void (await desk.rename(id, { ...bo, subject: say(who) }))
      case "resolve":
        return void (await desk.resolve(id, { ...bo, text: say(who), then: "solve" }))
      case "redact": {
        const [first] = await desk.conversation(id)
        const word = /wordy\d+x/.exec(first?.content.text ?? "")?.[0]
        if (first !== undefined && word !== undefined) await desk.redact(id, { ...bo, message: first.id, text: word, why: "law" })
        return
      }
      case "merge": {
        const other = tickets[one.other % tickets.length]!
        // Words about one requester are then said in a ticket of another; what agents say here is only of its own.
        if (other.who === who && other.cc === cc) await desk.merge(id, { ...bo, sources: [other.id], consent: true })
        return
      }
      case "deliver":
        return void (await desk.deliver())
    }
  }
  const lives = async (all: ReadonlyArray<Deed>): Promise<void> => {
    for (const one of all)
      await does(one).catch((cause: Error & { _tag?: string }) => {
        if (cause._tag === undefined) throw cause
      })
  }
  const views = async (of: (ticket: (typeof tickets)[number]) => boolean) =>
    Promise.all(
      tickets
        .filter(of)
        .map(async ({ id }) => [
          await desk.get(id),
          await desk.events(id),
          String(await desk.timeline(id)),
          String(await desk.timeline(id, { as: "customer" }))
        ])
    )
  const probesOf = (who: number): ReadonlyArray<string> => [
    people[who]!,
    emailOf(who),
    ...said.filter((one) => one.who === who).map(({ word }) => word)
  ]
  return {
    desk,
    house,
    tickets,
    said,
    lives,
    views,
    probesOf,
    forget: (who: number) => desk.forget({ address: emailOf(who) }, { ...bo, why: "law" })
  }
}

/** Blobs that can be looked into. */
const open = () => {
  const bytes = new Map<string, string>()
  const blobs = memoryBlobs()
  return {
    bytes,
    blobs: {
      ...blobs,
      put: async (tenant: string, content: Uint8Array) => {
        const ref = await blobs.put(tenant, content)
        bytes.set(ref, new TextDecoder().decode(content))
        return ref
      },
      delete: async (tenant: string, ref: string) => {
        bytes.delete(ref)
        await blobs.delete(tenant, ref)
      }
    }
  }
}
const runs = (per: number) => ({ numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / per) })

describe("who is forgotten", () => {
  test("leaves no word in the store; nobody else's tickets change by a byte, nor what others said in theirs; and it is done once", async () => {
    await fc.assert(
      fc.asyncProperty(history, who, async (all, gone) => {
        const storage = memory()
        const { blobs, bytes } = open()
        const place = town(storage, blobs)
        await place.lives(all)
        const took = new Set(place.said.filter((one) => one.who === gone).map(({ word }) => word))
        // What was merged shows what is theirs as well.
        const touched = new Set<string>()
        for (const { id } of place.tickets) {
          const shown = [await place.desk.events(id), String(await place.desk.timeline(id))]
          if (proveErased(shown, place.probesOf(gone)).length > 0) touched.add(id)
        }
        const isApart = ({ id }: { readonly id: string }): boolean => !touched.has(id)
        const others = place.said.filter((one) => one.who !== gone && storage.dump().includes(one.word))
        const before = await place.views(isApart)
        await place.forget(gone)
        expect(proveErased(storage.dump(), place.probesOf(gone))).toEqual([])
        expect(proveErased([...bytes.values()].join("\n"), [...took])).toEqual([])
        expect(await place.views(isApart)).toEqual(before)
        const left = storage.dump()
        expect(others.filter(({ word }) => !left.includes(word))).toEqual([])
        expect(await place.desk.verifyAll()).toEqual([])
        await place.forget(gone)
        expect(storage.dump()).toBe(left)
      }),
      runs(20)
    )
  })
  test("is gone from the bytes of a SQLite file, its log among them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 8, maxLength: 25 }), who, async (all, gone) => {
        const path = freshPath()
        const storage = await openSqlite(path)
        const place = town(storage, memoryBlobs())
        await place.lives(all)
        await place.forget(gone)
        const files = [path, `${path}-wal`, `${path}-shm`]
        expect(proveErased({ files }, place.probesOf(gone))).toEqual([])
        expect(readFileSync(path).length).toBeGreaterThan(0)
        expect(await place.desk.verifyAll()).toEqual([])
        await place.desk.stop()
      }),
      runs(200)
    )
  })
  test("is so too when the store fails at any call on the way, and somebody asks again", async () => {
    await fc.assert(
      fc.asyncProperty(history, who, fc.nat(25), async (all, gone, fails) => {
        const play = async (crash: number) => {
          const storage = memory()
          let left = Infinity
          const fragile: Storage = Object.fromEntries(
            Object.entries(storage).map(([verb, work]) => [
              verb,
              async (...given: ReadonlyArray<never>) => {
                if (left-- === 0) throw new StorageError({ operation: verb, reason: "other", retriable: false, detail: "law" })
                return (work as (...all: ReadonlyArray<never>) => unknown)(...given)
              }
            ])
          ) as never
          const place = town(fragile, memoryBlobs())
          await place.lives(all)
          left = crash
          await place.forget(gone).catch((cause: Error) => {
            if (!(cause instanceof StorageError)) throw cause
          })
          left = Infinity
          await place.forget(gone)
          expect(proveErased(storage.dump(), place.probesOf(gone))).toEqual([])
          expect(await place.desk.verifyAll()).toEqual([])
          return Promise.all(
            place.tickets.map(async ({ id }) =>
              (await place.desk.events(id)).map(({ at, ...event }) => ({ ...event, gone: undefined, rewritten: undefined }))
            )
          )
        }
        expect(await play(fails)).toEqual(await play(Infinity))
      }),
      runs(50)
    )
  })
})

describe("a ticket that is purged", () => {
  test("in whatever state it is, keeps who did what kind of thing when, and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (all) => {
        const storage = memory()
        const { blobs, bytes } = open()
        const place = town(storage, blobs)
        await place.lives(all)
        const before = await Promise.all(place.tickets.map(async ({ id }) => place.desk.events(id)))
        for (const { id } of place.tickets) await purgeTicket(place.house, id, { actor: "system", why: "law" })
        const after = await Promise.all(place.tickets.map(async ({ id }) => place.desk.events(id)))
        expect(proveErased(after, [...people, ...place.said.map(({ word }) => word)])).toEqual([])
        expect(
          proveErased(
            [...bytes.values()].join("\n"),
            place.said.map(({ word }) => word)
          )
        ).toEqual([])
        before.forEach((events, i) =>
          expect(after[i]!.slice(0, events.length).map(({ _tag, at }) => [_tag, at])).toEqual(events.map(({ _tag, at }) => [_tag, at]))
        )
        expect(await place.desk.verifyAll()).toEqual([])
        const dump = storage.dump()
        for (const { id } of place.tickets) expect(await purgeTicket(place.house, id, { actor: "system", why: "law" })).toBeUndefined()
        expect(storage.dump()).toBe(dump)
      }),
      runs(20)
    )
  })
})
