/** One mail: reading, classifying and matching it; telling an answer from what it quotes. */
import PostalMime from "postal-mime"
import * as Classify from "../../src/mail/Classify.ts"
import { mailParser } from "../../src/mail/parse.ts"
import * as Quote from "../../src/mail/Quote.ts"
import { signer } from "../../src/mail/Signer.ts"
import * as Threading from "../../src/mail/Threading.ts"
import { luck, secrets, workspace } from "./data.ts"
import { sized, thread } from "./letters.ts"
import { against, interleaved, repeat } from "./measure.ts"
import * as Peers from "./peers.ts"
import { atMost, fasterThanPeer, type Tell, timesPeer } from "./table.ts"

export const measure = async (tell: Tell): Promise<void> => {
  await parsing(tell)
  await quoting(tell)
}

const sizes = [
  ["1 KB, plain", 1024, "plain"],
  ["50 KB, text and HTML", 50 * 1024, "html"],
  ["5 MB, with a file", 5 * 1024 * 1024, "file"]
] as const

const parsing = async (tell: Tell): Promise<void> => {
  const parser = mailParser()
  const desk = { tenant: "main", signer: signer(secrets) }
  const known = new Map<string, string>()
  for (const [what, bytes, form] of sizes) {
    const raw = sized(bytes, form)
    const look = async (): Promise<unknown> => {
      const parsed = await parser.parse(raw)
      if (parsed._tag === "Unreadable") throw new Error(`${what}: ${parsed.cause} ${parsed.detail}`)
      const classified = Classify.classify(parsed.mail, workspace)
      return [classified, Threading.keysOf(parsed.mail, desk), Threading.match(parsed.mail, known, desk)]
    }
    const each = (work: () => Promise<unknown>) => ({
      run: async (times: number) => {
        for (let i = 0; i < times; i++) await work()
      }
    })
    const figures = await interleaved(
      { ours: each(look), parsed: each(() => parser.parse(raw)), peer: each(() => PostalMime.parse(raw)) },
      { round: 80 }
    )
    const peer = { name: "postal-mime alone", figure: figures.peer }
    tell({ what: `parse + classify + match, ${what}`, unit: "ns", ours: figures.ours, peer, goals: [timesPeer(1.5)] })
    tell({ what: "  parse alone", unit: "ns", ours: figures.parsed, peer, goals: [] })
  }
  await parser.close()
}

/** The least that one can do: look at how each line begins. */
const scan = (text: string): number => {
  let quoted = 0
  for (let from = 0; from < text.length;) {
    const end = text.indexOf("\n", from)
    if (text.charCodeAt(from) === 62) quoted++
    from = end === -1 ? text.length : end + 1
  }
  return quoted
}

const quoting = async (tell: Tell): Promise<void> => {
  for (const [what, characters] of [
    ["1 KB", 1024],
    ["50 KB", 50 * 1024]
  ] as const) {
    const text = thread(characters, luck(characters)).slice(0, characters)
    const figures = await against(
      { run: (times) => repeat(times, () => Quote.separate(text)) },
      { run: (times) => repeat(times, () => scan(text)) },
      async () => {
        const parser = await Peers.replyParser()
        return { run: (times) => repeat(times, () => parser.read(text)) }
      }
    )
    tell({
      what: `quoted reply, thread of ${what}`,
      unit: "ns",
      ours: figures.ours,
      limit: { name: "one look at each line", figure: figures.limit },
      peer: { name: "email-reply-parser", figure: figures.peer },
      goals: [fasterThanPeer(50)]
    })
  }
  // What takes the peers seconds: not asked of them here.
  const hostile = ["\n".repeat(20_000), "> ".repeat(10_000), "On Mon wrote ".repeat(1_500)]
  const slowest = await interleaved({ ours: { run: (times) => repeat(times, () => hostile.map((text) => Quote.separate(text))) } })
  tell({ what: "quoted reply, three hostile texts of 20 KB", unit: "ns", ours: slowest.ours, goals: [atMost(10_000_000, "ns")] })
}
