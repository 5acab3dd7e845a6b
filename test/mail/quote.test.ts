import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Span } from "../../src/ticket/Message.ts"
import * as Quote from "../../src/mail/Quote.ts"

const shown = (text: string): string => Quote.visible(text, Quote.separate(text)).trim()
const reasons = (text: string): ReadonlyArray<Span["reason"]> => Quote.separate(text).map((span) => span.reason)

const attributions = [
  "On Mon, Jan 15, 2024 at 2:30 PM Bo Lind <bo@example.org> wrote:",
  "On 1/15/24 2:30 PM, Bo Lind wrote:",
  "On Mon, Jan 15, 2024 at 2:30 PM Bo Lind <\nbo@example.org>\nwrote:",
  "---- On Mon, 15 Jan 2024 14:30:00 +0100 bo@example.org wrote ----",
  "Le lun. 15 janv. 2024 à 14:30, Bo Lind <bo@example.org> a écrit :",
  "Am 15.01.24 um 14:30 schrieb Bo Lind:",
  "Bo Lind <bo@example.org> schrieb am Mo., 15. Jan. 2024, 14:30:",
  "El lun, 15 ene 2024 a las 14:30, Bo Lind (<bo@example.org>) escribió:",
  "Il giorno lun 15 gen 2024 alle ore 14:30 Bo Lind <bo@example.org> ha scritto:",
  "Op ma 15 jan 2024 om 14:30 schreef Bo Lind <bo@example.org>:",
  "Em seg., 15 de jan. de 2024 às 14:30, Bo Lind <bo@example.org> escreveu:",
  "pon., 15 sty 2024 o 14:30 Bo Lind <bo@example.org> napisał(a):",
  "Den mån 15 jan. 2024 kl 14:30 skrev Bo Lind <bo@example.org>:",
  "man. 15. jan. 2024 kl. 14:30 skrev Bo Lind <bo@example.org>:",
  "ma 15. tammik. 2024 klo 14.30 Bo Lind (bo@example.org) kirjoitti:",
  "пн, 15 янв. 2024 г. в 14:30, Bo Lind <bo@example.org>:",
  "15.01.2024 14:30, Bo Lind пишет:",
  "po 15. 1. 2024 v 14:30 odesílatel Bo Lind <bo@example.org> napsal:",
  "Bo Lind <bo@example.org> ezt írta (időpont: 2024. jan. 15., H, 14:30):",
  "Bo Lind <bo@example.org>, 15 Oca 2024 Pzt, 14:30 tarihinde şunu yazdı:",
  "2024年1月15日(月) 14:30 Bo Lind <bo@example.org>:",
  "Bo Lind <bo@example.org> 于2024年1月15日周一 14:30写道：",
  "2024년 1월 15일 (월) 오후 2:30, Bo Lind <bo@example.org>님이 작성:"
]
const blocks = [
  "From: Bo Lind [mailto:bo@example.org]\nSent: Monday, January 15, 2024 2:30 PM\nTo: Ada\nSubject: Printer",
  "*From:* Bo Lind <bo@example.org>\n*Sent:* Monday\n*To:* Ada\n*Subject:* Printer",
  "________________________________\nVon: Bo Lind <bo@example.org>\nGesendet: Montag, 15. Januar 2024 14:30\nAn: Ada\nBetreff: Drucker",
  "De : Bo Lind<mailto:bo@example.org>\nEnvoyé : lundi 15 janvier 2024 14:30\nÀ : Ada\nObjet : Imprimante",
  "De: Bo Lind\nEnviado el: lunes, 15 de enero de 2024 14:30\nPara: Ada\nAsunto: Impresora",
  "Da: Bo Lind\nInviato: lunedì 15 gennaio 2024\nA: Ada\nOggetto: Stampante",
  "Van: Bo Lind\nVerzonden: maandag 15 januari 2024\nAan: Ada\nOnderwerp: Printer",
  "Från: Bo Lind\nSkickat: den 15 januari 2024\nTill: Ada\nÄmne: Skrivare",
  "Od: Bo Lind\nWysłano: 15 stycznia 2024\nDo: Ada\nTemat: Drukarka",
  "От: Bo Lind\nОтправлено: 15 января 2024\nКому: Ada\nТема: Принтер",
  "发件人: Bo Lind\n发送时间: 2024年1月15日\n收件人: Ada\n主题: 打印机",
  "差出人: Bo Lind\n送信日時: 2024年1月15日\n宛先: Ada\n件名: プリンター",
  "-----Original Message-----\nanything",
  "-------- Message d'origine --------\nanything"
]
const reply = "Thank you, it prints again.\n\nOn Friday I will be away."

