/** What calls webhooks: takes one call to where it belongs, and says what became of it. */

export interface Request {
  /** The webhook's id: secrets are kept by it. */
  readonly webhook: string
  readonly url: string
  /** The same each time that this call is tried: by it a receiver knows what it has taken before. */
  readonly id: string
  /** Epoch milliseconds of this attempt. */
  readonly at: number
  /** How many systems answered each other before this, this call included. */
  readonly depth: number
  readonly body: string
}

/** `retry`: not now, or nobody knows whether it arrived. `failed`: it never will. */
export interface Answer {
  readonly state: "sent" | "retry" | "failed"
  /** Why, for the desk to read; at most 200 characters. */
  readonly reply: string
}

export interface Caller {
  /** Milliseconds that one `call` takes at most. */
  readonly longest: number
  /** Never rejects. */
  readonly call: (request: Request) => Promise<Answer>
}
