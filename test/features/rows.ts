/** The 83 features that this library set out to have: what each is, whose it was first, and what of it is still missing. */

export interface Row {
  readonly id: number
  readonly feature: string
  /** The products by which the list began. */
  readonly from: string
  /** The guide that tells of it, in docs. */
  readonly guide: string
  /** A choice that was made, or a bound of it. */
  readonly note?: string
  /** What of the feature is missing; the rest is there. */
  readonly partly?: string
  /** Why it is not there at all. */
  readonly notYet?: string
}

export interface Section {
  readonly title: string
  readonly rows: ReadonlyArray<Row>
}

const zoho = "Zoho Desk"
const zendesk = "Zendesk"
const hubspot = "HubSpot"
const tawk = "tawk.to"

export const sections: ReadonlyArray<Section> = [
  {
    title: "Tickets and their fields",
    rows: [
      {
        id: 1,
        feature: "A ticket gathers conversation, status, priority, category and kind; it may be a thank-you",
        from: zoho,
        guide: "tutorial",
        note: "A mere thank-you reopens nothing and starts no promise"
      },
      { id: 2, feature: "Many ways in, added, described anew and switched off", from: zoho, guide: "guides/channels" },
      {
        id: 3,
        feature: "An agent enters a request: contact known or new, company filled in",
        from: zoho,
        guide: "tutorial",
        note: "No requester is a refusal; the agent never becomes one by mistake"
      },
      { id: 4, feature: "Who writes in is told that it arrived", from: zoho, guide: "guides/mail" },
      {
        id: 5,
        feature: "An unknown sender becomes a contact",
        from: zoho,
        guide: "guides/mail",
        note: "People in copy take part, and become contacts when they write"
      },
      { id: 6, feature: "Files up to 20 MB", from: zoho, guide: "guides/mail", note: "Each file, decoded; the limit is the workspace's" },
      {
        id: 7,
        feature: "What an agent enters is theirs",
        from: zoho,
        guide: "tutorial",
        note: "What comes in begins with nobody; queues give it out"
      },
      { id: 8, feature: "A department, chosen by customer, agent, address or rule", from: zoho, guide: "guides/lifecycle" },
      { id: 9, feature: "Every ticket has a contact, named by the mail or by its address", from: zoho, guide: "guides/mail" },
      {
        id: 10,
        feature: "Companies: contacts and their tickets belong to one, and see each other's",
        from: zoho,
        guide: "guides/history",
        note: "Whether colleagues read, or answer too, is a setting. A ticket keeps the company that it was opened for"
      },
      {
        id: 11,
        feature: "Addresses and numbers of a contact",
        from: zoho,
        guide: "guides/channels",
        note: "Several for one person, each of one person alone"
      },
      { id: 12, feature: "The subject, by which rules go", from: zoho, guide: "guides/rules" },
      {
        id: 13,
        feature: "The description",
        from: zoho,
        guide: "guides/history",
        note: "It is the first public message, and not kept twice"
      },
      { id: 14, feature: "Statuses of one's own within fixed categories", from: zoho, guide: "guides/lifecycle" },
      { id: 15, feature: "On hold reads as open to the customer", from: zoho, guide: "tutorial" },
      {
        id: 16,
        feature: "Escalated when a promise is broken",
        from: zoho,
        guide: "guides/time",
        note: "A flag beside the status; a rule may change the status too"
      },
      { id: 17, feature: "Closed by hand, or when nobody wrote for a time", from: zoho, guide: "guides/lifecycle" },
      { id: 18, feature: "A word from the customer reopens", from: zoho, guide: "guides/links" },
      { id: 19, feature: "The product that it is about", from: zoho, guide: "tutorial", note: "A field of the workspace" },
      {
        id: 20,
        feature: "An owner, changed at any time by hand or by rule",
        from: zoho,
        guide: "guides/assignment",
        note: "What an agent has when they leave stays theirs"
      },
      { id: 21, feature: "A due date by promise or by hand", from: zoho, guide: "guides/time" },
      { id: 22, feature: "Priorities, set by hand, by rule or by a promise", from: zoho, guide: "guides/rules" },
      { id: 23, feature: "The channel that it came by", from: zoho, guide: "guides/channels" },
      {
        id: 24,
        feature: "Categories within categories",
        from: zoho,
        guide: "tutorial",
        note: "A category is one way down the tree: a new parent takes the child along"
      },
      {
        id: 25,
        feature: "Fields of one's own",
        from: `${zoho}, ${hubspot}`,
        guide: "tutorial",
        note: "Text, pattern, number, yes or no, date, date with time, choice, choices, tree, things of the application"
      },
      { id: 26, feature: "Files of the ticket itself", from: zoho, guide: "guides/together", note: "Internal, where nothing else is said" },
      { id: 27, feature: "Tags", from: tawk, guide: "guides/rules", note: "Added and taken off; nothing replaces them all" },
      { id: 28, feature: "A title made of the conversation", from: hubspot, guide: "guides/history" },
      {
        id: 29,
        feature: "Summaries made of the conversation",
        from: hubspot,
        guide: "guides/history",
        note: "Who may ask for them is a matter of roles; what they may read is a setting"
      }
    ]
  },
  {
    title: "Working together",
    rows: [
      { id: 30, feature: "History of people, rules and the desk itself", from: zoho, guide: "guides/history" },
      { id: 31, feature: "Approvals, asked and answered by mail", from: zoho, guide: "guides/approvals" },
      {
        id: 32,
        feature: "One resolution, published and told",
        from: zoho,
        guide: "guides/work",
        note: "The newest counts; reopening clears it"
      },
      { id: 33, feature: "Tasks, calls and events with reminders", from: zoho, guide: "guides/work" },
      { id: 34, feature: "Time spent", from: zoho, guide: "guides/work", note: "Put right by entries that take others off" },
      {
        id: 35,
        feature: "Reply, reply to all, forward; send and close in one",
        from: zoho,
        guide: "guides/mail",
        note: "What is for the requester alone no participant reads anywhere"
      },
      {
        id: 36,
        feature: "Move to another department",
        from: zoho,
        guide: "guides/lifecycle",
        note: "What has no place there is kept out of sight, and comes back with it"
      },
      { id: 37, feature: "Follow and stop following", from: hubspot, guide: "guides/mail" },
      {
        id: 38,
        feature: "Read and unread",
        from: hubspot,
        guide: "guides/together",
        note: "For each agent; whether anybody has seen it is known too"
      },
      { id: 39, feature: "Anybody answers what is another's", from: tawk, guide: "tutorial" }
    ]
  },
  {
    title: "Channels",
    rows: [
      { id: 40, feature: "By whatever channel, a ticket", from: zendesk, guide: "guides/channels" },
      { id: 41, feature: "Mail to any address of one's domain, answers from it", from: zendesk, guide: "guides/mail" },
      { id: 42, feature: "Templates in text and HTML, by brand", from: zendesk, guide: "guides/mail" },
      { id: 43, feature: "Rules that mail at each stage", from: zendesk, guide: "guides/rules" },
      { id: 44, feature: "Help centre: forms, comments, answers as comments", from: zendesk, guide: "guides/channels" },
      {
        id: 45,
        feature: "Messaging over sessions and devices, with bots",
        from: zendesk,
        guide: "guides/channels",
        note: "Which articles a bot proposes is the application's"
      },
      {
        id: 46,
        feature: "Social networks and messengers",
        from: zendesk,
        guide: "guides/channels",
        note: "Until when a network takes an answer is known of WhatsApp; other windows are the workspace's to say, templates the outlet's"
      },
      { id: 47, feature: "Several accounts of one network", from: zoho, guide: "guides/channels" },
      {
        id: 48,
        feature: "Calls, voicemail with sound and words",
        from: zendesk,
        guide: "guides/channels",
        note: "Ringing, waiting and putting through are the exchange's"
      },
      { id: 49, feature: "Telephony partners, counted as theirs", from: zendesk, guide: "guides/channels" },
      {
        id: 50,
        feature: "Text messages, also unasked",
        from: zendesk,
        guide: "guides/channels",
        note: "The first one too, where the channel has an outlet; no first reply is owed then"
      },
      {
        id: 51,
        feature: "Live chat that goes on as a ticket",
        from: zendesk,
        guide: "guides/channels",
        note: "A whole chat is one message, so it counts as one answer; what else is known of a visitor is the application's"
      },
      { id: 52, feature: "Web widget and mobile app", from: zendesk, guide: "guides/channels" },
      { id: 53, feature: "The API, named as the way of each change", from: zendesk, guide: "guides/history" },
      { id: 54, feature: "Channels of one's own", from: zendesk, guide: "guides/channels" },
      { id: 55, feature: "A ticket from a chat, with a way to answer", from: tawk, guide: "guides/channels" },
      { id: 56, feature: "Missed chats and messages left offline", from: tawk, guide: "guides/channels" },
      { id: 57, feature: "Four ways to begin: chat, missed chat, answer, nothing", from: tawk, guide: "guides/channels" },
      {
        id: 58,
        feature: "All that a contact ever asked",
        from: tawk,
        guide: "guides/history",
        note: "A person is forgotten when they ask for it"
      },
      { id: 59, feature: "Several properties", from: tawk, guide: "guides/channels", note: "Brands of one desk, or tenants of one store" },
      { id: 60, feature: "Lists by person or department", from: tawk, guide: "guides/rules" },
      { id: 61, feature: "A late word to a closed ticket opens a follow-up", from: zendesk, guide: "guides/links" },
      { id: 62, feature: "Reports by channel", from: zendesk, guide: "guides/channels" }
    ]
  },
  {
    title: "Addresses and mail",
    rows: [
      {
        id: 63,
        feature: "Support addresses, thousands of them",
        from: zendesk,
        guide: "guides/mail",
        note: "Where a mail was delivered goes before To and Cc; two addresses are one ticket"
      },
      { id: 64, feature: "Answers from the address that was written to", from: zendesk, guide: "guides/mail" },
      { id: 65, feature: "A brand for each address", from: zendesk, guide: "guides/mail" },
      {
        id: 66,
        feature: "Outside mailboxes that forward, and a copy of all that leaves",
        from: zendesk,
        guide: "guides/mail",
        note: "A letter of ours that comes back shows that a mailbox forwards. The archive gets every letter but those of approvals"
      },
      { id: 67, feature: "Any variant of an address, known or not", from: zendesk, guide: "guides/mail" },
      {
        id: 68,
        feature: "Mail cut after 65,000 characters",
        from: zendesk,
        guide: "guides/mail",
        note: "Quotes go first, and the raw mail is kept"
      },
      { id: 69, feature: "A ticket shows its address", from: zendesk, guide: "guides/mail" },
      { id: 70, feature: "Rules, lists and promises by address", from: zendesk, guide: "guides/conditions" },
      {
        id: 71,
        feature: "One forwarding address for each property",
        from: tawk,
        guide: "guides/mail",
        note: "Where a mailbox writes its own address into From, the sender is who the header fields beside it name"
      },
      { id: 72, feature: "What an agent opens: list, letter, copy", from: tawk, guide: "guides/mail" },
      { id: 73, feature: "Talking by mail alone, on both sides", from: tawk, guide: "guides/mail" },
      {
        id: 74,
        feature: "The subject in every letter",
        from: tawk,
        guide: "guides/mail",
        note: "But for the receipt, which says nothing that a stranger wrote"
      },
      { id: 75, feature: "A ticket from nothing", from: tawk, guide: "tutorial" }
    ]
  },
  {
    title: "Join, part, move, remove",
    rows: [
      { id: 76, feature: "Split", from: hubspot, guide: "guides/merging", note: "By every channel that says what an answer answers" },
      {
        id: 77,
        feature: "Merge, by a principal, into a new ticket",
        from: hubspot,
        guide: "guides/merging",
        note: "It can be taken back at any time"
      },
      { id: 78, feature: "Follow", from: hubspot, guide: "guides/rules" },
      { id: 79, feature: "Mark unread", from: hubspot, guide: "guides/together" },
      {
        id: 80,
        feature: "Move a conversation elsewhere",
        from: hubspot,
        guide: "guides/lifecycle",
        note: "Whoever may move and split"
      },
      {
        id: 81,
        feature: "Spam, gone after 90 days",
        from: hubspot,
        guide: "guides/removal",
        note: "The days are the workspace's; some messages of a ticket can be spam alone"
      },
      {
        id: 82,
        feature: "Delete, one or many, with the number said",
        from: hubspot,
        guide: "guides/removal",
        note: "They come back within 30 days, unless they are purged at once"
      },
      {
        id: 83,
        feature: "Edit all properties, and what it belongs to",
        from: hubspot,
        guide: "guides/links",
        note: "Another requester reads what is said from then on"
      }
    ]
  }
]
