/** What somebody may be allowed to do: the words that roles are made of. */
import * as Schema from "effect/Schema"

/** Each with what it allows, as guides tell it. */
export const capabilities = {
  read: "see a ticket, and all that is in it",
  open: "open tickets, follow-ups among them",
  reply: "answer in public",
  note: "write and file for the desk alone",
  forward: "show words to somebody outside the conversation",
  assign: "say who is in charge",
  status: "change the status, close and reopen",
  edit: "change who asks, subject, priority, category, fields and due date, and have promises judged anew or answers waived",
  tag: "add labels, and take them away",
  follow: "say who hears of it",
  participants: "say who is in the conversation",
  send: "have letters, notifications and calls of other systems sent",
  resolve: "say what solved it",
  plan: "plan tasks, calls and events, finish them, and put a ticket aside for a while",
  logTime: "write down time, and take it off again",
  suggest: "have titles and summaries made, and take them over",
  requestApproval: "ask for an approval, take it back, change who is asked",
  vote: "answer an approval, or let somebody else answer",
  merge: "join tickets, and part them again",
  split: "give messages to another ticket",
  link: "say how tickets stand to each other",
  restrict: "say who alone sees a ticket",
  seeRestricted: "see tickets that are restricted to others",
  quarantine: "see mail that was kept apart",
  move: "give a ticket to another department",
  remove: "put a ticket into the bin",
  restore: "take it out again",
  purge: "remove it for good",
  spam: "say that it, or what was said in it, is no request",
  redact: "make words unreadable",
  forget: "erase a person",
  export: "take tickets out of the desk"
} as const

export type Capability = keyof typeof capabilities
export const Capability: Schema.Codec<Capability> = Schema.Literals(Object.keys(capabilities) as ReadonlyArray<Capability> as [Capability])
