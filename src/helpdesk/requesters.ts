/** The directory that a desk keeps in its own storage: one stream per requester, found by the keys of their identities. */
import type { Directory } from "../people/Directory.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import type * as Identity from "../people/Identity.ts"
import { Organization } from "../people/Organization.ts"
import { deriveName, Requester } from "../people/Requester.ts"
import type { Json, Kind, Storage } from "../storage/Storage.ts"
import { ERASED } from "../ticket/Personal.ts"
import { documentOf, held } from "./identities.ts"
import * as Search from "../text/Search.ts"
import * as Text from "../text/Text.ts"
import * as Schema from "effect/Schema"

interface Needs {
  readonly storage: Storage
  readonly now: () => number
  readonly newId: () => string
}

const requesterOf = Schema.decodeUnknownSync(Requester)
const organizationOf = Schema.decodeUnknownSync(Organization)
const domainKey = (domain: string): string => `domain:${domain.toLowerCase()}`

export const ownDirectory = ({ storage, now, newId }: Needs): Directory => {
  const body = async (tenant: string, kind: Kind, id: string): Promise<unknown> => {
    const { found } = await storage.find(tenant, { kind, streams: [id], order: [], limit: 1 })
    return found[0]?.document.body
  }
  const holder = async (tenant: string, key: string): Promise<string | undefined> => (await storage.lookup(tenant, [key]))[0]?.stream

  const get: Directory["get"] = async (tenant, id) => {
    const stored = await body(tenant, "requester", id)
    return stored === undefined ? undefined : requesterOf(stored)
  }
  const find: Directory["find"] = async (tenant, identity) => (await held(storage, tenant, identity)).by
  const organizationAt = async (tenant: string, identity: Identity.Identity): Promise<string | null> =>
    identity.kind === "email" ? ((await holder(tenant, domainKey(EmailAddress.domainOf(identity.value)))) ?? null) : null

  return {
    get,
    find,
    add: async (tenant, { name, identity }) => {
      const id = newId()
      const requester: Requester = {
        id,
        name: deriveName(name, identity),
        identities: [identity],
        organization: await organizationAt(tenant, identity)
      }
      const { by, next } = await held(storage, tenant, identity)
      if (by !== undefined) return by
      const answer = await storage.commit(tenant, {
        command: { id: newId(), digest: "" },
        at: now(),
        streams: [
          {
            stream: id,
            expected: 0,
            events: [{ _tag: "RequesterAdded", at: now(), requester: plain(requester) }],
            document: documentOf(requester),
            words: Search.words(`${requester.name} ${identity.value}`)
          }
        ],
        keys: [{ key: next, stream: id, exclusive: true }],
        effects: []
      })
      if (answer._tag !== "KeyTaken") return requester
      // Two mails of one new person at once: the other was first.
      return (await find(tenant, identity)) ?? requester
    },
    forget: async (tenant, id) => {
      for (;;) {
        const { found } = await storage.find(tenant, { kind: "requester", streams: [id], order: [], limit: 1 })
        const entries = await storage.vault(tenant, id, 1, Number.MAX_SAFE_INTEGER)
        if (found[0] === undefined || entries.length === 0) return
        const { identities, ...requester } = requesterOf(found[0].document.body)
        const keys = await Promise.all(identities.map((identity) => held(storage, tenant, identity)))
        const blank: Requester = { ...requester, name: ERASED, identities: [] }
        const answer = await storage.commit(tenant, {
          command: { id: newId(), digest: "" },
          at: now(),
          streams: [
            {
              stream: id,
              expected: found[0].version,
              events: [{ _tag: "RequesterForgotten", at: now() }],
              document: { kind: "requester", body: plain(blank), facts: { organization: requester.organization }, wakeAt: null },
              words: ""
            }
          ],
          keys: [],
          effects: [],
          erase: {
            vault: entries.map(({ version, subject }) => ({ stream: id, version, subject, value: null })),
            words: [{ stream: id, entries: [] }],
            keys: keys.flatMap(({ key, by }) => (key === undefined || by?.id !== id ? [] : [key])),
            effects: []
          }
        })
        if (answer._tag === "Committed") return
      }
    },
    organization: async (tenant, id) => {
      const stored = await body(tenant, "organization", id)
      return stored === undefined ? undefined : organizationOf(stored)
    },
    addOrganization: async (tenant, organization) => {
      const stored = organizationOf(organization)
      await storage.commit(tenant, {
        command: { id: newId(), digest: "" },
        at: now(),
        streams: [
          {
            stream: stored.id,
            expected: 0,
            events: [{ _tag: "OrganizationAdded", at: now(), organization: plain(stored) }],
            document: { kind: "organization", body: plain(stored), facts: { name: Text.fold(stored.name) }, wakeAt: null },
            words: Search.words(stored.name)
          }
        ],
        keys: stored.domains.map((domain) => ({ key: domainKey(domain), stream: stored.id, exclusive: true })),
        effects: []
      })
    }
  }
}

const plain = (value: object): Json => value as unknown as Json
