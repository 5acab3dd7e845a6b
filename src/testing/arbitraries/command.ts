/** Commands wise and foolish, and who asks them. */
import fc from "fast-check"
import * as Actor from "../../people/Actor.ts"
import * as Instant from "../../time/Instant.ts"
import * as Ticket from "../../ticket/index.ts"
import { asker, attachment, content, participant } from "./content.ts"
import { rating } from "./rating.ts"
import { say, type Said, word } from "./said.ts"
import { address, filled, id, several, text } from "./text.ts"

/** Anybody: agents of the workspace, the requester (`r-1`), others in and out of the conversation, machines. */
export const actor: fc.Arbitrary<Actor.Actor> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...["bo", "cy", "di"].map(Actor.agent)) },
  { weight: 2, arbitrary: fc.constantFrom(Actor.requester("r-1"), Actor.requester("r-2")) },
  address.map(Actor.participant),
  fc.constantFrom<Actor.Actor>("rule:auto-close", "integration:crm", "system")
)

export const requester: fc.Arbitrary<Ticket.RequesterRef> = fc.record({
  id: fc.constant("r-1"),
  name: filled(40),
  email: fc.constantFrom(null, "ada@example.org"),
  organization: fc.constantFrom(null, "acme")
})

const status = word(({ statuses }) => [...statuses.keys(), "solve", "close", "hold"])
const priority = word(({ priorities }) => priorities.keys())
const agent = word(({ agents }) => agents.keys())
const team = word(({ teams }) => teams.keys())
const path = fc.constantFrom([], ["hardware"], ["hardware", "printer"], ["hardware", "printer"], ["software"], ["printer"])
const tags = several(fc.oneof(fc.constantFrom("vip", "VIP", "late"), filled(20)))
const anyValue: fc.Arbitrary<Ticket.Field.Value> = fc.oneof(
  fc.constantFrom(null, true, false, 0, 7, -6, 1.5, "", "red", "2026-02-28", "2026-02-30"),
  text(40),
  fc.constantFrom({ id: "o-17", label: "Order 17" }, { id: "o-17", label: "" }, { id: "o-18", label: "" }),
  fc.constantFrom([], ["red"], ["red", "toString"], ["red", "red"], ["hardware", "printer"])
)
/** A value that each type of field takes. */
export const example = {
  text: "A-17",
  number: 7,
  boolean: true,
  date: "2026-01-05",
  dateTime: 1_767_600_000_000,
  pattern: "INV-2026",
  lookup: { id: "o-17", label: "Order 17" },
  select: "red",
  multiSelect: ["red"],
  tree: ["hardware"]
} satisfies Record<Ticket.Field.Field["type"], Ticket.Field.Value>

/** A field and, four times in five, a value that it takes. */
const entry: fc.Arbitrary<Said<Ticket.Field.Entry>> = fc
  .tuple(
    word(({ fields }) => fields.keys()),
    anyValue,
    fc.nat(4)
  )
  .map(([name, value, luck]) => (words) => {
    const field = name(words)
    const definition = words.fields.get(field)
    const fits = definition === undefined || luck === 0 || Ticket.Field.mistake(definition, value) === undefined
    return { field, value: fits ? value : example[definition.type] }
  })

const fields = several(entry, 2).map((entries) => (words: Ticket.Vocabulary) => entries.map((one) => one(words)))
const department = word(({ departments }) => departments.keys())
const linkType = word(({ links }) => links.keys())
/** One end of a link, from or to this very ticket now and then. */
const end: fc.Arbitrary<Said<Ticket.LinkEnd & { readonly reference: string }>> = say(
  fc.record({
    type: linkType,
    side: fc.constantFrom("to", "from"),
    ticket: fc.constantFrom("t-1", "t-2", "t-3"),
    reference: fc.constant("K7QM-4XW2")
  })
)
const approval = word(({ approvals }) => approvals.keys())
const moment = fc.integer({ min: 0, max: 40 * 86_400_000 }).map((later) => Instant.make(Date.UTC(2026, 0, 5) + later))

const some = <T>(one: fc.Arbitrary<Said<T>>) =>
  several(one, 2).map((all) => (words: Ticket.Vocabulary) => [...new Set(all.map((said) => said(words)))])
const tagged = <const Tag extends Ticket.Command["_tag"]>(tag: Tag) => ({ _tag: fc.constant(tag) })

