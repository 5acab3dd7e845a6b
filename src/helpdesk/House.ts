/** What the shell works with: the configured desk, its ports, and the two things that the core never fetches, time and luck. */
import type { Desk } from "../desk/handle.ts"
import type { Directory } from "../people/Directory.ts"
import type { Blobs } from "../storage/Blobs.ts"
import type { Carriers } from "./carry.ts"
import type { Identities } from "./identities.ts"
import type { PromiseBook } from "./promiseBook.ts"
import type { Summarizer } from "./Summarizer.ts"
import type { Storage } from "../storage/Storage.ts"

export interface House extends Desk {
  /** What events say of people lies apart in it: see `storage/vault`. */
  readonly storage: Storage
  /** The same as it was given, with the two halves of each event. */
  readonly sealed: Storage
  readonly blobs: Blobs
  readonly directory: Directory
  /** `undefined`: the directory is the application's, and so are changes of it. */
  readonly identities: Identities | undefined
  readonly book: PromiseBook
  readonly carriers: Carriers
  /** `undefined`: the desk makes its own extracts. */
  readonly summarizer: Summarizer | undefined
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly newId: () => string
}
