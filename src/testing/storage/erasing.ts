/** What a storage promises about what is kept apart of people, and what is left of it when it is erased: nothing, at once, and only that. */
import type { Erasure, Storage } from "../../storage/Storage.ts"
import { same, type Clause } from "../Clause.ts"
import { batch, clause, committed, desk, effect, key, settlement, streamsOf, tickets, write } from "./batches.ts"

const nothing: Erasure = { vault: [], words: [], keys: [], effects: [] }
const ann = (version: number, value = `ann ${version}`) => ({ version, subject: "ann", value })
const ben = (version: number, value = `ben ${version}`) => ({ version, subject: "ben", value })
const gone = (stream: string, { version, subject }: { readonly version: number; readonly subject: string }) => ({
  stream,
  version,
  subject,
  value: null
})

/** Two streams of which people are spoken; in `a` of two of them at once. */
const furnish = async (storage: Storage): Promise<void> => {
  await committed(storage, desk, batch([write("a", 0, { events: [1, 2], vault: [ann(1), ben(1), ann(2)], words: "ann likes tea" })]))
  await committed(storage, desk, batch([write("a", 2, { events: [3], vault: [ben(3)], words: "ben likes tea" })]))
  await committed(storage, desk, batch([write("b", 0, { vault: [ann(1, "elsewhere")], words: "ann again", facts: { requester: "r" } })]))
}
const sorted = async (storage: Storage, tenant: string, stream: string, from = 1, to = 100): Promise<ReadonlyArray<string>> =>
  (await storage.vault(tenant, stream, from, to)).map(({ version, subject, value }) => `${version} ${subject} ${value as string}`).sort()
const finds = async (storage: Storage, text: string): Promise<ReadonlyArray<string>> =>
  streamsOf((await storage.find(desk, tickets({ text }))).found).toSorted()

