/** Takes out of the store what a record of the quarantine says of people, with the last thing that happens to it. */
import type * as Storage from "../storage/Storage.ts"
import { halvesOf, openedWith } from "./halves.ts"
import type { House } from "./House.ts"
import { loneFiles } from "./loneFiles.ts"

/** Answers how many files went with it; `undefined`: something else happened to it meanwhile. */
export const eraseQuarantined = async (house: House, write: Storage.StreamWrite): Promise<number | undefined> => {
  const { stream } = write
  const { bodies, held } = await halvesOf(house, stream)
  const files = await loneFiles(house, stream, openedWith(bodies, held), bodies)
  for (const file of files) await house.blobs.delete(house.tenant, file)
  const answer = await house.storage.commit(house.tenant, {
    command: { id: house.newId(), digest: "" },
    at: house.now(),
    streams: [write],
    keys: [],
    effects: [],
    erase: {
      vault: held.map(({ version, subject }) => ({ stream, version, subject, value: null })),
      words: [{ stream, entries: [] }],
      keys: [],
      effects: []
    }
  })
  return answer._tag === "Committed" ? files.length : undefined
}
