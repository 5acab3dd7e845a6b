/**
 * What eight ways in send, made into what a desk accepts: pure functions, one for each. The shapes are made up, as those of
 * your own forms and partners are; a network's real one takes its place line by line.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Inbound } from "deskwright"

/** What is not what was promised goes on as it is, and ends in quarantine: under a name, so that nobody can send a ready-made message. */
const inlet = <Sent>(shape: Schema.Codec<Sent, unknown>, made: (sent: Sent) => Inbound) => {
  const read = Schema.decodeUnknownResult(shape)
  return (payload: unknown): Inbound => {
    const sent = read(payload)
    return Result.isSuccess(sent) ? made(sent.success) : ({ unreadable: payload } as unknown as Inbound)
  }
}

const optional = Schema.optionalKey
const text = Schema.String
/** Of files of forms and partners, as base64. */
const Files = Schema.Array(Schema.Struct({ name: text, type: text, data: Schema.Uint8ArrayFromBase64 }))
const filesOf = (files: typeof Files.Type = []) => files.map(({ name, type, data }) => ({ name, type, bytes: data }))

/** Anybody can write any address into a form: it is not verified. `submission` is drawn when the form is shown, so a second click is a duplicate. */
export const webForm = inlet(
  Schema.Struct({ submission: text, name: text, email: text, subject: text, message: text, files: optional(Files) }),
  ({ submission, name, email, subject, message, files }) => ({
    channel: "webForm",
    id: submission,
    person: { identity: { kind: "email", value: email }, name },
    subject,
    text: message,
    attachments: filesOf(files)
  })
)

const Said = Schema.Struct({ who: Schema.Literals(["visitor", "agent", "bot"]), name: optional(text), text, at: Schema.Int })
const roles = { visitor: "requester", agent: "agent", bot: "bot" } as const
const linesOf = (said: ReadonlyArray<typeof Said.Type>) =>
  said.map(({ who, at, ...line }) => ({ ...line, role: roles[who], at: at as NonNullable<Inbound["sentAt"]> }))

/** A chat that is over: one message, whoever said how much in it. */
export const chat = inlet(
  Schema.Struct({ session: text, visitor: Schema.Struct({ name: text, email: text }), said: Schema.Array(Said) }),
  ({ session, visitor, said }) => ({
    channel: "liveChat",
    id: session,
    thread: session,
    kind: "transcript",
    person: { identity: { kind: "email", value: visitor.email }, name: visitor.name },
    transcript: linesOf(said)
  })
)

/** Nobody was there: the visitor left a message, or only went away. */
export const missedChat = inlet(
  Schema.Struct({ session: text, offline: Schema.Boolean, visitor: Schema.Struct({ id: text, name: text, email: optional(text) }), text }),
  ({ session, offline, visitor, ...said }) => ({
    channel: offline ? "offlineMessage" : "missedChat",
    id: session,
    person: {
      identity:
        visitor.email === undefined ? { kind: "external", provider: "chat", value: visitor.id } : { kind: "email", value: visitor.email },
      name: visitor.name
    },
    text: said.text
  })
)

/** The exchange vouches for numbers. A recording makes it a voicemail where nobody took the call. */
export const phone = inlet(
  Schema.Struct({
    call: text,
    from: text,
    to: text,
    seconds: Schema.Int,
    answered: Schema.Boolean,
    notes: optional(text),
    audio: optional(Schema.Uint8ArrayFromBase64),
    transcript: optional(Schema.Array(Said))
  }),
  ({ call, from, to, seconds, answered, notes, audio, transcript }) => ({
    channel: answered ? "phone" : "voicemail",
    account: to,
    id: call,
    kind: answered ? "call" : "voicemail",
    person: { identity: { kind: "phone", value: from }, verified: true },
    seconds,
    ...(notes === undefined ? {} : { text: notes }),
    ...(audio === undefined ? {} : { recording: { name: "recording.mp3", type: "audio/mpeg", bytes: audio } }),
    ...(transcript === undefined ? {} : { transcript: linesOf(transcript) })
  })
)

export const sms = inlet(Schema.Struct({ sid: text, from: text, to: text, body: text }), ({ sid, from, to, body }) => ({
  channel: "sms",
  account: to,
  id: sid,
  person: { identity: { kind: "phone", value: from }, verified: true },
  text: body
}))

/** `account`: the page of ours; people have another id on each. */
export const messenger = inlet(
  Schema.Struct({ page: text, conversation: text, mid: text, user: Schema.Struct({ id: text, name: text }), text, at: Schema.Int }),
  ({ page, conversation, mid, user, at, ...said }) => ({
    channel: "messenger",
    account: page,
    id: mid,
    thread: conversation,
    person: { identity: { kind: "social", provider: "messenger", value: user.id }, name: user.name, verified: true },
    text: said.text,
    sentAt: at as NonNullable<Inbound["sentAt"]>
  })
)

/** A system of your own, which knows its users. */
export const api = inlet(Schema.Struct({ request: text, user: text, subject: text, text }), ({ request, user, subject, ...said }) => ({
  channel: "api",
  id: request,
  person: { identity: { kind: "external", provider: "shop", value: user }, verified: true },
  subject,
  text: said.text
}))

/** All the world reads it: the first post opens a ticket, the others belong to it. */
export const forum = inlet(
  Schema.Struct({ topic: text, post: text, title: text, author: Schema.Struct({ id: text, name: text }), text }),
  ({ topic, post, title, author, ...said }) => ({
    channel: "community",
    id: post,
    thread: topic,
    kind: "post",
    person: { identity: { kind: "external", provider: "forum", value: author.id }, name: author.name, verified: true },
    subject: title,
    text: said.text
  })
)
