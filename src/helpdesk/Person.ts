/** Somebody who is to be forgotten, by everything that the desk knows them by. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as EmailAddress from "../people/EmailAddress.ts"
import * as Identity from "../people/Identity.ts"
import type { Requester } from "../people/Requester.ts"
import { participant } from "../storage/vault/declared.ts"
import { sha256 } from "../text/Sha256.ts"
import * as Text from "../text/Text.ts"
import { problemsOf } from "./codec.ts"
import { InputInvalid } from "./Failure.ts"
import type { House } from "./House.ts"
import { addressOf } from "./wishes.ts"

/** A requester by id or by a way to reach them; or whoever has an address. */
export type Subject = string | { readonly requester: string } | { readonly identity: Identity.Identity } | { readonly address: string }

export interface Person {
  /** As the directory knows them; `null`: it does not. */
  readonly requester: Requester | null
  readonly identities: ReadonlyArray<Identity.Identity>
  /** By what the vault knows whose its entries are. */
  readonly subjects: ReadonlySet<string>
}

const Name = Text.filled(300)
const Given = Schema.Union([
  Schema.Struct({ requester: Name }),
  Schema.Struct({ identity: Identity.Identity }),
  Schema.Struct({ address: Name })
])

/** Somebody whom the directory does not know may still be known by their address. @throws {InputInvalid} */
export const personOf = async (house: House, subject: Subject): Promise<Person> => {
  const read = Schema.decodeUnknownResult(Given, { errors: "all", onExcessProperty: "error" })(
    Text.cleanDeep(typeof subject === "string" ? { requester: subject } : subject)
  )
  if (Result.isFailure(read)) throw new InputInvalid({ what: "forget", problems: problemsOf(read.failure) })
  const given = read.success
  if ("requester" in given) return known((await house.directory.get(house.tenant, given.requester)) ?? null, [], given.requester)
  const identity = "identity" in given ? given.identity : Identity.email(addressOf(given.address, "address"))
  return known((await house.directory.find(house.tenant, identity)) ?? null, [identity])
}

const known = (requester: Requester | null, named: ReadonlyArray<Identity.Identity>, id = requester?.id): Person => {
  const identities = [...(requester?.identities ?? []), ...named]
  return {
    requester,
    identities,
    subjects: new Set([...(id === undefined ? [] : [`requester:${id}`]), ...identities.flatMap(strangers)])
  }
}

/** As whom they speak where they are no requester: see `desk/accept.ts`. */
const strangers = (identity: Identity.Identity): ReadonlyArray<string> => {
  const key = Identity.key(identity)
  return identity.kind === "email" ? [participant(identity.value)] : [participant(key), participant(sha256(key))]
}

export const addressesOf = ({ identities }: Person): ReadonlyArray<string> =>
  identities.flatMap((one) => (one.kind === "email" ? [EmailAddress.key(one.value)] : []))
