/** How a desk asks requesters for ratings: which tickets, when, on what scale, and whom it spares. */
import * as Schema from "effect/Schema"
import { Condition } from "../condition/Condition.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Scale } from "../ticket/Rating.ts"
import { Span } from "../time/Span.ts"
import { Page } from "./Page.ts"

export class Survey extends Schema.Opaque<Survey>()(
  Schema.Struct({
    id: Slug,
    /** The tickets that it is for, as they are when they are solved. Of several surveys the first that fits is taken. */
    where: Condition,
    /** So long after a ticket was solved; `calendar` `null`: every hour counts. */
    ask: Schema.Struct({ after: Span, calendar: Schema.NullOr(Slug) }),
    scale: Scale,
    /** What can be chosen as a reason. */
    reasons: Schema.Array(Schema.Struct({ id: Slug, name: Text.filled(255) })).check(Schema.isMaxLength(50)),
    /** So long the first answer is waited for. */
    expires: Span,
    /** So long after the first answer another may take its place; `null`: none does. */
    editable: Schema.NullOr(Span),
    /** So many of a hundred are asked. */
    sample: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 100 })),
    /** So long nobody is asked twice, whatever the ticket; `null`: at any time. */
    cooldown: Schema.NullOr(Span),
    /** Whether a ticket that only machines solved is asked about. */
    solvedBy: Schema.Literals(["anybody", "people"]),
    /** Where the requester answers by the link in a letter; `null`: no letter is written, the application asks. */
    page: Schema.NullOr(Page)
  })
) {}
