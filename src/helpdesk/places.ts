/** Where people are spoken of by others: what a program must not change, and somebody may want to read. */
import * as Search from "../text/Search.ts"
import * as Text from "../text/Text.ts"
import { everyFound } from "./everyFound.ts"
import { allKinds } from "./neighbours.ts"
import { halvesOf } from "./halves.ts"
import type { House } from "./House.ts"
import { textsOf } from "./passages.ts"
import { tells } from "./traces.ts"

export interface Place {
  readonly ticketId: string
  /** Of the event, 1 the first. */
  readonly version: number
  /** `null`: it is no message. */
  readonly message: string | null
  /** Which part of the event: `content.text`. */
  readonly where: string
}

/** Tickets are found by their words, and looked at whole. */
export const mentions = async (house: House, texts: ReadonlyArray<string>): Promise<ReadonlyArray<Place>> => {
  const lines = new Set(texts.map(Text.fold))
  const streams = new Set<string>()
  for (const text of lines)
    for (const kind of allKinds) for await (const { stream } of everyFound(house, { kind, text: Search.words(text) })) streams.add(stream)
  const places: Array<Place> = []
  for (const ticketId of streams) {
    const { bodies, held } = await halvesOf(house, ticketId)
    for (const { version, entry } of held)
      for (const value of entry[1])
        if (textsOf(["", [value]]).some((text) => tells(text, lines))) {
          const { messageId = null } = bodies[version - 1] as { readonly messageId?: string }
          places.push({ ticketId, version, message: messageId, where: value[0] })
        }
  }
  return places
}
