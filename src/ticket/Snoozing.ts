/** A ticket that an agent has put aside for a while: until when, and what for. Its promises run on. */
import * as Schema from "effect/Schema"
import { Actor } from "../people/Actor.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"

export const why = Text.upTo(255)

export class Snoozing extends Schema.Opaque<Snoozing>()(Schema.Struct({ until: Instant, why, by: Actor, at: Instant })) {}

/** A ticket that nobody has put aside. */
export const awake = <T extends { readonly snoozed?: Snoozing }>({ snoozed, ...ticket }: T): Omit<T, "snoozed"> => ticket

/** When it ends by itself; `null`: it is not put aside. */
export const wakeAt = ({ snoozed }: { readonly snoozed?: Snoozing }): Instant | null => snoozed?.until ?? null
