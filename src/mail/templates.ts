/** The words of the desk's mails, until a workspace brings its own: plain, friendly, under the brand's name and colour. */
import type { Letter, Template } from "./Letter.ts"

/** Texts with `{{ placeholders }}`. */
export interface Words {
  /** `""`: the letter's own subject line. */
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** What a template may name, and nothing else. */
export const placeholders = [
  "reference",
  "subject",
  "author",
  "text",
  "brand",
  "signature",
  "color",
  "requester"
] as const satisfies ReadonlyArray<keyof Letter["data"]>

/** Tables and inline styles: what mail programs agree on. Values keep their line breaks (see `inHtml`). */
const page = (body: string): string => `<!doctype html>
<html><head><meta charset="utf-8"></head>
<body style="margin:0;padding:24px;background:#f4f5f7;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;color:#222222">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:640px;margin:0 auto;background:#ffffff;border-top:4px solid {{ color }}">
<tr><td style="padding:24px">
${body}
<p style="margin:24px 0 0;color:#666666;font-size:13px">{{ signature }}</p>
</td></tr></table>
</body></html>
`

const quiet = (text: string): string => `<p style="margin:0 0 16px;color:#666666;font-size:13px">${text}</p>`
const said = "<div>{{ text }}</div>"

const words = (text: string, html: string, subject = ""): Words => ({ subject, text: `${text}\n\n{{ signature }}\n`, html: page(html) })

/** What an agent reads begins with who spoke, and ends with where an answer goes. */
const forAgents = (head: string, foot: string): Words =>
  words(`${head}\n\n{{ text }}\n\n-- \n${foot}`, `${quiet(head)}\n${said}\n${quiet(foot)}`)

/** An answer reaches no further than what it answers, so an internal opening stays internal. */
const everybody = "Your reply to this mail goes to everybody who reads that message."

const thanks = "Thank you for writing to us. Your request has arrived; its reference is {{ reference }}."
const answer = "We will answer as soon as we can. To add anything, just reply to this mail."

const solved = "Your request {{ reference }} was solved. How satisfied are you with our help?"

export const templates: Readonly<Record<Template, Words>> = {
  received: words(`Hello,\n\n${thanks}\n${answer}\n\n{{ brand }}`, `<p>Hello,</p>\n<p>${thanks}<br>${answer}</p>\n<p>{{ brand }}</p>`),
  opened: words("{{ text }}", said),
  reply: words("{{ text }}", said),
  forward: words("{{ text }}", said),
  agentOpened: forAgents("{{ author }} opened {{ reference }} for {{ requester }}: {{ subject }}", everybody),
  agentReply: forAgents("{{ author }} replied in {{ reference }}: {{ subject }}", everybody),
  agentNote: forAgents(
    "{{ author }} left a note in {{ reference }}: {{ subject }}",
    "Only the desk reads this. Your reply becomes a note as well."
  ),
  agentForward: forAgents(
    "{{ author }} forwarded {{ reference }} to others: {{ subject }}",
    "Only the desk reads this. Your reply becomes a note as well."
  ),
  approval: forAgents(
    "{{ author }} asks for your approval in {{ reference }}: {{ subject }}",
    "A link in this mail is yours alone: whoever has it can answer in your name. Your reply becomes a note, and decides nothing."
  ),
  survey: words(`Hello,\n\n${solved}\n\n{{ text }}\n\n{{ brand }}`, `<p>Hello,</p>\n<p>${solved}</p>\n${said}\n<p>{{ brand }}</p>`),
  notice: words("{{ text }}", said),
  agentNotice: forAgents(
    "About {{ reference }}: {{ subject }}",
    "A rule of the desk wrote this. Your reply becomes a note that only the desk reads."
  )
}

/** A value as HTML text or inside a quoted attribute: nothing in it is markup, line breaks stay. */
export const inHtml = (value: unknown): string =>
  [value]
    .flat()
    .join("")
    .replace(/[&<>"']/g, (sign) => entities[sign]!)
    .replace(/\r\n?|\n/g, "<br>\n")

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }
