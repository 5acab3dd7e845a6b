/** The words of a compiled workspace, for conditions to be checked against. */
import type { Vocabulary } from "../ticket/Vocabulary.ts"
import { idsOf, type List, own, type Terms, type Words } from "./Fields.ts"

const known = new WeakMap<Vocabulary, Terms>()

/** Of calendars, metrics, policies and rules a vocabulary knows nothing: definitions are checked against all their lists. */
export const termsOf = (vocabulary: Vocabulary): Terms => {
  let terms = known.get(vocabulary)
  if (terms === undefined) known.set(vocabulary, (terms = make(vocabulary)))
  return terms
}

const make = (vocabulary: Vocabulary): Terms => {
  const categories = new Set(idsOf(vocabulary.categories))
  return {
    words: (list) => (list === "categories" ? categories : wordsOf(vocabulary, list)),
    own: new Map([...vocabulary.fields].map(([id, field]) => [`fields.${id}`, own(field.type, "choices" in field ? field.choices : null)!]))
  }
}

const wordsOf = (vocabulary: Vocabulary, list: List): Words | undefined => {
  switch (list) {
    case "statuses":
    case "priorities":
    case "kinds":
    case "departments":
    case "brands":
    case "teams":
    case "agents":
    case "channels":
    case "approvals":
    case "links":
      return vocabulary[list]
    default:
      return undefined
  }
}
