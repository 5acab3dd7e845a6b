/** Keep article: write down what a knowledge base made of a resolution. */
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { published } from "../Resolution.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

/** `resolution`: which one of the ticket's; it may have another by now. */
const kept = { resolution: Id, ...published }

/** The desk itself asks for it. */
export class KeepArticle extends Schema.Opaque<KeepArticle>()(Schema.TaggedStruct("KeepArticle", kept)) {}
export class ArticlePublished extends Schema.Opaque<ArticlePublished>()(Fact("ArticlePublished", kept)) {}

export const keepArticle = command(KeepArticle, {
  closed: true,
  merged: true,
  decide: (_, { resolution, article, url }, context): Decision<ArticlePublished> =>
    happened<ArticlePublished>({ _tag: "ArticlePublished", ...stamp(context), resolution, article, url }),
  events: [
    on(ArticlePublished, (ticket, { at, resolution, article, url }) =>
      ticket.resolution?.id === resolution
        ? { ...ticket, resolution: { ...ticket.resolution, published: { article, url } }, updatedAt: at }
        : { ...ticket, updatedAt: at }
    )
  ]
})
