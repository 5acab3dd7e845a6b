/** A value whose form follows from the first of some keys that it has. What is wrong with it is told of that form alone. */
import * as Schema from "effect/Schema"
import * as SchemaParser from "effect/SchemaParser"

/** A plain union would tell what is wrong with each of its members. `expected`: what to say of a value that has none of the keys. */
export const byKey = <T>(forms: ReadonlyArray<readonly [key: string, form: Schema.Codec<T>]>, expected: string): Schema.Codec<T> =>
  shaped(
    forms.map(([, form]) => form),
    (input) => forms.findIndex(([key]) => Object.hasOwn(input, key)),
    expected
  )

/** The same, by what the value says of itself under a key. */
export const byWord = <T>(
  key: string,
  forms: ReadonlyArray<readonly [words: ReadonlyArray<string>, form: Schema.Codec<T>]>
): Schema.Codec<T> =>
  shaped(
    forms.map(([, form]) => form),
    (input) => forms.findIndex(([words]) => words.includes(input[key] as string)),
    `something whose "${key}" is one of ${forms.flatMap(([words]) => words).join(", ")}`
  )

type Loose = Readonly<Record<string, unknown>>
const shaped = <T>(forms: ReadonlyArray<Schema.Codec<T>>, placeOf: (input: Loose) => number, expected: string): Schema.Codec<T> =>
  Schema.declareConstructor<T>()(forms, (codecs) => (input, _, options) => {
    const place = typeof input === "object" && input !== null ? placeOf(input as Loose) : -1
    return SchemaParser.decodeUnknownEffect(codecs[place] ?? none(expected))(input, options)
  })

const none = (expected: string): Schema.Codec<never> => Schema.Never.annotate({ message: expected })
