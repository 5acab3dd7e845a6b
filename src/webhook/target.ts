/** Where a call goes: an address that was looked up once, judged, and is the very one that is connected to. */
import { lookup } from "node:dns/promises"
import { isIP } from "node:net"
import { isPublic } from "./isPublic.ts"

export interface Place {
  readonly url: URL
  /** Every address of the host, each of them judged. */
  readonly addresses: ReadonlyArray<{ readonly address: string; readonly family: number }>
}

/** Why no call goes there. `isFinal`: it never will. */
export interface Refused {
  readonly because: string
  readonly isFinal: boolean
}

const refused = (because: string): Refused => ({ because, isFinal: true })

/** Whatever form a host is written in (decimal, octal, hexadecimal, other digits), a URL gives it in one. */
export const target = async (written: string, allowPrivate: boolean): Promise<Place | Refused> => {
  if (!URL.canParse(written)) return refused("the address cannot be read")
  const url = new URL(written)
  if (url.protocol !== "https:" && !(allowPrivate && url.protocol === "http:")) return refused("the address is not https")
  if (url.username !== "" || url.password !== "") return refused("the address holds a user or a password")
  const addresses = await addressesOf(url.hostname.replace(/^\[|\]$/g, ""))
  if (addresses.length === 0) return { because: "the host has no address", isFinal: false }
  return allowPrivate || addresses.every(({ address }) => isPublic(address))
    ? { url, addresses }
    : refused("the host is not on the public network")
}

const addressesOf = async (host: string): Promise<Place["addresses"]> => {
  const family = isIP(host)
  if (family !== 0) return [{ address: host, family }]
  try {
    return await lookup(host, { all: true })
  } catch {
    return []
  }
}
