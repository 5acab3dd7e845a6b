/** Paragraphs out of `format=flowed` (RFC 3676): a line that ends in a blank goes on in the next. */

/** `deleteSpace`: the parameter `delsp=yes`, by which the blank at a break is not part of the text. */
export const unflow = (text: string, deleteSpace: boolean): string => {
  const lines: Array<string> = []
  let open: { quotes: string; pieces: Array<string> } | undefined
  for (const raw of text.split("\n")) {
    const quotes = /^>*/.exec(raw)![0]
    const line = raw.slice(quotes.length).replace(/^ /, "")
    // The separator of a signature ends in a blank and flows nowhere.
    const soft = line.endsWith(" ") && line !== "-- "
    if (open !== undefined && (open.quotes !== quotes || line === "-- ")) {
      lines.push(render(open))
      open = undefined
    }
    open ??= { quotes, pieces: [] }
    open.pieces.push(soft && deleteSpace ? line.slice(0, -1) : line)
    if (soft) continue
    lines.push(render(open))
    open = undefined
  }
  if (open !== undefined) lines.push(render(open))
  return lines.join("\n")
}

const render = (line: { readonly quotes: string; readonly pieces: ReadonlyArray<string> }): string =>
  (line.quotes === "" ? "" : line.quotes + " ") + line.pieces.join("")
