/**
 * Looks for words that must not be there any more, in whatever clothes: a dump of a store, the files of a database, mails that
 * were sent. What is compressed or encrypted is not looked into.
 */
import { Buffer } from "node:buffer"
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import type { Kind, Storage } from "../storage/Storage.ts"

/** Bytes; a text; any value, as JSON; or files, and all that lies in folders. */
export type Dump = Uint8Array | string | object | { readonly files: ReadonlyArray<string> }

export interface Found {
  readonly probe: string
  /** The file, or `dump`. */
  readonly where: string
  /** How it was written there. */
  readonly as: string
  /** About where, in octets. */
  readonly at: number
}

/** Empty: none of the probes is there. Probes of less than three octets are not looked for in base64, where they turn up by chance. */
export const proveErased = (dump: Dump, probes: ReadonlyArray<string>): ReadonlyArray<Found> => {
  const needles = probes.flatMap((probe) => needlesOf(probe))
  return partsOf(dump).flatMap(({ where, bytes }) => {
    const hays = haysOf(bytes)
    const found = new Map<string, Found>()
    for (const { probe, as, hay, text } of needles) {
      const at = hays[hay].indexOf(text)
      if (at !== -1 && !found.has(`${probe} ${as}`)) found.set(`${probe} ${as}`, { probe, where, as, at })
    }
    return [...found.values()]
  })
}

/** All that a storage tells of a tenant by its own verbs. What lies in its files besides, only these show. */
export const dumpOf = async (storage: Storage, tenant: string): Promise<object> => {
  const { entries } = await storage.feed(tenant, 0, EVERYTHING)
  const streams = [...new Set(entries.map(({ stream }) => stream))]
  const records = kinds.map((kind) => storage.find(tenant, { kind, order: [], limit: EVERYTHING }))
  return {
    entries,
    vault: await Promise.all(streams.map((stream) => storage.vault(tenant, stream, 1, EVERYTHING))),
    records: await Promise.all(records),
    outbox: await storage.outbox(tenant, streams)
  }
}

const EVERYTHING = 1_000_000_000
const kinds: ReadonlyArray<Kind> = [
  "ticket",
  "removed",
  "seen",
  "draft",
  "requester",
  "organization",
  "quarantine",
  "promise",
  "queue",
  "link"
]

interface Needle {
  readonly probe: string
  readonly as: string
  readonly hay: keyof Hays
  readonly text: string
}

/** Octets as characters. */
interface Hays {
  /** In small letters. */
  readonly plain: string
  /** The same, with what quoted-printable breaks at the end of a line put together. */
  readonly unbroken: string
  /** Without line breaks; base64 tells capitals. */
  readonly exact: string
}

const haysOf = (bytes: Uint8Array): Hays => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1")
  const plain = small(text)
  return { plain, unbroken: plain.replace(/=\r?\n/g, ""), exact: text.replace(/[\r\n]+/g, "") }
}

/** ASCII alone: the octets of other letters are told apart. */
const small = (octets: string): string => octets.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
const octetsOf = (text: string): string => Buffer.from(text, "utf8").toString("latin1")

const needlesOf = (probe: string): ReadonlyArray<Needle> => {
  const spelt = [
    ...new Set([probe, probe.toLowerCase(), probe.toUpperCase()].flatMap((text) => [text.normalize("NFC"), text.normalize("NFD")]))
  ]
  return spelt.flatMap((text): ReadonlyArray<Needle> => {
    const plain = (as: string, octets: string, hay: "plain" | "unbroken" = "plain"): Needle => ({ probe, as, hay, text: small(octets) })
    return [
      plain("text", octetsOf(text)),
      plain("JSON", octetsOf(JSON.stringify(text).slice(1, -1))),
      plain(
        "JSON, escaped",
        escaped(text, (code) => `\\u${code.toString(16).padStart(4, "0")}`)
      ),
      plain("percent", encodeURIComponent(text)),
      plain("percent", encodeURIComponent(text).replaceAll("%20", "+")),
      plain("quoted-printable", quoted(text), "unbroken"),
      plain("quoted-printable", quoted(text).replaceAll(" ", "_"), "unbroken"),
      plain("HTML", octetsOf(entities(text))),
      plain("HTML, decimal", entities(escapedPoints(text, (point) => `&#${point};`))),
      plain("HTML, hexadecimal", entities(escapedPoints(text, (point) => `&#x${point.toString(16)};`))),
      plain("UTF-16, little end first", Buffer.from(text, "utf16le").toString("latin1")),
      plain("UTF-16, big end first", Buffer.from(text, "utf16le").swap16().toString("latin1")),
      ...base64(text).map((octets): Needle => ({ probe, as: "base64", hay: "exact", text: octets }))
    ]
  })
}

/** Every code unit beyond ASCII written otherwise. */
const escaped = (text: string, write: (code: number) => string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\0-\x7f]/g, (unit) => [...Array(unit.length).keys()].map((i) => write(unit.charCodeAt(i))).join(""))
const escapedPoints = (text: string, write: (point: number) => string): string =>
  text.replace(/[^\0-\x7f]/gu, (letter) => write(letter.codePointAt(0)!))
const entities = (text: string): string =>
  text
    .replace(/&(?!#)/g, "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
const quoted = (text: string): string =>
  octetsOf(text).replace(/[^\x20-\x3c\x3e-\x7e]/g, (octet) => `=${octet.charCodeAt(0).toString(16).padStart(2, "0")}`)

/** In three places it may begin, and the characters at either end hold a part of its neighbours; with both alphabets. */
const base64 = (text: string): ReadonlyArray<string> => {
  const bytes = Buffer.from(text, "utf8")
  if (bytes.length < 3) return []
  return [0, 1, 2].flatMap((shift) => {
    const written = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64")
    const from = shift === 0 ? 0 : shift + 1
    const sure = written.slice(from, Math.floor(((shift + bytes.length) * 8) / 6))
    return sure.length < 4 ? [] : [sure, sure.replaceAll("+", "-").replaceAll("/", "_")]
  })
}

interface Part {
  readonly where: string
  readonly bytes: Uint8Array
}

const partsOf = (dump: Dump): ReadonlyArray<Part> => {
  if (dump instanceof Uint8Array) return [{ where: "dump", bytes: dump }]
  if (typeof dump === "string") return [{ where: "dump", bytes: Buffer.from(dump, "utf8") }]
  if ("files" in dump && Array.isArray(dump.files)) return (dump.files as ReadonlyArray<string>).flatMap(filesIn)
  return [{ where: "dump", bytes: Buffer.from(JSON.stringify(dump), "utf8") }]
}

const filesIn = (path: string): ReadonlyArray<Part> =>
  statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => [{ where: join(path, name), bytes: Buffer.from(name, "utf8") }, ...filesIn(join(path, name))])
    : [{ where: path, bytes: readFileSync(path) }]
