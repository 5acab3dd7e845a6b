/**
 * A storage in which what events say of people lies apart: to the house it is like any other, and it keeps all in the one
 * that it is given. Keys are kept by their SHA-256, since addresses and Message-IDs are among them.
 */
import type * as Storage from "../Storage.ts"
import { wordOf } from "./declared.ts"
import { digest } from "./digest.ts"
import { chainHeads, type Head } from "./chainHeads.ts"
import * as Seal from "./Seal.ts"

export const vaulted = (storage: Storage.Storage, isOurs: (address: string) => boolean = () => false): Storage.Storage => {
  const heads = chainHeads(storage)
  const sealed = async (tenant: string, write: Storage.StreamWrite): Promise<Sealed> => {
    if (write.events.length === 0 || !hasPeople.has(write.document.kind)) return { write, head: undefined }
    const { stream, expected } = write
    let after = expected === 0 ? Seal.first(tenant, stream) : await heads.of(tenant, stream, expected)
    const owner = { subject: ownerOf(write), isOurs }
    const vault: Array<Storage.Vaulted> = []
    const found = new Set<string>()
    const events = write.events.map((event, i) => {
      const { body, entries, files } = Seal.seal(event, after, owner)
      after = digest(body)
      for (const { subject, entry } of entries) {
        vault.push({ version: expected + i + 1, subject, value: entry })
        if (subject !== owner.subject) found.add(wordOf(subject))
      }
      for (const file of files) found.add(file)
      return body
    })
    const words = [write.words, ...found].filter((word) => word !== "").join(" ")
    return { write: { ...write, events, vault, words }, head: { version: expected + events.length, hash: after } }
  }
  return {
    ...storage,
    commit: async (tenant, batch) => {
      const streams = await Promise.all(batch.streams.map((write) => sealed(tenant, write)))
      const names = new Map(batch.keys.map(({ key }) => [keyOf(tenant, key), key]))
      const answer = await storage.commit(tenant, {
        ...batch,
        streams: streams.map(({ write }) => write),
        keys: batch.keys.map((key) => ({ ...key, key: keyOf(tenant, key.key) })),
        ...(batch.erase === undefined ? {} : { erase: { ...batch.erase, keys: batch.erase.keys.map((key) => keyOf(tenant, key)) } })
      })
      if (answer._tag === "Committed") for (const { write, head } of streams) if (head !== undefined) heads.keep(tenant, write.stream, head)
      return answer._tag === "KeyTaken" ? { ...answer, key: names.get(answer.key) ?? answer.key } : answer
    },
    read: async (tenant, stream, from, limit) => {
      const bodies = await storage.read(tenant, stream, from, limit)
      return opened(tenant, stream, Math.max(from, 1), bodies)
    },
    feed: async (tenant, after, limit) => {
      const { entries, position } = await storage.feed(tenant, after, limit)
      const streams = Map.groupBy(entries, ({ stream }) => stream)
      const events = new Map<Storage.FeedEntry, Storage.Json>()
      for (const [stream, own] of streams) {
        // What a feed tells of one stream follows without a gap.
        const all = await opened(
          tenant,
          stream,
          own[0]!.version,
          own.map(({ event }) => event)
        )
        own.forEach((entry, i) => events.set(entry, all[i]!))
      }
      return { entries: entries.map((entry) => ({ ...entry, event: events.get(entry)! })), position }
    },
    lookup: async (tenant, keys) => {
      const names = new Map(keys.map((key) => [keyOf(tenant, key), key]))
      const known = await storage.lookup(tenant, [...names.keys()])
      return known.map(({ key, stream }) => ({ key: names.get(key)!, stream }))
    }
  }
  async function opened(
    tenant: string,
    stream: string,
    from: number,
    bodies: ReadonlyArray<Storage.Json>
  ): Promise<ReadonlyArray<Storage.Json>> {
    if (!bodies.some((body) => (Seal.sealIn(body)?.of.length ?? 0) > 0)) return bodies.map((body) => Seal.open(body, []))
    const entries = await storage.vault(tenant, stream, from, from + bodies.length - 1)
    let next = 0
    return bodies.map((body, i) => {
      const own: Array<Seal.Entry> = []
      while (entries[next]?.version === from + i) own.push(entries[next++]!.value as never)
      return Seal.open(body, own)
    })
  }
}

interface Sealed {
  readonly write: Storage.StreamWrite
  readonly head: Head | undefined
}

/** Streams that speak of people; the others are kept as they are. */
const hasPeople: ReadonlySet<Storage.Kind> = new Set(["ticket", "removed", "requester", "quarantine", "draft"])

/** The one that the stream is of, where nothing else says whose something is. */
export const ownerOf = ({ stream, document: { kind, facts } }: Pick<Storage.StreamWrite, "stream" | "document">): string =>
  kind === "requester" ? `requester:${stream}` : kind === "quarantine" ? `quarantine:${stream}` : `requester:${String(facts["requester"])}`

const keyOf = (tenant: string, key: string): string => digest([tenant, key])
