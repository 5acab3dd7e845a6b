/** Why an approval stands as it does: in data, in words and as a picture. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Approval from "../../src/approval/index.ts"
import { at, HOUR } from "../calendar/desks.ts"
import { after, anyWorld, asked, definition, later, monday, named, play, says, standIn, step, votes } from "./desk.ts"

const friday = at("2026-03-06 17:00")
const two = (expiries: ReadonlyArray<Approval.Expiry> = []) =>
  definition([
    step("manager", [{ managerOf: "requester" }], { kind: "any" }, { name: "Manager" }),
    step("security", [{ team: "security" }], { kind: "quorum", count: 2 }, { name: "Security", expiries })
  ])
const manager = votes(asked(two()), "ann: yes")
const away = after(manager, standIn(manager, "bo", "eve", monday, friday))
const halfway = votes(away, "cy: yes", "di: no")

describe("the account", () => {
  test("has the arithmetic of each step, and who could answer for whom", () => {
    const { verdict, since, steps } = Approval.explain(halfway, monday)
    expect({ verdict, since }).toEqual({ verdict: "pending", since: monday })
    expect(steps[1]).toMatchObject({ step: "security", standing: "open", since: monday, byExpiry: false, next: null })
    expect(steps[1]!.tallies).toEqual([{ group: null, need: 2, of: 3, yes: 1, no: 1, abstain: 0, open: 1 }])
    expect(steps[1]!.says.map(({ agent, answer }) => [agent, answer])).toEqual([
      ["bo", null],
      ["cy", "yes"],
      ["di", "no"]
    ])
    expect(steps[1]!.says[0]!.standIns).toEqual([{ agent: "eve", until: friday }])
  })
  test("names no stand-in who cannot answer: whose time is over, or who answered for another", () => {
    expect(Approval.explain(halfway, friday).steps[1]!.says[0]!.standIns).toEqual([])
    const both = after(halfway, standIn(halfway, "cy", "eve"))
    expect(Approval.explain(votes(both, "eve for cy: yes"), monday).steps[1]!.says[0]!.standIns).toEqual([])
    expect(Approval.explain(votes(halfway, "eve for bo: yes"), monday).steps[1]!.says[0]!.standIns).toEqual([])
  })
  test("says until when a stand-in's stand-in can answer: until the first of the two is over", () => {
    const chain = after(away, standIn(away, "eve", "flo", monday, later(500)))
    expect(Approval.explain(chain, monday).steps[1]!.says[0]!.standIns).toEqual([
      { agent: "eve", until: friday },
      { agent: "flo", until: friday }
    ])
  })
  test("counts by what holds now: not what is over, whichever was given first", () => {
    const over = after(manager, standIn(manager, "bo", "flo", monday, later(1)))
    const now = after(over, standIn(over, "bo", "eve", later(2), later(50), later(2)))
    expect(Approval.explain(now, later(2)).steps[1]!.says[0]!.standIns).toEqual([{ agent: "eve", until: later(50) }])
    const short = after(now, standIn(now, "eve", "flo", later(2), later(9), later(2)))
    expect(Approval.explain(short, later(2)).steps[1]!.says[0]!.standIns[1]).toEqual({ agent: "flo", until: later(9) })
  })
  test("names no stand-in who is excluded", () => {
    const given = asked(definition([step("manager", named("ann"), { kind: "any" }, { excludes: ["requester"] })]), { by: "agent:bo" })
    const eve = after(given, standIn(given, "ann", "eve"))
    const passedOn = after(eve, standIn(eve, "eve", "bo"))
    expect(Approval.explain(passedOn, monday).steps[0]!.says[0]!.standIns).toEqual([{ agent: "eve", until: null }])
  })
  test("expects nothing more of what is decided", () => {
    const given = asked({ ...two([{ after: HOUR, calendar: null, then: "remind" }]), order: "parallel" })
    expect(Approval.explain(given, monday).steps[1]!.next).toMatchObject({ at: later(1) })
    const rejected = after(given, says(given, "ann: no", monday, "manager"))
    expect(Approval.explain(rejected, monday).steps[1]).toMatchObject({ standing: "dropped", since: null, next: null })
  })
  test("drops what is of no use any more", () => {
    const rejected = votes(asked(two()), "ann: no")
    expect(Approval.explain(rejected, monday).steps.map(({ standing }) => standing)).toEqual(["rejected", "dropped"])
    expect(Approval.explain(asked(two()), monday).steps.map(({ standing }) => standing)).toEqual(["open", "waiting"])
  })
  test("knows what comes next, also where it has not been told yet", () => {
    const expiries: ReadonlyArray<Approval.Expiry> = [
      { after: 8 * HOUR, calendar: "office", then: "remind" },
      { after: HOUR, calendar: null, then: "escalate", to: named("eve", "flo") }
    ]
    const given = votes(asked(two(expiries)), "ann: yes")
    // Monday has seven hours left, Tuesday is a holiday.
    const wednesday = at("2026-03-04 10:00")
    expect(Approval.explain(given, monday).steps[1]!.next).toEqual({ at: wednesday, then: "remind", to: [] })
    expect(Approval.explain(given, wednesday).steps[1]!.next).toEqual({ at: at("2026-03-04 11:00"), then: "escalate", to: ["eve", "flo"] })
    expect(Approval.explain(given, friday).steps[1]!.says.map(({ agent }) => agent)).toEqual(["eve", "flo"])
  })
})

describe("in words", () => {
  test("it is short enough for a mail", () => {
    expect(Approval.print(Approval.explain(halfway, monday), "Europe/Berlin")).toBe(
      [
        "VPN access for Ada: pending since Mon 2 Mar 2026 11:00 (Europe/Berlin), asked by agent:zed",
        "  Manager: approved since Mon 2 Mar 2026 11:00",
        "    needs 1 of 1; 1 yes",
        "    ann: yes, Mon 2 Mar 2026 11:00",
        "  Security: open since Mon 2 Mar 2026 11:00",
        "    needs 2 of 3; 1 yes, 1 no, 1 open; eve votes for bo until Fri 6 Mar 2026 18:00",
        "    cy: yes, Mon 2 Mar 2026 11:00",
        "    di: no, Mon 2 Mar 2026 11:00"
      ].join("\n")
    )
  })
  test("it tells what silence will do, what it did, and who spoke for whom", () => {
    const each: Approval.Rule = { kind: "perGroup", count: 1 }
    const expiries: ReadonlyArray<Approval.Expiry> = [
      { after: HOUR, calendar: null, then: "remind" },
      { after: HOUR, calendar: null, then: "escalate", to: named("flo") },
      { after: HOUR, calendar: null, then: "reject" }
    ]
    const given = asked(definition([step("teams", [{ team: "finance" }, { team: "security" }], each, { expiries, veto: true })]))
    const spoken = after(
      after(given, standIn(given, "ann", "eve")),
      says(after(given, standIn(given, "ann", "eve")), "eve for ann: abstain")
    )
    expect(Approval.print(Approval.explain(spoken, monday))).toBe(
      [
        "VPN access for Ada: pending since Mon 2 Mar 2026 10:00 (UTC), asked by agent:zed",
        "  teams: open since Mon 2 Mar 2026 10:00",
        "    team finance needs 1 of 2; 1 abstained, 1 open; team security needs 1 of 3; 3 open; a no rejects it; eve votes for ann",
        "    ann: abstain by eve, Mon 2 Mar 2026 10:00",
        "    Mon 2 Mar 2026 11:00: reminds those who have not answered"
      ].join("\n")
    )
    expect(Approval.print(Approval.explain(spoken, later(1)))).toContain("12:00: flo will be asked instead of those who have not answered")
    expect(Approval.print(Approval.explain(spoken, later(2)))).toContain("13:00: is rejected if it is still open")
    expect(Approval.print(Approval.explain(spoken, later(3)))).toContain("teams: expired since Mon 2 Mar 2026 13:00, by silence")
  })
  test("weights are not taken for people, and a reason is told on one line", () => {
    const rule: Approval.Rule = { kind: "weighted", threshold: 3, weights: [{ agent: "ann", weight: 2 }] }
    const given = asked(definition([step("board", named("ann", "bo"), rule)]))
    const ballot = { step: "board", by: "ann", onBehalfOf: "ann", answer: "no" as const, reason: "too\n  board: approved" }
    expect(Approval.print(Approval.explain(after(given, Approval.vote(given, ballot, monday)), monday))).toBe(
      [
        "VPN access for Ada: rejected since Mon 2 Mar 2026 10:00 (UTC), asked by agent:zed",
        "  board: rejected since Mon 2 Mar 2026 10:00",
        "    needs 3 of 3 by weight; 2 no, 1 open",
        "    ann: no, Mon 2 Mar 2026 10:00, because: too board: approved"
      ].join("\n")
    )
  })
})

describe("as a picture", () => {
  test("the steps stand in the order in which they are asked", () => {
    const picture = Approval.mermaid(Approval.explain(halfway, monday))
    expect(picture.split("\n").slice(0, 6)).toEqual([
      "flowchart LR",
      '  asked(["VPN access for Ada"])',
      '  s0["Manager<br/>approved<br/>needs 1 of 1<br/>1 yes"]:::approved',
      '  s1["Security<br/>open<br/>needs 2 of 3<br/>1 yes, 1 no, 1 open<br/>eve votes for bo until Fri 6 Mar 2026 17#58;00"]:::open',
      '  verdict(["pending"]):::pending',
      "  asked --> s0 --> s1 --> verdict"
    ])
  })
  test("or side by side", () => {
    const picture = Approval.mermaid(Approval.explain(asked({ ...two(), order: "parallel" }), monday))
    expect(picture).toContain("  asked --> s0 --> verdict\n  asked --> s1 --> verdict\n")
  })
  test("whatever people call things, it stays a picture", () => {
    const anyName = fc.oneof(
      fc.string({ minLength: 1, unit: "binary" }),
      fc.constantFrom('"]; end', "-->", "<script>", "#quot;", "s0[x]\n  s0 --> s0")
    )
    const line =
      /^(?:flowchart LR|  asked\(\["[^"[\]<>]*"\]\)|  s\d+\["[^"[\]<>]*(?:<br\/>[^"[\]<>]*)+"\]:::[a-z]+|  verdict\(\["[a-z]+"\]\):::[a-z]+|  asked(?: --> s\d+)+ --> verdict|  classDef [a-z]+ fill:#[0-9a-f]{6},color:#222)$/
    fc.assert(
      fc.property(anyWorld, anyName, anyName, (world, subject, name) => {
        const steps = world.given.steps.map((one) => ({ ...one, name }))
        const { state, now } = play({ ...world, given: { ...world.given, steps } }).at(-1)!
        const picture = Approval.mermaid(Approval.explain({ ...state, subject }, now))
        expect(picture.split("\n").filter((one) => !line.test(one))).toEqual([])
      })
    )
  })
})
