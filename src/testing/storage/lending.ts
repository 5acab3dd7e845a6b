/** What a storage promises about what is due: each to one holder, for as long as the lease, until it is settled. */
import type { Claim, Storage } from "../../storage/Storage.ts"
import { must, same, type Clause } from "../Clause.ts"
import { batch, clause, committed, desk, effect, settlement, streamsOf, write } from "./batches.ts"

const both = ["effects", "wakeups"] as const

/** Ten tickets, each with an effect and a wakeup, due at 10, 20 … 100. */
const lend = async (storage: Storage): Promise<void> => {
  const due = Array.from({ length: 10 }, (_, i) => ({ stream: `t${9 - i}`, at: 10 * (i + 1) }))
  await committed(
    storage,
    desk,
    batch(due.map(({ stream, at }) => write(stream, 0, { wakeAt: at })).toReversed(), {
      effects: due.map(({ stream, at }) => effect(`e ${stream}`, { stream, dueAt: at })).toReversed()
    })
  )
}
const attempts = (claims: ReadonlyArray<Claim>): ReadonlyArray<number> => claims.map(({ attempt }) => attempt)

export const lending: ReadonlyArray<Clause<Storage>> = [
  clause("nothing is lent before it is due, and the longest due goes first", async (storage) => {
    await lend(storage)
    for (const what of both) {
      same(await storage.claim(desk, what, 9, 10, 1000), [], `${what} at 9`)
      same(streamsOf(await storage.claim(desk, what, 40, 2, 1000)), ["t9", "t8"], `two ${what} at 40`)
      same(streamsOf(await storage.claim(desk, what, 40, 10, 1000)), ["t7", "t6"], `the other ${what} at 40`)
      same(await storage.claim(desk, what, 1000, 0, 1000), [], `no more than 0 ${what}`)
    }
  }),
  clause("what is lent is lent to nobody else until its lease ends", async (storage) => {
    await lend(storage)
    for (const what of both) {
      const first = await storage.claim(desk, what, 10, 10, 50)
      same(attempts(first), [1], `first claim of ${what}`)
      same(streamsOf(await storage.claim(desk, what, 59, 10, 1000)).includes("t9"), false, `${what} before the lease ends`)
      const second = await storage.claim(desk, what, 60, 10, 50)
      const again = second.find(({ stream }) => stream === "t9")
      same([again?.id, again?.attempt], [first[0]!.id, 2], `${what} when the lease ends`)
    }
  }),
  clause("of many who claim at once, none gets what another got", async (storage) => {
    await lend(storage)
    for (const what of both) {
      const claims = (await Promise.all(Array.from({ length: 8 }, () => storage.claim(desk, what, 100, 3, 1000)))).flat()
      same(
        streamsOf(claims).toSorted(),
        Array.from({ length: 10 }, (_, i) => `t${i}`),
        what
      )
    }
  }),
  clause("a holder whose claim went to another settles nothing", async (storage) => {
    await lend(storage)
    for (const what of both) {
      const [late] = await storage.claim(desk, what, 10, 1, 5)
      const [holder] = await storage.claim(desk, what, 15, 1, 5)
      same(await storage.settle(desk, what, [settlement(late!)]), [], `late settlement of ${what}`)
      same(await storage.settle(desk, what, [settlement(holder!)]), [holder!.id], `settlement of ${what}`)
      same(await storage.settle(desk, what, [settlement(holder!)]), [], `second settlement of ${what}`)
      same(await storage.settle(desk, what, [settlement({ id: "1:nobody", attempt: 1 })]), [], `${what} that nobody lent`)
    }
  }),
  clause("what is done or dead is not lent again, what is to be retried comes at its time", async (storage) => {
    await lend(storage)
    for (const what of both) {
      const [done, dead, retried] = await storage.claim(desk, what, 30, 3, 5)
      const given = [settlement(done!), settlement(dead!, { _tag: "Dead" }), settlement(retried!, { _tag: "Retry", at: 500 }, ["ann"])]
      same((await storage.settle(desk, what, given)).toSorted(), given.map(({ id }) => id).toSorted(), `settled ${what}`)
      same(await storage.settle(desk, what, given), [], `${what} settled twice`)
      const rest = await storage.claim(desk, what, 499, 100, 10_000)
      must(!streamsOf(rest).some((stream) => ["t9", "t8", "t7"].includes(stream)), `${what} came back before their time`)
      const [again, ...none] = await storage.claim(desk, what, 500, 100, 10_000)
      same([again?.id, again?.attempt, none.length], [retried!.id, 2, 0], `retried ${what}`)
      if (what === "effects") same(again!.progress, ["ann"], "progress")
    }
  }),
  clause("a wakeup says which version it found, and a commit replaces it", async (storage) => {
    await committed(storage, desk, batch([write("a", 0, { events: [1, 2], wakeAt: 10 })]))
    const [early] = await storage.claim(desk, "wakeups", 10, 1, 100)
    same([early?.stream, early?.kind, early?.payload, early?.attempt], ["a", "wakeup", 2, 1], "claim")
    await committed(storage, desk, batch([write("a", 2, { wakeAt: 20 })]))
    same(await storage.settle(desk, "wakeups", [settlement(early!)]), [], "a settlement after the commit")
    const [next] = await storage.claim(desk, "wakeups", 20, 1, 100)
    same([next?.payload, next?.attempt], [3, 1], "the wakeup that the commit set")
    same(await storage.settle(desk, "wakeups", [settlement(early!)]), [], "a settlement of the wakeup before")
    await committed(storage, desk, batch([write("a", 3, { wakeAt: 30 })]))
    await committed(storage, desk, batch([write("a", 4, { wakeAt: 30 })]))
    same(
      (await storage.claim(desk, "wakeups", 30, 1, 100)).map(({ payload }) => payload),
      [5],
      "an unchanged wakeup"
    )
    await committed(storage, desk, batch([write("a", 5, { wakeAt: 30 })]))
    const [lent] = await storage.claim(desk, "wakeups", 30, 1, 100)
    await committed(storage, desk, batch([write("a", 6, { wakeAt: 130 })]))
    same(await storage.settle(desk, "wakeups", [settlement(lent!)]), [], "a wakeup set for the very end of the lease")
    await committed(storage, desk, batch([write("a", 7)]))
    same(await storage.claim(desk, "wakeups", 10_000, 10, 100), [], "after a commit that wants none")
  }),
  clause("an effect tells its stream, kind and payload", async (storage) => {
    await committed(storage, desk, batch([write("a", 0)], { effects: [effect("e", { kind: "letter", payload: { to: "ann" } })] }))
    const [claim] = await storage.claim(desk, "effects", 0, 1, 10)
    same(claim, { id: claim!.id, attempt: 1, stream: "a", kind: "letter", payload: { to: "ann" }, progress: null }, "claim")
  })
]
