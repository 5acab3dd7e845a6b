/** How an approval stands, as people say it: `needs 2 of 3; 1 yes, 1 no, 1 open; cy votes for bo until Fri 6 Mar 2026 09:00`. */
import { timetables } from "../calendar/Calendar.ts"
import { moment } from "../time/moment.ts"
import type { Approval } from "./Approval.ts"
import type { Account, Explanation, Say } from "./explain.ts"
import { say } from "./Source.ts"
import type { Tally } from "./tally.ts"

/** `zone`: the IANA zone in which the reader lives; UTC where none is given. */
export const print = ({ subject, by, verdict, since, reason, steps }: Explanation, zone = "UTC"): string =>
  [
    `${onOneLine(subject)}: ${verdict} since ${moment(since, zone)} (${zone}), asked by ${by}${because(reason)}`,
    ...steps.flatMap((step) => [
      `  ${step.name}: ${standing(step, zone)}`,
      `    ${arithmetic(step, zone)}`,
      ...step.says.flatMap((one) => answered(one, zone)).map((line) => `    ${line}`),
      ...(step.next === null ? [] : [`    ${moment(step.next.at, zone)}: ${ahead(step.next)}`])
    ])
  ].join("\n")

/** One step on one line. */
export const arithmetic = ({ tallies, says, weighted, veto }: Account, zone = "UTC"): string =>
  [
    ...tallies.map((one) => count(one, weighted)),
    ...(veto ? ["a no rejects it"] : []),
    ...says.flatMap(({ agent, standIns }) =>
      standIns.map((one) => `${one.agent} votes for ${agent}${one.until === null ? "" : ` until ${moment(one.until, zone)}`}`)
    )
  ].join("; ")

const count = ({ group, need, of, yes, no, abstain, open }: Tally, weighted: boolean): string => {
  const parts = [
    [yes, "yes"],
    [no, "no"],
    [abstain, "abstained"],
    [open, "open"]
  ] as const
  const said = parts.flatMap(([amount, what]) => (amount === 0 ? [] : [`${amount} ${what}`])).join(", ")
  return `${group === null ? "" : `${say(group)} `}needs ${need} of ${of}${weighted ? " by weight" : ""}; ${said || "nobody is asked"}`
}

const standing = ({ standing, since, byExpiry }: Account, zone: string): string =>
  `${standing}${since === null ? "" : ` since ${moment(since, zone)}`}${byExpiry ? ", by silence" : ""}`

const answered = ({ agent, answer, by, at, reason }: Say, zone: string): ReadonlyArray<string> =>
  answer === null || by === null || at === null
    ? []
    : [`${agent}: ${answer}${by === agent ? "" : ` by ${by}`}, ${moment(at, zone)}${because(reason)}`]

/** What happens if nobody answers: `is rejected if it is still open`. */
export const ahead = ({ then, to }: NonNullable<Account["next"]>): string => {
  switch (then) {
    case "reject":
      return "is rejected if it is still open"
    case "approve":
      return "is approved if it is still open"
    case "remind":
      return "reminds those who have not answered"
    case "escalate":
      return `${to.join(", ") || "nobody"} will be asked instead of those who have not answered`
  }
}

/** Where those live who are asked, as far as the approval knows: by whose hours their time is counted. */
export const zoneOf = ({ calendars }: Approval): string => calendars.flatMap(timetables)[0]?.zone ?? "UTC"

const because = (reason: string): string => (reason === "" ? "" : `, because: ${onOneLine(reason)}`)

/** Each line of the account is ours: nobody adds one by what they write. */
export const onOneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ")
