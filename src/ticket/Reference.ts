/**
 * What people call a ticket by: two groups of four characters, as in `K7QM-4XW2`. It follows from the
 * ticket's id, so it needs no counter, says nothing of how many tickets there are and cannot be guessed.
 * Two tickets may draw the same (40 bits): the store lets one have it, and the other draws again.
 */
import { hash } from "../text/Canonical.ts"

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** The reference of a ticket at its n-th draw (0 the first). */
export const of = (ticketId: string, draw: number): string => {
  const high = hash(`${ticketId}/${draw}`, 0x811c9dc5)
  const low = hash(`${draw}/${ticketId}`, 0x9e3779b9)
  let text = ""
  for (let i = 0; i < 4; i++) text += alphabet[(high >>> (i * 5)) & 31]
  text += "-"
  for (let i = 0; i < 4; i++) text += alphabet[(low >>> (i * 5)) & 31]
  return text
}

/** As people type it: any case, O for 0, I and L for 1, with or without the dash. */
export const parse = (typed: string): string | undefined => {
  const plain = typed.trim().toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1").replace("-", "")
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : undefined
}
