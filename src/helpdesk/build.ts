/** The house that a desk works in, made of what an application brings, and of what is here where it brings nothing. */
import { isOurs } from "../mail/announce/Home.ts"
import { signer } from "../mail/Signer.ts"
import { memory } from "../storage/memory.ts"
import { memoryBlobs } from "../storage/memoryBlobs.ts"
import { vaulted } from "../storage/vault/vaulted.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { outletsOf } from "./channels.ts"
import type { Options } from "./Helpdesk.ts"
import type { House } from "./House.ts"
import { identities } from "./identities.ts"
import { uuidv7 } from "./ids.ts"
import { promiseBook } from "./promiseBook.ts"
import { ownDirectory } from "./requesters.ts"

export const build = <W extends Workspace>(options: Options<W>): House => {
  const sealed = options.storage ?? memory()
  const storage = vaulted(sealed, (address) => isOurs(address, options.workspace))
  const now = options.now ?? Date.now
  const newId = options.newId ?? (() => uuidv7(now()))
  const tenant = options.tenant ?? "main"
  const book = promiseBook({ storage, tenant, now }, options.workspace)
  const outlets = outletsOf(options.channels)
  return {
    workspace: options.workspace,
    tenant,
    book,
    get promises() {
      return book.known()
    },
    signer: options.mail === undefined ? undefined : signer(options.mail.secrets),
    outlets,
    carriers: {
      outbound: options.mail?.outbound,
      webhooks: options.webhooks,
      notify: options.notify,
      sms: options.sms,
      knowledge: options.knowledge,
      outlets
    },
    summarizer: options.summarizer,
    storage,
    sealed,
    blobs: options.blobs ?? memoryBlobs(),
    directory: options.directory ?? ownDirectory({ storage, now, newId }),
    identities: options.directory === undefined ? identities({ storage, now, newId }) : undefined,
    now,
    newId
  }
}