const opening: fc.Arbitrary<Said<Ticket.Open>> = say(
  fc.record(
    {
      ...tagged("Open"),
      ticketId: fc.constant("t-1"),
      reference: fc.constant("K7QM-4XW2"),
      requester,
      subject: text(80),
      content,
      visibility: fc.constantFrom("public", "internal"),
      status,
      priority,
      kind: word(({ kinds }) => kinds.keys()),
      category: path,
      department,
      brand: word(({ brands }) => brands.keys()),
      fields,
      tags,
      agent: fc.option(agent),
      team: fc.option(team),
      participants: several(participant),
      receivedAt: address,
      followUpOf: id
    },
    { requiredKeys: ["_tag", "ticketId", "reference", "requester", "subject", "content"] }
  )
)

const mentions = several(agent).map((all) => (words: Ticket.Vocabulary) => all.map((one) => `agent:${one(words)}` as const))

const suggesting: fc.Arbitrary<Said<Ticket.Suggest>> = say(
  fc.record({
    ...tagged("Suggest"),
    title: text(80),
    summary: text(80),
    coversUpTo: fc.integer({ min: 1, max: 99 }),
    leftOut: fc.nat(3),
    internal: fc.boolean(),
    maker: fc.record({ name: fc.constantFrom("extractive", "other"), version: fc.constantFrom("", "1") })
  })
)

const planned = {
  subject: filled(40),
  notes: text(40),
  owner: agent,
  due: fc.option(moment),
  start: fc.option(moment),
  end: fc.option(moment),
  reminders: several(fc.record({ at: moment, way: fc.constantFrom("mail", "notification", "sms") }), 3)
}
/** What was made by one of the commands before, perhaps. */
const made = fc.integer({ min: 1, max: 13 }).map((n) => `c-${n}`)

/** A resolution, activities, time: the work on a ticket. */
const working: fc.Arbitrary<Said<Ticket.Command>> = fc.oneof(
  say(
    fc.record(
      { ...tagged("Resolve"), text: filled(80), article: fc.boolean(), then: fc.constantFrom("solve", "close") },
      { requiredKeys: ["_tag", "text"] }
    )
  ),
  say(
    fc.record(
      { ...tagged("PlanActivity"), kind: fc.constantFrom("task", "call", "event"), ...planned },
      { requiredKeys: ["_tag", "kind", "subject"] }
    )
  ),
  say(fc.record({ ...tagged("ChangeActivity"), id: made, ...planned }, { requiredKeys: ["_tag", "id"] })),
  say(fc.record({ ...tagged("CompleteActivity"), id: made })),
  say(fc.record({ ...tagged("ReopenActivity"), id: made })),
  say(fc.record({ ...tagged("RemoveActivity"), id: made })),
  say(fc.record(tagged("Remind"))),
  say(
    fc.record(
      {
        ...tagged("LogTime"),
        agent,
        start: fc.option(moment),
        milliseconds: fc.integer({ min: 1, max: 36_000_000 }),
        billable: fc.boolean(),
        type: fc.constantFrom(null, "phone", "sleep"),
        note: text(40)
      },
      { requiredKeys: ["_tag", "milliseconds", "billable"] }
    )
  )
)

