/** Takes away what agents were about to say: the words of drafts, and of the versions before them. That there were some stays. */
import type { Findable } from "../condition/Condition.ts"
import * as Instant from "../time/Instant.ts"
import { keptIn, writing } from "./aside.ts"
import { aside } from "./drafts.ts"
import { everyFound } from "./everyFound.ts"
import { halvesOf, openedWith } from "./halves.ts"
import type { House } from "./House.ts"
import { loneFiles } from "./loneFiles.ts"

/** Answers how many files went with them. */
export const eraseDrafts = async (house: House, where: Findable): Promise<number> => {
  let files = 0
  for await (const found of everyFound(house, { kind: "draft", where })) files += await erased(house, found.stream)
  return files
}

const erased = async (house: House, stream: string): Promise<number> => {
  const { bodies, held } = await halvesOf(house, stream)
  if (held.length === 0) return 0
  const files = await loneFiles(house, stream, openedWith(bodies, held), bodies)
  for (const file of files) await house.blobs.delete(house.tenant, file)
  const at = Instant.make(house.now())
  const [kept] = await keptIn(house, aside, [stream])
  const answer = await house.storage.commit(house.tenant, {
    command: { id: house.newId(), digest: "" },
    at,
    streams: [writing(aside, { ...kept!, version: bodies.length }, { _tag: "DraftDiscarded", at })],
    keys: [],
    effects: [],
    erase: {
      vault: held.map(({ version, subject }) => ({ stream, version, subject, value: null })),
      words: [{ stream, entries: [] }],
      keys: [],
      effects: []
    }
  })
  // The agent was writing on: what they have now goes too.
  return files.length + (answer._tag === "Conflict" ? await erased(house, stream) : 0)
}
