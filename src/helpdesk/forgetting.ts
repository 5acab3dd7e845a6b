/**
 * Forgets a person: in every ticket what is theirs, then what was kept apart of theirs, then who they were. Each step is whole
 * in itself, and what is done is not found again: whoever is interrupted asks again.
 */
import type { Findable } from "../condition/Condition.ts"
import type { Found } from "../storage/Storage.ts"
import { wordOf } from "../storage/vault/declared.ts"
import type { Held } from "../storage/vault/examine.ts"
import { type Eraser, eraseFrom } from "./erasing.ts"
import { everyFound } from "./everyFound.ts"
import { InputInvalid } from "./Failure.ts"
import type { House } from "./House.ts"
import { keysOf } from "./keysOf.ts"
import { allKinds } from "./neighbours.ts"
import { eraseDrafts } from "./eraseDrafts.ts"
import { mailsOf, quotesOf } from "./quotesOf.ts"
import { addressesOf, type Person, personOf, type Subject } from "./Person.ts"
import { mentions, type Place } from "./places.ts"
import { forgetQuarantined } from "./forgetQuarantined.ts"
import { textsOf } from "./passages.ts"
import { linesOf, tells } from "./traces.ts"
import { without } from "./unsaid.ts"

export interface Forgotten {
  /** Tickets of which something is gone, and how many messages and files went with that. */
  readonly tickets: number
  readonly messages: number
  readonly files: number
  /** Records of what had been kept apart. */
  readonly quarantined: number
  /** Where others still speak of them, in their own words: for somebody to look at. */
  readonly places: ReadonlyArray<Place>
}

export interface Forgetting extends Eraser {
  readonly onProgress: (done: { readonly tickets: number }) => void
}

export const forget = async (house: House, subject: Subject, { onProgress, ...doer }: Forgetting): Promise<Forgotten> => {
  const person = await personOf(house, subject)
  const names = namesOf(person)
  if (tells(doer.why, new Set(names))) throw new InputInvalid({ what: "forget", problems: ["why: it names whom it is about"] })
  const sum = { tickets: 0, messages: 0, files: 0 }
  const pass = async (): Promise<void> => {
    const tickets = await ticketsOf(house, person)
    for (const found of tickets) {
      const gone = await forgetIn(house, found, person, tickets, doer)
      if (gone === undefined) continue
      sum.tickets++
      sum.messages += gone.messages
      sum.files += gone.files
      onProgress({ tickets: sum.tickets })
    }
  }
  await pass()
  const apart = await forgetQuarantined(house, person)
  for (const subject of person.subjects)
    sum.files += await eraseDrafts(house, { field: "requester", op: "is", value: subject.slice(subject.indexOf(":") + 1) })
  if (person.requester !== null) await house.directory.forget(house.tenant, person.requester.id)
  // What they wrote while they were being forgotten, under the name that they had until now.
  await pass()
  return { ...sum, files: sum.files + apart.files, quarantined: apart.records, places: await mentions(house, names) }
}

/** What others may call them by. */
const namesOf = (person: Person): ReadonlyArray<string> => [
  ...(person.requester === null ? [] : linesOf(person.requester.name, SHORT)),
  ...addressesOf(person)
]

/** Lines that are shorter stand everywhere. */
const SHORT = 4

/** Those that are theirs, and those that have something of them; each once. */
const ticketsOf = async (house: House, { subjects }: Person): Promise<ReadonlyArray<Found>> => {
  const found = new Map<string, Found>()
  for (const subject of subjects) {
    const [kind, id] = [subject.slice(0, subject.indexOf(":")), subject.slice(subject.indexOf(":") + 1)]
    const own: Findable = { field: "requester", op: "is", value: id }
    for (const where of allKinds) {
      if (kind === "requester") for await (const one of everyFound(house, { kind: where, where: own })) found.set(one.stream, one)
      for await (const one of everyFound(house, { kind: where, text: wordOf(subject) })) found.set(one.stream, one)
    }
  }
  return [...found.values()]
}

const forgetIn = async (house: House, { stream, document }: Found, person: Person, tickets: ReadonlyArray<Found>, doer: Eraser) => {
  const addresses = new Set(addressesOf(person))
  const isTheirs = ({ subject }: Held): boolean => person.subjects.has(subject)
  return eraseFrom(house, {
    ...doer,
    ticketId: stream,
    what: person.subjects.has(`requester:${String(document.facts["requester"])}`) ? "requester" : "participant",
    message: null,
    entries: ({ held }) => {
      const theirs = held.filter(isTheirs)
      if (theirs.length === 0) return new Map()
      const lines = new Set([...namesOf(person), ...theirs.flatMap(({ entry }) => linesOf(textsOf(entry), SHORT))])
      const mails = mailsOf(theirs)
      const quotes = held.filter((one) => !isTheirs(one)).flatMap((one) => quotesOf(one, lines, mails))
      return new Map([...theirs.map((one) => [one, null] as const), ...quotes])
    },
    unsaid: (gone) =>
      without(
        (address) => addresses.has(address),
        new Set([...namesOf(person), ...gone.filter(isTheirs).flatMap(({ entry }) => linesOf(textsOf(entry), SHORT))])
      ),
    keys: (events, gone) =>
      keysOf(
        gone.filter(isTheirs).map(({ version }) => events[version - 1]!),
        tickets.map((one) => one.stream)
      )
  })
}
