/** The ticket's schema as somebody would write it with zod: the same fields, the same bounds. */
import { zod, type ZodType } from "./peers.ts"

export const zodTicket = async (): Promise<ZodType> => {
  const z = await zod()
  const string = (): ZodType => z["string"]!()
  const slug = (): ZodType => string()["regex"]!(/^[a-zA-Z][a-zA-Z0-9_-]{0,62}$/)
  const id = (): ZodType => string()["regex"]!(/^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,127}$/)
  const address = (): ZodType => string()["regex"]!(/^[^\s@]{1,64}@[a-z0-9.-]{1,253}$/)
  const instant = (): ZodType => z["int"]!()["min"]!(-62_135_596_800_000)["max"]!(253_402_300_799_999)
  const list = (of: ZodType): ZodType => z["array"]!(of)
  const nullable = (of: ZodType): ZodType => z["nullable"]!(of)
  const text = (most: number): ZodType => string()["max"]!(most)
  const participant = (): ZodType => z["object"]!({ address: address(), name: text(255) })
  const value = (): ZodType => z["union"]!([z["null"]!(), text(65_000), z["number"]!(), z["boolean"]!(), list(slug())])
  return z["object"]!({
    id: id(),
    reference: string(),
    subject: text(998),
    status: slug(),
    statusCategory: z["enum"]!(["new", "open", "pending", "onHold", "solved", "closed"]),
    priority: nullable(slug()),
    kind: nullable(slug()),
    category: list(slug()),
    department: slug(),
    brand: slug(),
    fields: list(z["object"]!({ field: slug(), value: value() })),
    tags: list(text(100)),
    requester: z["object"]!({ id: id(), name: text(255), email: nullable(address()), organization: nullable(id()) }),
    submitter: string()["regex"]!(/^(?:system|(?:agent|requester|participant|rule|integration):[^\s\p{C}]{1,254})$/u),
    assignee: nullable(slug()),
    team: nullable(slug()),
    followers: list(slug()),
    participants: list(participant()),
    proposed: list(participant()),
    channel: slug(),
    receivedAt: nullable(address()),
    thread: list(string()),
    followUpOf: nullable(id()),
    escalated: z["boolean"]!(),
    messages: z["int"]!(),
    openedAt: instant(),
    updatedAt: instant(),
    askedAt: nullable(instant()),
    answeredAt: nullable(instant()),
    solvedAt: nullable(instant()),
    closedAt: nullable(instant()),
    reopened: z["int"]!(),
    slaEffect: z["string"]!(),
    policy: nullable(z["string"]!()),
    due: nullable(z["object"]!({ at: instant(), pinned: z["boolean"]!() }))
  })
}
