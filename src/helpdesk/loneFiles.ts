/** Which bytes of the blob store nobody would refer to any more. */
import type { Json, Kind } from "../storage/Storage.ts"
import { filesIn } from "../storage/vault/Seal.ts"
import type { House } from "./House.ts"

/** `before` and `after`: the events of the stream, as they are and as they will be. Whoever else refers to a file has it among its words. */
export const loneFiles = async (
  house: House,
  stream: string,
  before: ReadonlyArray<Json>,
  after: ReadonlyArray<Json>
): Promise<ReadonlyArray<string>> => {
  const left = new Set(after.flatMap(filesIn))
  const gone = [...new Set(before.flatMap(filesIn))].filter((file) => !left.has(file))
  const lone = await Promise.all(gone.map(async (file) => !(await isShared(house, stream, file))))
  return gone.filter((_, i) => lone[i])
}

const kinds: ReadonlyArray<Kind> = ["ticket", "removed", "quarantine", "draft"]

const isShared = async ({ storage, tenant }: House, stream: string, file: string): Promise<boolean> => {
  const pages = await Promise.all(kinds.map((kind) => storage.find(tenant, { kind, text: file, order: [], limit: 2 })))
  return pages.some(({ found }) => found.some((one) => one.stream !== stream))
}
