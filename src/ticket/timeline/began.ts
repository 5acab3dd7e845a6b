/** What a ticket was like when it began. */
import type { Event } from "../decider.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import type { Change } from "./Entry.ts"
import * as names from "./names.ts"

type Opened = Extract<Event, { readonly _tag: "Opened" }>
type Begun = Extract<Event, { readonly _tag: "Begun" }>

/** Each thing of which there is anything to say. */
export const firstOf = (vocabulary: Vocabulary, opened: Opened | Begun): ReadonlyArray<Change> => {
  const began: ReadonlyArray<readonly [string, string | null]> = [
    ["Status", names.status(vocabulary, opened.status)],
    ["Priority", names.priority(vocabulary, opened.priority)],
    ["Kind", names.kind(vocabulary, opened.kind)],
    ["Category", names.path(vocabulary.categories, opened.category)],
    ["Department", names.department(vocabulary, opened.department)],
    ["Assignee", names.agent(vocabulary, opened.agent)],
    ["Team", names.team(vocabulary, opened.team)],
    ...opened.fields.map(({ field, value }): readonly [string, string | null] => {
      const definition = vocabulary.fields.get(field)
      return [definition?.name ?? field, names.value(definition, value)]
    }),
    ["Tags", opened.tags.join(", ") || null],
    ["Participants", opened.participants.map(names.mailbox).join(", ") || null]
  ]
  return began.filter(([, to]) => to !== null).map(([field, to]) => ({ field, from: null, to }))
}
