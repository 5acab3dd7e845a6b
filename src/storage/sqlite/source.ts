/** Where the records of a question come from. Words and marks lead to few; the planner cannot know how few, so it is told. */
import type { Query } from "../Storage.ts"
import { active, askedOfActive, asksForActive } from "./active.ts"
import { compile, type Sql } from "./compile.ts"
import type { Connection } from "./Connection.ts"
import { marksIn } from "./marks.ts"
import { numberOf } from "./records.ts"
import { searchingMarks, searchingText } from "./words.ts"

type Question = Pick<Query, "kind" | "streams" | "text" | "where" | "order">

/** What follows FROM, up to a WHERE that more can be added to. `columns`: whether the columns may be asked. */
export const sourceOf = (connection: Connection, tenant: number, question: Question, columns: boolean): Sql => {
  const { kind, streams, where } = question
  const ofActive = columns && where !== undefined && asksForActive(where)
  const tests: Array<Sql> = [
    ...(streams === undefined ? [] : [amongStreams(streams)]),
    { text: "tenant = ? AND kind = ?", values: [tenant, numberOf(kind)] },
    ...(ofActive ? [{ text: active, values: [] }] : []),
    ...(where === undefined ? [] : [compile(ofActive ? askedOfActive(where) : where, columns)])
  ]
  const lead = leadTo(connection, tenant, question, ofActive)
  return {
    text: lead.text + tests.map(({ text }) => text).join(" AND "),
    values: [lead, ...tests].flatMap(({ values }) => values)
  }
}

const leadTo = (connection: Connection, tenant: number, { streams, text, where, order }: Question, ofActive: boolean): Sql => {
  if (text !== undefined) {
    const { hits, many } = searchingText(connection, tenant, text)
    // It is quicker to go through all in their order, and look for each among the hits.
    return many ? { text: `desk_records WHERE +id IN (${hits.text}) AND `, values: hits.values } : across(hits)
  }
  const marks = streams === undefined && where !== undefined ? marksIn(where, ofActive) : undefined
  if (marks === undefined) return { text: "desk_records WHERE ", values: [] }
  const { hits, many } = searchingMarks(connection, tenant, marks)
  // The index of the latest changes tells by itself who has the mark.
  return many && order[0]?.field === "updatedAt" ? { text: "desk_records WHERE ", values: [] } : across(hits)
}

const across = ({ text, values }: Sql): Sql => ({
  text: `(${text}) CROSS JOIN desk_records WHERE id = hit AND `,
  values
})

const amongStreams = (streams: ReadonlyArray<string>): Sql =>
  streams.length === 1
    ? { text: "stream = ?", values: [streams[0]!] }
    : { text: "stream IN (SELECT value FROM json_each(?))", values: [JSON.stringify(streams)] }
