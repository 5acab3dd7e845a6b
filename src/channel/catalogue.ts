/**
 * The ways in that help desks know, with what each can carry. Every workspace has them; it may describe one anew
 * (`channels: [{ id: "sms", maxLength: 160 }]`) or add its own.
 */
import type { Channel } from "./Channel.ts"

/** Both ways, with files, each message knowing the one before: what a conversation needs. */
const conversation = { inbound: true, outbound: true, threads: true, attachments: true, maxLength: null, visibility: "private" } as const
/** Comes in once; the answer leaves another way, by mail as a rule. */
const intake = { ...conversation, outbound: false, threads: false } as const
const inPublic = { ...conversation, visibility: "public" } as const
const call = { ...conversation, threads: false } as const

/**
 * A limit stands here only where the network publishes one. Some networks count otherwise than in UTF-16 code
 * units; then the figure is what plain Latin text may have.
 */
export const catalogue = [
  { id: "email", name: "Email", ...conversation },
  { id: "webForm", name: "Web form", ...intake },
  { id: "webWidget", name: "Web widget", ...intake },
  { id: "mobileSdk", name: "Mobile app", ...conversation },
  { id: "helpCenter", name: "Help center comment", ...inPublic },
  { id: "community", name: "Community post", ...inPublic },

  // A call is written down and its recording attached; nothing in it says which earlier call it belongs to.
  { id: "phone", name: "Phone call", ...call },
  { id: "voicemail", name: "Voicemail", ...intake },
  { id: "cti", name: "Telephony partner", ...call },

  { id: "webMessaging", name: "Web messaging", ...conversation },
  { id: "mobileMessaging", name: "Mobile messaging", ...conversation },
  { id: "liveChat", name: "Live chat", ...conversation },
  { id: "offlineMessage", name: "Offline message", ...intake },
  { id: "missedChat", name: "Missed chat", ...intake },

  // twilio.com/docs/api/errors/21617. A text message names no other message.
  { id: "sms", name: "Text message", ...conversation, threads: false, attachments: false, maxLength: 1600 },
  // developers.sinch.com/docs/conversation/message-types/text-message
  // Free text only within 24 hours of the person's last message: developers.facebook.com, WhatsApp "customer service window".
  { id: "whatsapp", name: "WhatsApp", ...conversation, maxLength: 4096, answersWithin: 86_400_000 },
  // developers.line.biz/en/docs/messaging-api/text-character-count: 5000 UTF-16 code units.
  { id: "line", name: "LINE", ...conversation, maxLength: 5000 },
  { id: "facebook", name: "Facebook page", ...inPublic },
  // Both figures: developers.chatwoot.com/self-hosted/supported-features. Instagram counts octets.
  { id: "messenger", name: "Messenger", ...conversation, maxLength: 2000 },
  { id: "instagram", name: "Instagram direct message", ...conversation, maxLength: 1000 },
  // docs.x.com/fundamentals/counting-characters: weighted; and `dm_text_character_limit` of help/configuration.
  { id: "x", name: "X post", ...inPublic, maxLength: 280 },
  { id: "xDirect", name: "X direct message", ...conversation, maxLength: 10_000 },
  { id: "wechat", name: "WeChat", ...conversation },
  // infobip.com/docs/viber/bots/message-types
  { id: "viber", name: "Viber", ...conversation, maxLength: 7000 },
  // core.telegram.org/bots/api#sendmessage
  { id: "telegram", name: "Telegram", ...conversation, maxLength: 4096 },
  { id: "appleMessages", name: "Apple Messages", ...conversation },

  { id: "api", name: "API", ...intake },
  { id: "webService", name: "Web service", ...intake },
  /** A word to a closed ticket that became a follow-up; the follow-up itself keeps the channel of that word. */
  { id: "closedTicket", name: "Closed ticket", ...intake },
  /** An agent typed it in: a letter, a visit, a word in the corridor. */
  { id: "manual", name: "Entered by an agent", ...intake },
  /** What the desk does by itself: promises, thresholds, rules. */
  { id: "automatic", name: "Automatic", ...intake, inbound: false }
] as const satisfies ReadonlyArray<Channel>

export type CatalogueId = (typeof catalogue)[number]["id"]
