/** One article of the outbox: gives it to the knowledge base, and writes down on its ticket what that made of it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Article } from "../mail/announce/Article.ts"
import * as Actor from "../people/Actor.ts"
import type { Json } from "../storage/Storage.ts"
import { StorageError } from "../storage/StorageError.ts"
import * as Text from "../text/Text.ts"
import { published } from "../ticket/Resolution.ts"
import type { Answer } from "../webhook/Caller.ts"
import { Contended, isTagged } from "./Failure.ts"
import type { House } from "./House.ts"
import { inTime } from "./inTime.ts"
import { existing } from "./load.ts"
import { digest } from "./run.ts"
import { together } from "./together.ts"

/** Publishes what solved tickets, or keeps it for somebody to publish. Asked again with the same `key` it makes no second article. */
export interface KnowledgeBase {
  readonly publish: (article: Article) => Promise<{ readonly id: string; readonly url?: string }>
}

const decodeArticle = Schema.decodeUnknownResult(Article)
const Made = Schema.Struct({ id: published.article, url: Schema.optional(published.url) })
const decodeMade = Schema.decodeUnknownResult(Made)

/** Never rejects. */
export const publish = async (house: House, knowledge: KnowledgeBase, payload: Json): Promise<Answer> => {
  const article = decodeArticle(payload)
  if (Result.isFailure(article)) return { state: "failed", reply: "the article cannot be read" }
  const told = await inTime(() => knowledge.publish(article.success))
  if ("state" in told) return told
  const made = decodeMade(Text.cleanDeep(told.answer))
  if (Result.isFailure(made)) return { state: "failed", reply: "the answer of the knowledge base cannot be read" }
  try {
    await keep(house, article.success, made.success)
    return { state: "sent", reply: "" }
  } catch (cause) {
    const isForGood = isTagged(cause) && !(cause instanceof StorageError) && !(cause instanceof Contended)
    return isForGood ? { state: "failed", reply: cause.message } : { state: "retry", reply: "it could not be written" }
  }
}

const keep = async (house: House, { key, ticketId, resolution }: Article, { id, url = null }: typeof Made.Type): Promise<void> => {
  await together(house, {
    ticketId,
    actor: Actor.system,
    via: "automatic",
    command: { id: key, digest: digest(key) },
    plan: async () => ({
      parts: [{ subject: await existing(house, ticketId), commands: [{ _tag: "KeepArticle", resolution, article: id, url }] }]
    })
  })
}
