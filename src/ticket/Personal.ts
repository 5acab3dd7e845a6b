/**
 * What the facts of a ticket say of people: which parts, whose they are, and what stands there once they are erased. An event
 * without a line here does not compile; what is in none of its lines stays for good.
 */
import type { Json } from "../storage/Storage.ts"
import type { Event } from "./decider.ts"

/** A part of an event. Where it is not there, or is `blank` already, there is nothing to keep apart. */
export interface Personal {
  /** `content.attachments[].name`: keys, and `[]` for each of a list. */
  readonly path: string
  /**
   * `requester`: the ticket's. `author`: whoever did it; the requester's, where that was the desk. `own`: it is an address,
   * or an actor, or a record with an address, and belongs to that. `from`, `to`: the requester that stands there.
   */
  readonly whose: "requester" | "author" | "own" | "from" | "to"
  /** Decodes as what was there. `undefined`: the key is not there any more. */
  readonly blank: Json | undefined
  /** It names bytes in the blob store, which go with it. */
  readonly isFile?: true
}

/** What stands where something was said of somebody. */
export const ERASED = "(erased)"
/** No mail goes there: nobody may have it (RFC 6761, 6.4). */
export const NOBODY = "erased@erased.invalid"
const nobody = { address: NOBODY, name: "" }
export const noIdentity = { kind: "external", provider: "erased", value: "erased" }

const about = (path: string, blank: Json | undefined): Personal => ({ path, whose: "requester", blank })
const words = (path: string): Personal => about(path, ERASED)
const said = (path: string, blank: Json | undefined): Personal => ({ path, whose: "author", blank })
const file = (path: string, blank: null | undefined): Personal => ({ path, whose: "author", blank, isFile: true })
const own = (path: string, blank: Json): Personal => ({ path, whose: "own", blank })

/** Of every event: parties that are known by their address alone. */
export const ofAll: ReadonlyArray<Personal> = [own("by", "participant:erased")]

const content = [
  said("content.text", ERASED),
  said("content.folded", undefined),
  said("content.attachments[].name", ERASED),
  file("content.attachments[].ref", null),
  said("content.attachments[].contentId", null),
  said("content.attachments[].refused", "erased"),
  said("content.mail.messageId", null),
  file("content.mail.raw", null),
  said("content.mail.from", NOBODY),
  own("content.mail.recipients[]", NOBODY),
  said("content.mail.evidence[].value", ""),
  said("content.origin.id", "erased"),
  said("content.origin.thread", null),
  said("content.origin.person", noIdentity),
  said("content.origin.name", ""),
  said("content.origin.transcript", undefined),
  file("content.origin.raw", undefined)
]
const first = [
  words("requester.name"),
  about("requester.email", null),
  words("subject"),
  about("fields[].value", null),
  own("participants[]", nobody)
]

export const personal: { readonly [Tag in Event["_tag"]]: ReadonlyArray<Personal> } = {
  Opened: [...first, about("line", undefined), ...content],
  Begun: [...first, about("line", undefined), about("thread", [])],
  Replied: content,
  Noted: content,
  Forwarded: [own("to[]", NOBODY), ...content],
  Renamed: [words("subject"), words("from")],
  FieldSet: [about("value", null), about("from", null)],
  ParticipantAdded: [own("participant", nobody)],
  ParticipantRemoved: [own("address", NOBODY)],
  ParticipantsProposed: [own("participants[]", nobody)],
  MailAsked: [own("to[]", NOBODY), words("subject"), words("text")],
  NotificationAsked: [words("text")],
  ApprovalRequested: [words("subject"), about("digest", "erased")],
  ApprovalInvalidated: [about("digest", "erased")],
  Voted: [words("reason")],
  ApprovalWithdrawn: [words("reason")],
  Suggested: [words("title"), words("summary")],
  SummaryKept: [words("text")],
  Resolved: [words("text")],
  ArticlePublished: [about("url", null)],
  ActivityPlanned: [words("subject"), words("notes")],
  ActivityChanged: [words("subject"), words("notes")],
  Reminded: [words("subject")],
  TimeLogged: [words("note")],
  TimeReversed: [words("note")],
  Assigned: [],
  StatusChanged: [],
  Prioritized: [],
  Categorized: [],
  Tagged: [],
  Untagged: [],
  Followed: [],
  Unfollowed: [],
  DueSet: [],
  WebhookAsked: [],
  PolicyApplied: [],
  ThresholdReached: [],
  Breached: [],
  AutomationRan: [],
  RulesSuppressed: [],
  VoteDelegated: [],
  ApproverReplaced: [],
  ApproversReminded: [],
  ApprovalEscalated: [],
  ApprovalExpired: [],
  Absorbed: [],
  MessagesGiven: [],
  MessagesTaken: [],
  Released: [],
  MergedInto: [],
  Redirected: [],
  Unmerged: [],
  Linked: [],
  Unlinked: [],
  FollowedUp: [],
  ActivityCompleted: [],
  ActivityReopened: [],
  ActivityRemoved: [],
  RequesterChanged: (["from", "to"] as const).flatMap((whose) => [
    { path: `${whose}.name`, whose, blank: ERASED },
    { path: `${whose}.email`, whose, blank: null }
  ]),
  AnswerWaived: [],
  DeliveryFailed: [words("reason")],
  Erased: [],
  ErasureAsked: [],
  Moved: [about("fields[].value", null), about("kept[].value", null), about("dropped[].value", null), words("why")],
  StatusKept: [words("why")],
  Attached: [
    words("files[].name"),
    { ...about("files[].ref", null), isFile: true },
    about("files[].contentId", null),
    about("files[].refused", "erased")
  ],
  Snoozed: [words("why")],
  Unsnoozed: [],
  WokenUp: [words("why")],
  RatingPlanned: [],
  RatingRequested: [],
  RatingWithdrawn: [],
  Rated: [about("comment", "")],
  RatingExpired: [],
  Restricted: [],
  Removed: [],
  Restored: [],
  Purged: [],
  MessagesPurged: []
}
