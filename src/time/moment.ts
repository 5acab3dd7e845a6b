/** An instant as people of a place read it. */
import { TZDate } from "@date-fns/tz/date"
import { format } from "date-fns/format"
import type { Instant } from "./Instant.ts"

/** `Mon 5 Jan 2026 09:00`, with seconds where there are any. `zone`: an IANA zone. */
export const moment = (at: Instant, zone: string): string =>
  format(new TZDate(at, zone), at % 60_000 === 0 ? "EEE d MMM yyyy HH:mm" : "EEE d MMM yyyy HH:mm:ss")
