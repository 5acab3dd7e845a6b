/** Texts of events that stay for good, `Tag path`, and why they tell of nobody. */
export const harmless: ReadonlyArray<readonly [pattern: RegExp, reason: string]> = [
  [/ (_tag|via|cause)$/, "words of the library and of the workspace"],
  [/ by$/, "people of the desk, rules, and requesters by an id that tells nothing without the directory"],
  [/ (ticketId|messageId|home|followUpOf|merge|into|survivor|ticket|resolution|message|entry|id)$/, "ids that the desk made"],
  [/ (reference|formerly)$/, "what people say on the phone; drawn by lot"],
  [/ requester\.(id|organization)$/, "ids of the directory"],
  [/ (status|statusCategory|slaEffect|priority|kind|department|brand|channel|visibility|agent|team|assignee)$/, "words of the workspace"],
  [
    / (category\[\]|fields\[\]\.field|field|policy|version|metric|threshold|calendar|because|webhook|automation|type|side)$/,
    "words of the workspace"
  ],
  [/^(Opened|Begun) receivedAt$/, "an address of the desk"],
  [/ content\.mail\.(receivedAt|kind|evidence\[\]\.by)$/, "an address of the desk, and words of the library"],
  [/ content\.attachments\[\]\.type$/, "a media type"],
  [/ content\.origin\.(channel|account|kind)$/, "an account of the desk, and words of the library"],
  [/ tags\[\]$/, "labels that many tickets share, chosen by the desk: no place for names"],
  [/^(StatusChanged|Prioritized|Categorized|Assigned) (from|from\..+|from\[\])$/, "words of the workspace"],
  [/^PolicyApplied targets/, "words of the workspace"],
  [/^(MessagesGiven|MessagesTaken) (from|to)$/, "ids of tickets"],
  [/ (pieces|conversation|away|carried|splitFrom)\b/, "ids of tickets and messages"],
  [/^AutomationRan refused$/, "a refusal of the library: words of the workspace"],
  [/^RulesSuppressed /, "words of the library and of the workspace"],
  [/^NotificationAsked to\[\]$/, "people of the desk"],
  [/^ApprovalRequested (approval|name|order|promises|covers\[\]|panels\[\])/, "words of the workspace, and people of the desk"],
  [
    /^(Vote|Voted|VoteDelegated|Approv\w+) (approval|step|from|to|to\[\]|onBehalfOf|answer|outcome)$/,
    "people of the desk, and words of the workspace"
  ],
  [/^(Suggested|SummaryKept) maker\./, "a program and its version"],
  [/^ArticlePublished article$/, "the knowledge base's own id"],
  [/^(ActivityPlanned|ActivityChanged|Reminded) (owner|reminders?(\[\])?\.way)$/, "people of the desk, and words of the library"],
  [/^(Removed|Restored) as$/, "words of the library"],
  [/^(MessagesPurged (of|messages\[\])|Removed (along|partedFrom)|Purged spared\[\])$/, "ids of tickets and messages"],
  [/^(StatusKept wanted|Moved (from\..+|(kept|dropped)\[\]\.field))$/, "words of the workspace"],
  [/^(Noted mentions\[\]|WokenUp snoozer|Restricted (agents|teams)\[\])$/, "people of the desk"],
  [/^Attached files\[\]\.type$/, "a media type"],
  [/^(RatingPlanned survey|RatingRequested (reasons\[\]|scale)|Rated reason)$/, "words of the workspace"],
  [/^Replied to$|^DeliveryFailed state$/, "words of the library"],
  [/^DeliveryFailed answer$/, "the id of a message"],
  [/^RequesterChanged (from|to)\.id$/, "ids of the directory"],
  [/^Erased (what|why|rewritten\[\]\.as)$/, "what was erased and why, which must not repeat it; a digest with salt"]
]