describe("somebody's own words are shown", () => {
  test.each(attributions)("without what stands below: %s", (line) => {
    expect(shown(`${reply}\n\n${line}\n\nHave you tried paper?\nYours, Bo\n`)).toBe(reply)
    expect(shown(`${reply}\n${line}\n> Have you tried paper?\n>\n> Yours, Bo\n`)).toBe(reply)
  })

  test.each(blocks)("without the mail below its header block: %s", (block) => {
    expect(shown(`${reply}\n\n${block}\n\nHave you tried paper?\n`)).toBe(reply)
  })

  test("without a signature, which is kept as a span of its own", () => {
    for (const signature of [
      "-- \nAda\n+33 1 23",
      "--\nAda",
      "Sent from my iPhone",
      "Envoyé de mon iPhone",
      "Get Outlook for iOS<https://aka.ms/x>"
    ]) {
      const text = `${reply}\n\n${signature}`
      expect(shown(text)).toBe(reply)
      expect(reasons(text)).toEqual(["signature"])
    }
  })

  test("with what follows a telephone's signature", () => {
    expect(shown("First.\n\nSent from my iPhone\n\nSecond.")).toBe("First.\n\n\nSecond.")
  })

  test("without a mailing list's foot", () => {
    expect(reasons(`${reply}\n\n____________\nprinters mailing list\nhttp://lists.example.org/\n`)).toEqual(["footer"])
  })

  test("without a forwarded mail, which is named as such", () => {
    const text = `See below.\n\n---------- Forwarded message ---------\nFrom: Bo <bo@example.org>\nDate: today\nSubject: x\nTo: Ada\n\nHello`
    expect(shown(text)).toBe("See below.")
    expect(reasons(text)).toEqual(["forwarded"])
  })

  test("when they stand right above the attribution, digits and all", () => {
    expect(shown("Hello,\nit is version 2.1\nOn 1/15/24 2:30 PM, Bo wrote:\n> Which one?")).toBe("Hello,\nit is version 2.1")
  })

  test("when they stand below the quote", () => {
    expect(shown("Hello,\nOn 1/15/24 2:30 PM, Bo wrote:\n> Does it print?\n\nIt does.")).toBe("Hello,\n\nIt does.")
  })
})

describe("shown in full", () => {
  test("answers between the lines that they answer; what is quoted after the last one is folded", () => {
    const text = "On 1/15/24 2:30 PM, Bo wrote:\n> Does it print?\nIt does.\n> In colour?\nNo.\n"
    expect(Quote.separate(text)).toEqual([])
    expect(shown(`${text}\n> -- \n> Bo`)).toBe(text.trim())
  })

  test("an answer to lines picked by hand", () => {
    const text = "Hello,\n\n> Does it print?\n\nIt does."
    expect(shown(text)).toBe(text)
  })

  test("a mail of which nothing else would be seen", () => {
    for (const text of ["> only a quote", "-- \nAda", "Sent from my iPhone", `${attributions[0]}\n> quoted`, blocks[0]!, "", "\n\n"])
      expect(Quote.separate(text)).toEqual([])
  })

  test.each([
    "On Friday I will be away.\nSee you.",
    "On 3 January 2024 we met at 10:30 and agreed:\n- one\n- two",
    "On 12/01/2024 at 10:30 I wrote:\n\nIt does not print.",
    "The log says:\n2024-01-15 14:30:25 error:\n2024/01/15 14:30:26 stop",
    "I wrote to bob@example.org at 10:30:\nno answer.",
    "From: Paris\nTo: Rome\nis my trip.",
    "My options:\n-- first point\n-- second point",
    "Points\n----\n1. foo\n====\nbar",
    "The alarm was sent from my iPhone app to all users.",
    "Sent from the warehouse were 3 boxes.\n\nThey are missing.",
    "See https://example.com/on-date-someone-wrote: it is good.",
    "a correct -- signature is not this"
  ])("what only looks like a quote: %s", (words) => {
    for (const text of [words, `Hello,\n\n${words}`, `Hello,\n\n${words}\n\nAda`]) expect(Quote.separate(text)).toEqual([])
  })
})

