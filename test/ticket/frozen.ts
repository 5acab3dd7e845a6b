/** Makes inputs that cannot be written to, their keys in another order. */
export const frozen = <T>(value: T): T => {
  if (typeof value !== "object" || value === null || value instanceof Map) return value
  if (Array.isArray(value)) return Object.freeze(value.map(frozen)) as T
  const entries = Object.entries(value)
    .toReversed()
    .map(([key, inner]): [string, unknown] => [key, frozen(inner)])
  return Object.freeze(Object.fromEntries(entries)) as T
}
