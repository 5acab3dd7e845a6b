/** A turn of what lies in quarantine to become a message: written with the message, so that nobody else makes another of it. */
import type * as Storage from "../storage/Storage.ts"
import { StaleVersion } from "./Failure.ts"

export interface Recovery {
  /** Of the record. */
  readonly id: string
  /** What is written beside the ticket that takes it. */
  readonly turn: (ticketId: string) => Storage.StreamWrite
}

/** Somebody else was first. */
export const isTaken = (recovery: Recovery | undefined, cause: unknown): boolean =>
  recovery !== undefined && cause instanceof StaleVersion && cause.ticketId === recovery.id
