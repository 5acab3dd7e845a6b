/** What the mail adapters must do: read raw bytes, say letters in words, hand mail to a server, sign and verify. */
import type { Incoming, Cause } from "./Incoming.ts"
import type { Letter } from "./Letter.ts"

/** Bytes that came out of a mail, to be put into the blob store by whoever asked for the parsing. */
export interface Parsed {
  readonly _tag: "Parsed"
  readonly mail: Incoming
  /** Attachments and the HTML part, by reference. */
  readonly blobs: ReadonlyArray<{ readonly ref: string; readonly bytes: Uint8Array }>
}
export interface Unreadable {
  readonly _tag: "Unreadable"
  readonly cause: Cause
  readonly detail: string
}

/** Reads a raw mail. Never throws, never hangs: whatever the bytes are, an answer comes within its limits. */
export interface Parser {
  readonly parse: (raw: Uint8Array) => Promise<Parsed | Unreadable>
  readonly close: () => Promise<void>
}

/** Subject line, plain text and HTML of a letter. Total: a template that fails gives the plain words instead. */
export interface Renderer {
  readonly render: (letter: Letter) => { readonly subject: string; readonly text: string; readonly html: string }
}

/** What became of one recipient. `unknown`: the server may or may not have it; only a person can tell. */
export type Delivery = {
  readonly address: string
  readonly state: "sent" | "retry" | "failed" | "unknown"
  /** The server's words, bounded. */
  readonly reply: string
}

/** Hands one letter to the outside. Never rejects: a failure is a state of every recipient. */
export interface Outbound {
  /** Milliseconds that one `send` takes at most. */
  readonly longest: number
  readonly send: (
    letter: Letter,
    recipients: ReadonlyArray<string>,
    attachments: ReadonlyArray<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array }>
  ) => Promise<ReadonlyArray<Delivery>>
  readonly close: () => Promise<void>
}

/** Names that nobody else can make: HMAC-SHA-256 over a purpose and its parts. */
export interface Signer {
  /** Lower-case base32, 26 characters (128 bits). */
  readonly sign: (purpose: string, parts: ReadonlyArray<string>) => string
  readonly verify: (purpose: string, parts: ReadonlyArray<string>, tag: string) => boolean
}
