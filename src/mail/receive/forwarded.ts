/** Who wrote a mail that a forwarding mailbox sent on under its own address: named in the fields that such mailboxes write. */
import * as EmailAddress from "../../people/EmailAddress.ts"
import * as Text from "../../text/Text.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Incoming, Mailbox } from "../Incoming.ts"

/** Google Groups and its like; the first that names somebody is believed, Reply-To after them. */
const fields = ["x-original-from", "x-original-sender"] as const

/**
 * The mail as its author would have sent it. Only of mailboxes that the workspace lists (`forwarders`); anybody can write those
 * fields, so nothing proves who that is: do not count it as authenticated. `undefined`: it is no such mail.
 */
export const unforwarded = (mail: Incoming, { forwarders }: Pick<Workspace, "forwarders">): Incoming | undefined => {
  const by = mail.from?.address
  const isForwarder = (address: string): boolean => forwarders.some((one) => EmailAddress.equals(one, address))
  if (by === undefined || !isForwarder(by)) return undefined
  const named = fields.flatMap((name) => mail.headers.flatMap((header) => (header.name === name ? mailboxIn(header.value) : [])))
  // An answer to several says nothing of who wrote.
  const from = [...named, ...(mail.replyTo.length === 1 ? mail.replyTo : [])].find(({ address }) => !isForwarder(address))
  return from === undefined ? undefined : { ...mail, from }
}

/** `Ada <ada@example.org>`, `"Ada" <…>` or the address alone; a name in an encoded word is left out. */
const mailboxIn = (value: string): ReadonlyArray<Mailbox> => {
  const [, before = "", inside] = /^([^<>]{0,998})<([^<>]{1,998})>\s*$/.exec(value) ?? []
  const address = EmailAddress.parse(inside ?? value)
  const name = Text.clean(before).replaceAll('"', "").trim()
  return address === undefined ? [] : [{ address, name: name.includes("=?") ? "" : Text.cut(name, 255) }]
}
