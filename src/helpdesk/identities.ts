/** Which requester holds an identity, in the desk's own directory, and how one comes to them and leaves them again. */
import * as Schema from "effect/Schema"
import type { Facts } from "../condition/Condition.ts"
import * as Identity from "../people/Identity.ts"
import { Requester } from "../people/Requester.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Search from "../text/Search.ts"
import * as Text from "../text/Text.ts"
import { Contended, IdentityTaken, IdentityUnknown, InputInvalid, LastIdentity, RequesterMissing } from "./Failure.ts"

interface Needs {
  readonly storage: Storage.Storage
  readonly now: () => number
  readonly newId: () => string
}

export interface Identities {
  /** What they write by it from now on is theirs. One that they hold already changes nothing. */
  readonly add: (tenant: string, requester: string, identity: Identity.Identity) => Promise<Requester>
  readonly remove: (tenant: string, requester: string, identity: Identity.Identity) => Promise<Requester>
}

/**
 * Keys are never given back, so that each of them names one stream for ever. An identity that somebody gave up is taken over
 * by its next key: whoever has the last one that is taken holds the identity, if they still have it.
 */
export interface Held {
  readonly by: Requester | undefined
  /** The last key that was taken; `undefined`: none ever was. */
  readonly key: string | undefined
  /** The key that whoever takes the identity next must have for themselves. */
  readonly next: string
}

const MOST = 50
const ATTEMPTS = 20
const decodeRequester = Schema.decodeUnknownSync(Requester)
const has = ({ identities }: Requester, identity: Identity.Identity): boolean =>
  identities.some((one) => Identity.key(one) === Identity.key(identity))

export const requesterFrom = async (storage: Storage.Storage, tenant: string, id: string): Promise<Storage.Found | undefined> => {
  const { found } = await storage.find(tenant, { kind: "requester", streams: [id], order: [], limit: 1 })
  return found[0]
}

export const held = async (storage: Storage.Storage, tenant: string, identity: Identity.Identity): Promise<Held> => {
  const name = Identity.key(identity)
  const keyAt = (turn: number): string => (turn === 0 ? `identity:${name}` : `identity/${turn}:${name}`)
  let last: string | undefined
  for (let turn = 0; ; turn += 2) {
    const known = await storage.lookup(tenant, [keyAt(turn), keyAt(turn + 1)])
    const streamOf = (key: string): string | undefined => known.find((one) => one.key === key)?.stream
    last = streamOf(keyAt(turn + 1)) ?? streamOf(keyAt(turn)) ?? last
    if (known.length === 2) continue
    const record = last === undefined ? undefined : await requesterFrom(storage, tenant, last)
    const holder = record === undefined ? undefined : decodeRequester(record.document.body)
    const taken = turn + known.length
    return {
      by: holder !== undefined && has(holder, identity) ? holder : undefined,
      key: taken === 0 ? undefined : keyAt(taken - 1),
      next: keyAt(taken)
    }
  }
}

/** What a store keeps of a requester beside their events. */
export const documentOf = (requester: Requester): Storage.Document => {
  const facts: Facts = { name: Text.fold(requester.name), organization: requester.organization }
  return { kind: "requester", body: json(requester), facts, wakeAt: null }
}

const json = (value: object): Storage.Json => value as never

export const identities = ({ storage, now, newId }: Needs): Identities => {
  const change = async (
    tenant: string,
    id: string,
    identity: Identity.Identity,
    how: (requester: Requester) => Promise<{ readonly after: Requester; readonly key?: string } | undefined>
  ): Promise<Requester> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const record = await requesterFrom(storage, tenant, id)
      if (record === undefined) throw new RequesterMissing({ reason: `there is nobody with the id ${id}` })
      const before = decodeRequester(record.document.body)
      const changed = await how(before)
      if (changed === undefined) return before
      const { after, key } = changed
      const _tag = key === undefined ? "IdentityRemoved" : "IdentityAdded"
      const answer = await storage.commit(tenant, {
        command: { id: newId(), digest: "" },
        at: now(),
        streams: [
          {
            stream: id,
            expected: record.version,
            events: [{ _tag, at: now(), identity: json(identity) }],
            document: documentOf(after),
            words: key === undefined ? "" : Search.words(identity.value)
          }
        ],
        keys: key === undefined ? [] : [{ key, stream: id, exclusive: true }],
        effects: []
      })
      if (answer._tag === "Committed") return after
    }
    throw new Contended({ ticketId: id, attempts: ATTEMPTS })
  }
  return {
    add: (tenant, id, identity) =>
      change(tenant, id, identity, async (requester) => {
        if (has(requester, identity)) return undefined
        const { by, next } = await held(storage, tenant, identity)
        if (by !== undefined) throw new IdentityTaken({ identity: Identity.key(identity), requester: by.id })
        if (requester.identities.length >= MOST)
          throw new InputInvalid({ what: "addIdentity", problems: [`expected at most ${MOST} for one person`] })
        return { after: { ...requester, identities: [...requester.identities, identity] }, key: next }
      }),
    remove: (tenant, id, identity) =>
      change(tenant, id, identity, async (requester) => {
        if (!has(requester, identity)) throw new IdentityUnknown({ identity: Identity.key(identity), requester: id })
        if (requester.identities.length === 1) throw new LastIdentity({ requester: id })
        return { after: { ...requester, identities: requester.identities.filter((one) => Identity.key(one) !== Identity.key(identity)) } }
      })
  }
}
