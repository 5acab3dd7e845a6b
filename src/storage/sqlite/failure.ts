/** What a driver throws, as a `StorageError`. The numbers are SQLite's primary result codes (sqlite.org/rescode.html). */
import { fail, StorageError, type Reason } from "../StorageError.ts"

const byNumber: Readonly<Record<number, Reason>> = { 5: "busy", 6: "busy", 8: "readonly", 11: "corrupt", 13: "full", 26: "corrupt" }
const byName: ReadonlyArray<readonly [start: string, reason: Reason]> = [
  ["SQLITE_BUSY", "busy"],
  ["SQLITE_LOCKED", "busy"],
  ["SQLITE_READONLY", "readonly"],
  ["SQLITE_CORRUPT", "corrupt"],
  ["SQLITE_FULL", "full"],
  ["SQLITE_NOTADB", "corrupt"]
]

export const failure = (operation: string, cause: unknown): StorageError => {
  if (cause instanceof StorageError) return cause
  const { code, errcode, message } = (cause ?? {}) as { readonly code?: unknown; readonly errcode?: unknown; readonly message?: unknown }
  const detail = typeof message === "string" ? message : String(cause)
  return fail(operation, reasonOf(code, errcode, detail), detail)
}

const reasonOf = (code: unknown, errcode: unknown, detail: string): Reason => {
  // The low byte is the primary code; the rest refines it.
  if (typeof errcode === "number") return byNumber[errcode & 0xff] ?? "other"
  if (typeof code === "string" && code.startsWith("SQLITE_")) return byName.find(([start]) => code.startsWith(start))?.[1] ?? "other"
  return /\bnot open\b|finalized|database is closed/i.test(detail) ? "closed" : "other"
}
