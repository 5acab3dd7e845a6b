/** One end of a link, and what it keeps a ticket from. */
import { describe, expect, test } from "vitest"
import { given } from "../../src/testing/given.ts"
import { edgesOf, type Event, limits, linksOf } from "../../src/ticket/index.ts"
import * as LinkType from "../../src/ticket/LinkType.ts"
import type { Neighbour } from "../../src/ticket/Neighbour.ts"
import { ada, asked, bo, by } from "./acme.ts"

const [first] = asked as readonly [Extract<Event, { _tag: "Opened" }>]
/** Nothing else keeps it from being closed. */
const opened = { ...first, fields: [{ field: "cause", value: "worn out" }] }
const end = { side: "to", ticket: "t-2", reference: "2222-2222" } as const
const near = (type: string, side: "to" | "from", statusCategory: Neighbour["statusCategory"] = "open"): Neighbour => ({
  type,
  side,
  ticket: `t-${type}-${side}`,
  reference: `${type} ${side}`,
  statusCategory
})

describe("which end leads", () => {
  test.each([
    ["parent", "to"],
    ["problem", "to"],
    ["duplicate", "from"],
    ["blocks", "from"]
  ] as const)("%s: the one that it is said %s", (id, side) => {
    const type = LinkType.standard.find((one) => one.id === id)!
    expect([LinkType.leads(type, { side }), LinkType.leads(type, { side: LinkType.across(type, side) })]).toEqual([true, false])
  })
  test("of a link without direction both do, and both ends are called the same", () => {
    const type = LinkType.standard.find(({ id }) => id === "related")!
    expect([LinkType.isSymmetric(type), LinkType.across(type, "to"), LinkType.leads(type, { side: "to" })]).toEqual([true, "to", true])
  })
})

describe("a ticket among others", () => {
  test("waits for its open children and for what blocks it, and for nobody else", () => {
    const neighbours = [
      near("parent", "to"),
      near("parent", "from"),
      near("blocks", "from", "pending"),
      near("blocks", "to"),
      near("problem", "to"),
      near("gone", "to")
    ]
    given(opened)
      .when({ _tag: "Close" }, by(bo, 0, { neighbours }))
      .thenRefused("Blocked", { by: ["parent to", "blocks from"], status: "closed" })
    given(opened)
      .when({ _tag: "ChangeStatus", status: "pending" }, by(bo, 0, { neighbours }))
      .thenTicket({ status: "pending" })
    const done = neighbours.map((one) => ({ ...one, statusCategory: "solved" as const }))
    given(opened)
      .when({ _tag: "Close" }, by(bo, 0, { neighbours: done }))
      .thenTicket({ status: "closed" })
  })
  test("comes back to life whatever it is linked with", () => {
    const neighbours = [near("parent", "to")]
    const closed = given(opened).when({ _tag: "Close" }, by(bo)).events
    given(opened, ...closed)
      .when({ _tag: "Reopen" }, by(bo, 1, { neighbours }))
      .thenTicket({ status: "open" })
  })
  test("holds so many links, and no more", () => {
    const { at, via } = opened
    const many = Array.from({ length: limits.links }, (_, n): Event => ({
      _tag: "Linked",
      at,
      by: bo,
      via,
      type: "related",
      ...end,
      ticket: `o-${n}`
    }))
    given(opened, ...many)
      .when({ _tag: "Link", type: "related", ...end }, by(bo))
      .thenRefused("TooMany", { what: "links", limit: limits.links })
    given(opened, ...many)
      .when({ _tag: "Link", type: "related", ...end, ticket: "o-7" }, by(bo))
      .thenNothing()
    const followed = Array.from({ length: limits.links }, (_, n): Event => ({
      _tag: "FollowedUp",
      at,
      by: bo,
      via,
      ticket: `o-${n}`,
      reference: ""
    }))
    given(opened, ...followed)
      .when({ _tag: "FollowUp", ticket: "o-new", reference: "" }, by(ada))
      .thenRefused("TooMany", { what: "follow-ups" })
  })
  test("a link of a type that is no more can still be taken away", () => {
    const { at, via } = opened
    const old = { type: "cousin", ...end } as const
    given(opened, { _tag: "Linked", at, by: bo, via, ...old })
      .when({ _tag: "Unlink", ...old }, by(bo))
      .thenTicket({ edges: { links: [] } })
  })
  test("follow-ups are links that the desk makes by itself", () => {
    const ticket = {
      ...given(opened).when({ _tag: "FollowUp", ticket: "t-8", reference: "8888-8888" }, by(ada)).ticket!,
      followUpOf: "t-0"
    }
    expect(linksOf(ticket)).toEqual([
      { type: "followUp", side: "to", ticket: "t-0" },
      { type: "followUp", side: "from", ticket: "t-8" }
    ])
    expect(edgesOf(ticket).links).toEqual([])
  })
})
