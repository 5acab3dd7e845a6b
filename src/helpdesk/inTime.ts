/** Asks a port of the application's own, which may never answer. */
import type { Answer } from "../webhook/Caller.ts"

/** Milliseconds that one may take. */
export const PATIENCE = 30_000

/** Never rejects. */
export const inTime = async <A>(ask: () => Promise<A>): Promise<{ readonly answer: A } | (Answer & { readonly state: "retry" })> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Answer & { readonly state: "retry" }>((resolve) => {
    timer = setTimeout(() => resolve({ state: "retry", reply: "it took too long" }), PATIENCE)
  })
  const asking = async () => {
    try {
      return { answer: await ask() }
    } catch {
      // What went wrong there may hold secrets of whoever carries it.
      return { state: "retry", reply: "it was not taken" } as const
    }
  }
  return Promise.race([asking(), late]).finally(() => clearTimeout(timer))
}
