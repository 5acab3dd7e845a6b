/** The same desk for those who write Effect: a service, and a layer that opens and closes it. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Refusal } from "../desk/handle.ts"
import type { StorageError } from "../storage/StorageError.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { createHelpdesk } from "./createHelpdesk.ts"
import { type Failure, isTagged } from "./Failure.ts"
import type * as Promised from "./Helpdesk.ts"

/** Everything that a verb of the desk may fail with. Anything else is a defect. */
export type DeskError = Refusal | Failure | StorageError

type Verbs = Omit<Promised.Helpdesk<Workspace>, "workspace" | "as" | "start" | "stop">
type Lifted<F> = F extends (...args: infer A) => Promise<infer R> ? (...args: A) => Effect.Effect<R, DeskError> : never

/** Each verb of the promise desk, as an effect with the same name and input. */
export type HelpdeskShape = { readonly [Verb in keyof Verbs]: Lifted<Verbs[Verb]> }

export class Helpdesk extends Context.Service<Helpdesk, HelpdeskShape>()("deskwright/helpdesk/Helpdesk") {}

/** A desk for the life of the layer. While it lives it ticks, and works the outbox if it has an outbound mail port. */
export const layer = <const W extends Workspace>(options: Promised.Options<W>): Layer.Layer<Helpdesk> =>
  Layer.effect(
    Helpdesk,
    Effect.acquireRelease(
      Effect.sync(() => {
        const desk = createHelpdesk(options)
        desk.start()
        return desk
      }),
      (desk) => Effect.promise(() => desk.stop())
    ).pipe(Effect.map((desk) => Helpdesk.of(lift(desk as unknown as Promised.Helpdesk<Workspace>))))
  )

const lift = ({ workspace, as, start, stop, ...verbs }: Promised.Helpdesk<Workspace>): HelpdeskShape =>
  Object.fromEntries(
    Object.entries(verbs).map(([verb, run]) => [verb, lifted(run as (...args: ReadonlyArray<unknown>) => Promise<unknown>)])
  ) as never

const lifted =
  (run: (...args: ReadonlyArray<unknown>) => Promise<unknown>) =>
  (...args: ReadonlyArray<unknown>): Effect.Effect<unknown, unknown> =>
    Effect.tryPromise({ try: () => run(...args), catch: (cause) => cause }).pipe(
      Effect.catch((cause) => (isTagged(cause) ? Effect.fail(cause) : Effect.die(cause)))
    )