describe("spans of a cut text", () => {
  test("end where it ends", () => {
    const spans: ReadonlyArray<Span> = [
      { from: 2, to: 4, reason: "quote" },
      { from: 6, to: 9, reason: "quote" },
      { from: 9, to: 12, reason: "footer" }
    ]
    expect(Quote.clip(spans, 8)).toEqual([
      { from: 2, to: 4, reason: "quote" },
      { from: 6, to: 8, reason: "quote" }
    ])
  })
})

const line = fc.oneof(
  fc.constantFrom(
    "",
    "> quoted",
    ">> deeper",
    ">",
    "-- ",
    "--",
    "____",
    "Hello",
    "It does.",
    "Sent from my iPhone",
    "printers mailing list",
    ...attributions,
    ...blocks
  ),
  fc.string({ unit: "grapheme", maxLength: 30 })
)
const anyText = fc.array(line, { maxLength: 25 }).map((lines) => lines.join("\n"))

describe("laws", () => {
  test("spans lie in the text, in order, apart, and what is shown and what is folded make the whole", () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (lines, crlf) => {
        const text = crlf ? lines.replaceAll("\n", "\r\n") : lines
        const spans = Quote.separate(text)
        let at = 0
        let whole = ""
        for (const { from, to } of spans) {
          expect(from).toBeGreaterThanOrEqual(at)
          expect(to).toBeGreaterThan(from)
          whole += text.slice(at, from) + text.slice(from, to)
          at = to
        }
        expect(whole + text.slice(at)).toBe(text)
        expect(Quote.visible(text, spans).length).toBe(text.length - spans.reduce((sum, { from, to }) => sum + to - from, 0))
      })
    )
  })

  test("whoever said something is seen to have said something", () => {
    for (let unit = 0; unit < 0x10000; unit++) {
      const char = String.fromCharCode(unit)
      if (char.trim() === "") expect(shown(`${char}\n${attributions[0]!}`).length).toBeGreaterThan(0)
    }
    fc.assert(
      fc.property(anyText, (text) => {
        expect(shown(text) === "").toBe(text.trim() === "")
      })
    )
  })

  const plain = fc.stringMatching(/^[A-Z][a-z ]{0,60}[a-z]$/)
  const said = fc.array(plain, { minLength: 1, maxLength: 6 }).map((lines) => lines.join("\n"))
  const mark = fc.constantFrom(...attributions)

  test("our own mail, quoted back, is removed exactly", () => {
    fc.assert(
      fc.property(said, anyText, mark, (own, old, attribution) => {
        const quoted = old
          .split("\n")
          .map((one) => `> ${one}`)
          .join("\n")
        expect(shown(`${own}\n\n${attribution}\n${quoted}\n`)).toBe(own)
      })
    )
  })

  test("what is shown of what is shown is the same", () => {
    const foot = fc.constantFrom("", "\n-- \nAda\n", "\nSent from my iPhone\n")
    fc.assert(
      fc.property(said, foot, fc.oneof(mark, fc.constantFrom(...blocks)), said, (own, sign, older, old) => {
        const once = shown(`${own}\n${sign}\n${older}\n\n${old}`)
        expect(shown(once)).toBe(once)
      })
    )
  })

  test("words without any mark are left alone", () => {
    fc.assert(
      fc.property(said, (text) => {
        expect(Quote.separate(text)).toEqual([])
      })
    )
  })

  test("a message keeps a thousand spans, and what is beyond them stays in sight", () => {
    const text = `Hello\n${"-- \nAda\n> quoted\n".repeat(700)}`
    const spans = Quote.separate(text)
    expect(spans.length).toBe(1000)
    expect(Quote.visible(text, spans).length).toBeGreaterThan("Hello\n".length)
  })

  // A reader that looked back, or ahead, further each time would not end within the test's time.
  test.each([
    "\n",
    ">",
    ">\n",
    "> \n\n",
    "On 1 ",
    "On 1 Jan 2020 at 10:00 x wrote\n",
    "x wrote:\n",
    "--\n",
    "-- \n",
    "___\n\n",
    "From: a\n",
    "1:\n"
  ])("a megabyte of %j is read, and kept", (unit) => {
    const text = `Hello\n\n${unit.repeat(Math.ceil(1_000_000 / unit.length))}`
    expect(Quote.visible(text, Quote.separate(text)).startsWith("Hello\n")).toBe(true)
  })
})
