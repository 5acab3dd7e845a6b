/** The subject line of a ticket's mails: the same in every mail, however often it went to and fro. */
import * as Text from "../../text/Text.ts"

/** `AW: Re: [#K7QM-4XW2] Printer` → `Printer`. */
export const bare = (subject: string): string => {
  const untagged = subject
    .replace(/\[#[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}\]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
  return Text.clean(untagged.replace(/^(?:(?:re|aw|antw|sv|vs|rv|ref|fwd?|wg|tr|enc|res)(?:\[\d{1,3}\])?: ?)+/i, ""))
}

/**
 * `Re: Printer [#K7QM-4XW2]`. The tag leads an answer home where nothing else may; where the Reply-To address does
 * that already, the line stays as people wrote it, so that mail programs keep the thread together.
 */
export const line = (
  bare: string,
  reference: string,
  { answers, tagged }: { readonly answers: boolean; readonly tagged: boolean }
): string => {
  const words = Text.cut(bare, 950).trim()
  const tag = tagged || words === "" ? `[#${reference}]` : ""
  return `${answers ? "Re: " : ""}${[words, tag].filter((part) => part !== "").join(" ")}`
}
