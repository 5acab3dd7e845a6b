/** A stream as it lies in the store: what stays for good, and what it says of people. */
import type { Json, Vaulted } from "../storage/Storage.ts"
import { type Examined, examine, type Held } from "../storage/vault/examine.ts"
import { open } from "../storage/vault/Seal.ts"
import type { House } from "./House.ts"

export interface Halves extends Examined {
  readonly bodies: ReadonlyArray<Json>
}

const PAGE = 1000

export const halvesOf = async ({ sealed, tenant }: Pick<House, "sealed" | "tenant">, stream: string): Promise<Halves> => {
  const bodies: Array<Json> = []
  const vault: Array<Vaulted> = []
  for (;;) {
    const from = bodies.length + 1
    const page = await sealed.read(tenant, stream, from, PAGE)
    if (page.length > 0) vault.push(...(await sealed.vault(tenant, stream, from, from + page.length - 1)))
    bodies.push(...page)
    if (page.length < PAGE) return { bodies, ...examine(tenant, stream, bodies, vault) }
  }
}

/** The events, with these entries behind their seals. */
export const openedWith = (bodies: ReadonlyArray<Json>, held: ReadonlyArray<Pick<Held, "version" | "entry">>): ReadonlyArray<Json> => {
  const byVersion = Map.groupBy(held, ({ version }) => version)
  return bodies.map((body, i) =>
    open(
      body,
      (byVersion.get(i + 1) ?? []).map(({ entry }) => entry)
    )
  )
}
