/** A message that came by a channel, as a ticket keeps it: its words bounded, a transcript written out, and where it came from. */
import type { Arrived } from "../channel/Inbound.ts"
import * as Text from "../text/Text.ts"
import type { Attachment } from "../ticket/Attachment.ts"
import * as Message from "../ticket/Message.ts"
import type { Line, Origin } from "../ticket/Origin.ts"

/** `raw`: all of it in the blob store; asked for only where some of it is cut. `attachments`: the recording comes first. */
export const written = (message: Arrived, attachments: ReadonlyArray<Attachment>, raw: string | null): Message.Content => {
  const { text: whole, lines } = spelt(message)
  const text = Text.cut(whole, Message.LONGEST)
  const transcript = lines.filter(({ to }) => to <= text.length)
  return {
    text,
    ...(text.length === whole.length ? {} : { cutFrom: whole.length }),
    ...(attachments.length === 0 ? {} : { attachments }),
    origin: { ...originOf(message), ...(transcript.length === 0 ? {} : { transcript }), ...(raw === null ? {} : { raw }) }
  }
}

export const isCut = (message: Arrived): boolean => spelt(message).text.length > Message.LONGEST

/** Its own; else the first line that says something, of a transcript the first that its requester said. */
export const subjectOf = ({ subject = "", text, transcript = [] }: Arrived, fallback: string): string => {
  const given = onOneLine(subject)
  if (given !== "") return Text.cut(given, 998)
  const lines = [...Text.cut(text, 10_000).split("\n"), ...transcript.filter(({ role }) => role === "requester").map((line) => line.text)]
  return Text.cut(lines.map(onOneLine).find((line) => line !== "") ?? fallback, 100)
}

const onOneLine = (text: string): string =>
  Text.clean(Text.cut(text, 10_000))
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()

const originOf = ({ channel, account, id, thread, person, kind, sentAt, seconds, recording }: Arrived): Origin => ({
  channel,
  account,
  id,
  thread,
  person: person.identity,
  name: Text.cut(Text.clean(person.name), 255),
  verified: person.verified,
  kind,
  sentAt: sentAt ?? null,
  ...(seconds === undefined ? {} : { seconds }),
  ...(recording === undefined ? {} : { recording: 0 })
})

/** The text, and under it the transcript, a line for each time that somebody spoke. */
const spelt = ({
  text,
  transcript = []
}: Pick<Arrived, "text" | "transcript">): { readonly text: string; readonly lines: ReadonlyArray<Line> } => {
  let all = Text.clean(text)
  const lines = transcript.map((line): Line => {
    const name = Text.cut(Text.clean(line.name ?? ""), 255)
    const lead = `${all === "" ? "" : "\n"}${name === "" ? roles[line.role] : name}: `
    const from = all.length + lead.length
    all += lead + Text.clean(line.text)
    return { role: line.role, name, at: line.at ?? null, from, to: all.length }
  })
  return { text: all, lines }
}

const roles = { requester: "Visitor", agent: "Agent", bot: "Bot", participant: "Participant" } as const