const wish: fc.Arbitrary<Said<Ticket.Command>> = fc.oneof(
  { weight: 4, arbitrary: working },
  {
    weight: 5,
    arbitrary: say(
      fc.record(
        { ...tagged("Reply"), content, to: fc.constantFrom("all", "requester"), then: status },
        { requiredKeys: ["_tag", "content"] }
      )
    )
  },
  { weight: 3, arbitrary: say(fc.record({ ...tagged("ChangeStatus"), status })) },
  { weight: 3, arbitrary: entry.map((one) => (words: Ticket.Vocabulary) => ({ _tag: "SetField" as const, ...one(words) })) },
  say(fc.record({ ...tagged("Note"), content, mentions }, { requiredKeys: ["_tag", "content"] })),
  say(
    fc.record({
      ...tagged("Attach"),
      files: fc.array(attachment, { minLength: 1, maxLength: 2 }),
      visibility: fc.constantFrom("public", "internal")
    })
  ),
  say(fc.record({ ...tagged("Snooze"), until: moment, why: text(40) }, { requiredKeys: ["_tag", "until"] })),
  say(fc.record(tagged("Unsnooze"))),
  say(fc.record(tagged("WakeUp"))),
  say(fc.record({ ...tagged("Forward"), to: several(address), content })),
  say(fc.record({ ...tagged("Assign"), agent: fc.option(agent), team: fc.option(team) }, { requiredKeys: ["_tag"] })),
  say(fc.record({ ...tagged("Prioritize"), priority })),
  say(fc.record({ ...tagged("Categorize"), category: path })),
  say(fc.record({ ...tagged("Rename"), subject: filled(80) })),
  say(fc.record({ ...tagged("Tag"), tags })),
  say(fc.record({ ...tagged("Untag"), tags })),
  say(fc.record({ ...tagged("Follow"), agent })),
  say(fc.record({ ...tagged("Unfollow"), agent })),
  say(fc.record({ ...tagged("AddParticipant"), participant })),
  say(fc.record({ ...tagged("RemoveParticipant"), address })),
  say(fc.record({ ...tagged("ChangeRequester"), requester: asker, keep: fc.boolean() }, { requiredKeys: ["_tag", "requester"] })),
  say(fc.record(tagged("WaiveAnswer"))),
  say(fc.record({ ...tagged("ProposeParticipants"), participants: several(participant) })),
  say(
    fc.record(
      {
        ...tagged("SetDue"),
        due: fc.option(moment),
        pinned: fc.boolean()
      },
      { requiredKeys: ["_tag", "due"] }
    )
  ),
  say(fc.record({ ...tagged("RequestApproval"), approval, subject: filled(80) }, { requiredKeys: ["_tag", "approval"] })),
  {
    weight: 2,
    arbitrary: say(
      fc.record(
        {
          ...tagged("Vote"),
          approval,
          step: fc.constantFrom("finance", "first", "second"),
          answer: fc.constantFrom("yes", "yes", "no", "abstain"),
          reason: text(40),
          onBehalfOf: agent
        },
        { requiredKeys: ["_tag", "approval", "answer"] }
      )
    )
  },
  say(
    fc.record(
      { ...tagged("DelegateVote"), approval, to: agent, since: moment, until: fc.option(moment) },
      { requiredKeys: ["_tag", "approval", "to"] }
    )
  ),
  say(fc.record({ ...tagged("ReplaceApprover"), approval, from: agent, to: fc.option(agent) })),
  say(fc.record({ ...tagged("WithdrawApproval"), approval, reason: filled(40) })),
  suggesting,
  say(
    fc.record(
      { ...tagged("AcceptSuggestion"), what: fc.constantFrom("title", "summary"), edited: filled(80) },
      { requiredKeys: ["_tag", "what"] }
    )
  ),
  say(fc.record(tagged("ReviewApprovals"))),
  end.map((one) => (words: Ticket.Vocabulary) => ({ _tag: "Link" as const, ...one(words) })),
  end.map((one) => (words: Ticket.Vocabulary) => ({ _tag: "Unlink" as const, ...one(words) })),
  say(fc.record({ ...tagged("Conclude"), link: linkType, category: fc.constantFrom("solved", "closed") })),
  say(fc.record({ ...tagged("FollowUp"), ticket: fc.constantFrom("t-2", "t-3"), reference: fc.constant("K7QM-4XW2") })),
  say(fc.record({ ...tagged("Move"), department, status, fields, why: filled(40) }, { requiredKeys: ["_tag", "department"] })),
  { weight: 2, arbitrary: rating.map((said) => () => said) },
  say(fc.record({ ...tagged("Restrict"), agents: some(agent), teams: some(team) })),
  say(fc.record(tagged("Close"))),
  say(fc.record(tagged("Reopen"))),
  opening
)

/** A command that opens `t-1`, if its words fit together. */
export const openCommand = (words: Ticket.Vocabulary): fc.Arbitrary<Ticket.Open> => opening.map((said) => said(words))
/** Any command for a ticket of this workspace, `Open` among them. */
export const command = (words: Ticket.Vocabulary): fc.Arbitrary<Ticket.Command> => wish.map((said) => said(words))

/** Who asks, by which way, and how many milliseconds after the command before. */
export interface Asking {
  readonly actor: Actor.Actor
  readonly via: string
  readonly later: number
}
export const asking: fc.Arbitrary<Asking> = fc.record({
  actor,
  via: fc.constantFrom("email", "sms"),
  later: fc.oneof(fc.nat(3_600_000), fc.constantFrom(0, 86_400_000, 40 * 86_400_000))
})

/** An opening and up to `maxLength` commands more, for any workspace. */
export const wishes = (maxLength: number): fc.Arbitrary<Said<Array<readonly [Ticket.Command, Asking]>>> =>
  fc.tuple(fc.tuple(opening, asking), fc.array(fc.tuple(wish, asking), { maxLength })).map(
    ([first, rest]) =>
      (words) =>
        [first, ...rest].map(([said, who]) => [said(words), who] as const)
  )
