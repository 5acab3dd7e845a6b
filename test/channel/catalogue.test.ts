import * as Result from "effect/Result"
import * as SchemaParser from "effect/SchemaParser"
import { describe, expect, test } from "vitest"
import { catalogue } from "../../src/channel/catalogue.ts"
import { Channel } from "../../src/channel/Channel.ts"

const decode = SchemaParser.decodeUnknownResult(Channel, { errors: "all", onExcessProperty: "error" })
const channels = new Map<string, Channel>(catalogue.map((channel) => [channel.id, channel]))

describe("the catalogue of channels", () => {
  test("has the eight ways in: mail, website, form, phone, chat window, forum, X, Facebook", () => {
    for (const id of ["email", "webWidget", "webForm", "phone", "liveChat", "community", "x", "facebook"]) {
      expect(channels.get(id)?.inbound).toBe(true)
    }
  })
  test("has what people write by, each once, and every entry is a channel", () => {
    expect(channels.size).toBe(catalogue.length)
    for (const channel of catalogue) expect(decode(channel)).toEqual(Result.succeed(channel))
  })
  test("what everybody can read is marked as public, and nothing else is", () => {
    expect([...channels.values()].filter((one) => one.visibility === "public").map((one) => one.id)).toEqual([
      "helpCenter",
      "community",
      "facebook",
      "x"
    ])
  })
  test("short messages stay short", () => {
    expect(channels.get("x")?.maxLength).toBe(280)
    expect(channels.get("sms")).toMatchObject({ maxLength: 1600, attachments: false, threads: false })
    expect(channels.get("email")?.maxLength).toBeNull()
  })
  test("what only comes in cannot tell to which earlier message it belongs", () => {
    for (const channel of channels.values()) if (!channel.outbound) expect([channel.id, channel.threads]).toEqual([channel.id, false])
  })
})
