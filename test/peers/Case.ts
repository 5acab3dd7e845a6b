/** What a case of the peers' folder looks like, and what a runner says of many. */

export interface Case {
  readonly id: string
  readonly expect: Readonly<Record<string, unknown>>
  readonly contested?: ReadonlyArray<string>
  readonly [more: string]: unknown
}

export interface Difference {
  readonly field: string
  readonly expected: unknown
  readonly actual: unknown
}
export type Failure = Difference & { readonly id: string }
export type Runner = (cases: ReadonlyArray<Case>) => Promise<{ readonly failed: ReadonlyArray<Failure> }>

/** Tries each case by itself; one that throws has failed. */
export const each =
  (judge: (one: Case) => Promise<Difference | undefined> | Difference | undefined): Runner =>
  async (cases) => {
    const failed: Array<Failure> = []
    for (const one of cases) {
      const difference = await Promise.resolve(one)
        .then(judge)
        .catch((error: unknown): Difference => ({ field: "threw", expected: "nothing", actual: String(error) }))
      if (difference !== undefined) failed.push({ id: one.id, ...difference })
    }
    return { failed }
  }

/** White space is not judged. */
export const collapse = (text: string): string => text.replace(/\s+/g, " ").trim()

export const differ = (field: string, expected: unknown, actual: unknown): Difference => ({ field, expected, actual })
