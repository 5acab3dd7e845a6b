/**
 * Who did something: `agent:bo`, `requester:r-17`, `participant:eve@example.org`, `rule:auto-close`,
 * `integration:crm`, or `system`. Every fact names its actor.
 */
import * as Schema from "effect/Schema"

export type Kind = "agent" | "requester" | "participant" | "rule" | "integration" | "system"
export type Actor = `${Exclude<Kind, "system">}:${string}` | "system"

export const Actor: Schema.Codec<Actor> = Schema.String.check(
  Schema.isPattern(/^(?:system|(?:agent|requester|participant|rule|integration):[^\s\p{C}]{1,254})$/u, {
    expected: "an actor like agent:bo, requester:r-17 or system"
  })
) as unknown as Schema.Codec<Actor>

export const agent = (id: string): Actor => `agent:${id}`
export const requester = (id: string): Actor => `requester:${id}`
export const participant = (address: string): Actor => `participant:${address}`

export const system: Actor = "system"

export const kindOf = (actor: Actor): Kind => (actor === "system" ? "system" : (actor.slice(0, actor.indexOf(":")) as Kind))
/** What follows the colon; empty for `system`. */
export const idOf = (actor: Actor): string => (actor === "system" ? "" : actor.slice(actor.indexOf(":") + 1))
export const isAgent = (actor: Actor): boolean => actor.startsWith("agent:")
export const isRule = (actor: Actor): boolean => actor.startsWith("rule:")
/** Someone outside the desk: the requester, or another party to the conversation. */
export const isOutside = (actor: Actor): boolean => actor.startsWith("requester:") || actor.startsWith("participant:")
