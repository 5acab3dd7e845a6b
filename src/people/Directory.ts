/** Who the requesters are. A desk keeps its own directory in its storage unless it is given one: the users of your application, say. */
import type { Identity } from "./Identity.ts"
import type { Organization } from "./Organization.ts"
import type { Requester } from "./Requester.ts"

export interface Directory {
  readonly get: (tenant: string, id: string) => Promise<Requester | undefined>
  /** The requester who holds this identity. */
  readonly find: (tenant: string, identity: Identity) => Promise<Requester | undefined>
  /** A person not seen before. Where somebody holds the identity already (two mails at once), answers that one. */
  readonly add: (tenant: string, person: { readonly name: string; readonly identity: Identity }) => Promise<Requester>
  /** Nobody can tell any more who it was: no name, no identity leads to them; the id stays. Nothing happens where it is unknown. */
  readonly forget: (tenant: string, id: string) => Promise<void>
  readonly organization: (tenant: string, id: string) => Promise<Organization | undefined>
  /** Requesters who are added with an address at one of its domains belong to it from then on. */
  readonly addOrganization: (tenant: string, organization: Organization) => Promise<void>
}