export const erasing: ReadonlyArray<Clause<Storage>> = [
  clause("what is kept apart comes back by its events, and in their order", async (storage) => {
    await furnish(storage)
    same(await sorted(storage, desk, "a"), ["1 ann ann 1", "1 ben ben 1", "2 ann ann 2", "3 ben ben 3"], "all of a stream")
    same(
      (await storage.vault(desk, "a", 1, 9)).map(({ version }) => version),
      [1, 1, 2, 3],
      "order"
    )
    same(await sorted(storage, desk, "a", 2, 2), ["2 ann ann 2"], "of one event")
    same(await sorted(storage, desk, "nobody"), [], "of a stream that nobody wrote to")
    same(await sorted(storage, "other", "a"), [], "of another tenant")
    const shape = { version: 1, subject: "é '%", value: [{ a: [null, 0.1, "\n"] }] }
    await committed(storage, desk, batch([write("c", 0, { vault: [shape] })]))
    same(await storage.vault(desk, "c", 1, 1), [shape], "shapes")
  }),
  clause("what is erased of the vault is gone or replaced, and nothing else is", async (storage) => {
    await furnish(storage)
    const vault = [gone("a", ann(1)), { ...gone("a", ann(2)), value: "less" }, gone("a", ben(2)), gone("nobody", ann(1))]
    await committed(storage, desk, batch([write("a", 3)], { erase: { ...nothing, vault } }))
    same(await sorted(storage, desk, "a"), ["1 ben ben 1", "2 ann less", "3 ben ben 3"], "the stream")
    same(await sorted(storage, desk, "b"), ["1 ann elsewhere"], "another stream")
    same((await storage.read(desk, "a", 1, 9)).slice(0, 3), [1, 2, 3], "the events themselves")
  }),
  clause("by words that are erased nothing is found any more; by those in their place, and those of others, it is", async (storage) => {
    await furnish(storage)
    const words = [
      { stream: "a", entries: ["ben likes tea", "later"] },
      { stream: "b", entries: [] }
    ]
    const again = [write("a", 3, { words: "now" }), write("b", 1, { facts: { requester: "r" } })]
    await committed(storage, desk, batch(again, { erase: { ...nothing, words } }))
    for (const [text, expected] of [
      ["ann", []],
      ["tea", ["a"]],
      ["later", ["a"]],
      ["now", ["a"]],
      ["later now", []]
    ] as const)
      same(await finds(storage, text), expected, text)
    const where = { field: "requester", op: "is", value: "r" } as const
    same(streamsOf((await storage.find(desk, tickets({ where }))).found), ["b"], "found by its facts")
    await committed(storage, desk, batch([write("b", 2, { words: "ann came back" })]))
    same(await finds(storage, "ann"), ["b"], "what is said of them later")
  }),
  clause("keys that are erased lead nowhere, and whoever comes next may have them", async (storage) => {
    await committed(storage, desk, batch([write("a", 0)], { keys: [key("k", "a", true), key("own", "a", true)] }))
    await committed(storage, desk, batch([write("a", 1)], { erase: { ...nothing, keys: ["k", "unknown"] } }))
    same(await storage.lookup(desk, ["k", "own"]), [{ key: "own", stream: "a" }], "lookup")
    await committed(storage, desk, batch([write("b", 0)], { keys: [key("k", "b", true)] }))
    same(await storage.lookup(desk, ["k"]), [{ key: "k", stream: "b" }], "who has it now")
  }),
  clause("the outbox tells what nobody has done yet, and nothing that is over", async (storage) => {
    const effects = ["done", "dead", "lent", "due", "later"].map((name, i) => effect(name, { dueAt: i, payload: { to: name } }))
    await committed(storage, desk, batch([write("a", 0)], { effects: [...effects, effect("other", { stream: "b", dueAt: 9 })] }))
    const [done, dead] = await storage.claim(desk, "effects", 2, 3, 1000)
    await storage.settle(desk, "effects", [settlement(done!), settlement(dead!, { _tag: "Dead" })])
    const keys = async (streams: ReadonlyArray<string>) => (await storage.outbox(desk, streams)).map((one) => one.key).sort()
    same(await keys(["a"]), ["due", "later", "lent"], "of one stream")
    same(await keys(["a", "b", "c"]), ["due", "later", "lent", "other"], "of several")
    same(await keys([]), [], "of none")
    same(await storage.outbox("other", ["a"]), [], "of another tenant")
    same((await storage.outbox(desk, ["b"]))[0], { key: "other", kind: "letter", stream: "b", payload: { to: "other" } }, "what it tells")
  }),
  clause("an effect that is erased is not lent any more; one that is replaced says the new thing", async (storage) => {
    const effects = ["dropped", "lent", "replaced", "kept"].map((name) => effect(name, { dueAt: name === "lent" ? 0 : 5 }))
    await committed(storage, desk, batch([write("a", 0)], { effects }))
    const [lent] = await storage.claim(desk, "effects", 0, 9, 5)
    const erased = ["dropped", "lent"].map((name) => ({ key: name, payload: null }))
    const erase = { ...nothing, effects: [...erased, { key: "replaced", payload: "less" }, { key: "unknown", payload: "x" }] }
    await committed(storage, desk, batch([write("a", 1)], { erase }))
    same(await storage.settle(desk, "effects", [settlement(lent!)]), [], "a settlement of what is erased")
    const claims = await storage.claim(desk, "effects", 100, 9, 5)
    same(claims.map(({ id, payload }) => `${id} ${JSON.stringify(payload)}`).sort(), ['kept {"to":"kept"}', 'replaced "less"'], "claims")
    await committed(storage, desk, batch([write("a", 2)], { effects: [effect("dropped", { payload: "anew" })] }))
    same((await storage.outbox(desk, ["a"])).find((one) => one.key === "dropped")?.payload, "anew", "its key is free again")
  }),
  clause("a batch that is refused erases nothing", async (storage) => {
    await furnish(storage)
    await committed(
      storage,
      desk,
      batch([write("k", 0)], { keys: [key("k", "k", true), key("taken", "k", true)], effects: [effect("e", { stream: "k" })] })
    )
    const erase = {
      vault: [gone("a", ann(1))],
      words: [{ stream: "a", entries: [] }],
      keys: ["k"],
      effects: [{ key: "e", payload: null }]
    }
    for (const tried of [batch([write("a", 2)], { erase }), batch([write("a", 3)], { erase, keys: [key("taken", "a", true)] })])
      same((await storage.commit(desk, tried))._tag === "Committed", false, "it is refused")
    same((await sorted(storage, desk, "a")).length, 4, "vault")
    same(await finds(storage, "tea"), ["a"], "words")
    same((await storage.lookup(desk, ["k"])).length, 1, "keys")
    same((await storage.outbox(desk, ["k"])).length, 1, "effects")
  })
]
