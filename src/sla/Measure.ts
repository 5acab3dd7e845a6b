/** Three answers where other systems have `null`: a value, not yet a value, and nothing that could have one. */

export type Measure<A = number> =
  | { readonly _tag: "NotApplicable" }
  | { readonly _tag: "Pending" }
  | { readonly _tag: "Value"; readonly value: A }

export const notApplicable: Measure<never> = { _tag: "NotApplicable" }
export const pending: Measure<never> = { _tag: "Pending" }
export const value = <A>(value: A): Measure<A> => ({ _tag: "Value", value })
export const valueOf = <A>(measure: Measure<A>): A | undefined => (measure._tag === "Value" ? measure.value : undefined)
