/** The storage itself failed: the disk, the file, the handle. Nothing of the failed call has happened. */
import * as Schema from "effect/Schema"

export const Reason = Schema.Literals(["full", "busy", "closed", "readonly", "corrupt", "schema", "other"])
export type Reason = typeof Reason.Type

export class StorageError extends Schema.TaggedError<StorageError>()("StorageError", {
  /** The verb of the port that failed, or `open`. */
  operation: Schema.String,
  reason: Reason,
  /** Whether the same call may succeed later, when others let go or there is room again. */
  retriable: Schema.Boolean,
  /** What and where; never what was being stored. */
  detail: Schema.String
}) {
  override readonly message = `${this.operation}: ${this.detail} (${this.reason})`
}

export const fail = (operation: string, reason: Reason, detail: string): StorageError =>
  new StorageError({ operation, reason, retriable: reason === "busy" || reason === "full", detail })
