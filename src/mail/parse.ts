/**
 * Reads raw mail within bounds. A splitter of our own does the bytes; postal-mime is the second opinion on the sender,
 * html-to-text makes text of small HTML. What is small is read at once, what is large or slow in a thread beside.
 */
import * as fs from "node:fs"
import { makeAside } from "./parser/aside.ts"
import { limits } from "./parser/limits.ts"
import { read, unreadable } from "./parser/read.ts"
import type { Parser } from "./Ports.ts"

export interface ParserOptions {
  /** Longest mail, bytes. Longer: `tooLarge`. Default and ceiling 25 MiB. */
  readonly bytes?: number
  /** For one large mail. Beyond: `parserTimedOut`. Default 1,800. */
  readonly milliseconds?: number
  /** Heap for large mails. Beyond: `parserOutOfMemory`. Default 192. */
  readonly megabytes?: number
}

/** `await mailParser().parse(bytes)` → the mail and its files, or why it is unreadable. Rejects never. */
export const mailParser = (options: ParserOptions = {}): Parser => {
  const longest = Math.min(options.bytes ?? limits.bytes, limits.bytes)
  const file = workerFile()
  const aside = file && makeAside(file, { milliseconds: options.milliseconds ?? 1800, megabytes: options.megabytes ?? 192 })
  return {
    parse: async (raw) => {
      if (raw.length > longest) return unreadable("tooLarge", `${raw.length} bytes, at most ${longest}`)
      const answer = aside !== undefined && raw.length > AT_ONCE ? "heavy" : read(raw, aside === undefined ? Infinity : PATIENCE)
      return answer === "heavy" ? aside!.read(raw) : answer
    },
    close: async () => aside?.close()
  }
}

/** Bytes that are read on the caller's thread: the worst of them takes some 20 ms. */
const AT_ONCE = 32 * 1024
/** Bytes of HTML turned into text on the caller's thread. */
const PATIENCE = 16 * 1024

/**
 * Beside the source, or where the build puts it: this code may then stand in a chunk of any folder above. Inside
 * somebody's bundle there is no such file, and every mail is read at once: bounded all the same, but not in 50 ms.
 */
const workerFile = (): URL | undefined =>
  ["./parser/worker.ts", "./parser/worker.js", "./mail/parser/worker.js", "../mail/parser/worker.js"]
    .map((path) => new URL(path, import.meta.url))
    .find((url) => url.protocol === "file:" && fs.existsSync(url))
