/** Permission asked, of whom, and the answers so far: a fold over its facts. */
import * as Schema from "effect/Schema"
import { Calendar } from "../calendar/Calendar.ts"
import { Actor } from "../people/Actor.ts"
import * as Canonical from "../text/Canonical.ts"
import { Id, Slug } from "../text/Id.ts"
import { sha256 } from "../text/Sha256.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"
import { Definition } from "./Definition.ts"
import { Delegation } from "./Delegation.ts"
import { Panel, Stage } from "./Stage.ts"

/** `expired`: rejected by silence. `invalidated`: what was to be approved is not the same any more. */
export const Verdict = Schema.Literals(["pending", "approved", "rejected", "expired", "withdrawn", "invalidated"])
export type Verdict = typeof Verdict.Type

const { order, promises, covers } = Definition.fields

/** What was asked, with all that is needed to come to a verdict: neither the workspace nor its staff are looked at again. */
export const question = {
  id: Id,
  definition: Slug,
  name: Text.filled(100),
  order,
  promises,
  covers,
  by: Actor,
  /** What is to be approved, in words. */
  subject: Text.filled(998),
  /** A short name of the content that is to be approved, see `digest`. */
  digest: Text.filled(200),
  /** Those that the expiries name. */
  calendars: Schema.Array(Calendar)
}

export class Approval extends Schema.Opaque<Approval>()(
  Schema.Struct({
    ...question,
    askedAt: Instant,
    stages: Schema.Array(Stage),
    delegations: Schema.Array(Delegation),
    /** `[from, to)` in which its ticket lay aside, and no time passed. Not there, where it never did. */
    rests: Schema.optionalKey(Schema.Array(Schema.Struct({ from: Instant, to: Instant }))),
    /** `null`: pending. `reason` is empty where nobody gave one. */
    end: Schema.NullOr(
      Schema.Struct({
        at: Instant,
        verdict: Schema.Literals(["approved", "rejected", "expired", "withdrawn", "invalidated"]),
        reason: Schema.String
      })
    )
  })
) {}

/** Equal contents have equal digests, whatever the order of their keys; and nobody can make another content with the same one. */
export const digest = (content: unknown): string => sha256(Canonical.print(content))

/** A panel that nobody has been asked yet. */
export const waiting = (panel: Panel): Stage => ({
  ...panel,
  openedAt: null,
  next: { expiry: 0, since: null },
  votes: [],
  end: null
})

export const stageOf = ({ stages }: Approval, step: string): Stage | undefined => stages.find(({ id }) => id === step)

/** The stages that are not decided, opened or not, while the approval itself is pending. */
export const undecided = ({ stages, end }: Approval): ReadonlyArray<Stage> =>
  end === null ? stages.filter((stage) => stage.end === null) : []
