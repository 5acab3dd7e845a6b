/**
 * Whether the mail server that we trust has vouched for the sender. Only its own Authentication-Results count
 * (RFC 8601 §5): anybody can write such a header, so those of other servers, and any below the first, say nothing.
 */
import type { Header } from "./Incoming.ts"

/** `authserv`: the authserv-id that our own mail server writes, as in `mx.example.org`. DMARC must pass. */
export const authenticated = (headers: ReadonlyArray<Header>, authserv: string | undefined): boolean => {
  if (authserv === undefined) return false
  const first = headers.find((header) => header.name === "authentication-results")
  if (first === undefined) return false
  const [id, ...results] = bare(first.value).split(";")
  const named = id?.trim().split(/\s+/)[0]?.toLowerCase() === authserv.toLowerCase()
  return named && results.some((result) => /^\s*dmarc\s*=\s*pass(?:\s|$)/i.test(result))
}

/** Without comments and quoted strings: both may hold words of the sender's choosing. */
const bare = (value: string): string => {
  let depth = 0
  let quoted = false
  let kept = ""
  for (let i = 0; i < value.length; i++) {
    const char = value[i]
    if (char === "\\") i++
    else if (char === '"' && depth === 0) quoted = !quoted
    else if (quoted) continue
    else if (char === "(") depth++
    else if (char === ")") depth = Math.max(0, depth - 1)
    else if (depth === 0) kept += char
  }
  return kept
}
