/** The past of a long ticket: folded, looked up at a moment, drawn. */
import { replay } from "../../src/desk/replay.ts"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import type { Json } from "../../src/storage/Storage.ts"
import { memory } from "../../src/storage/memory.ts"
import { vaulted } from "../../src/storage/vault/vaulted.ts"
import { documentOf } from "../../src/desk/handle.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { history, workspace } from "./data.ts"
import { interleaved, repeat } from "./measure.ts"
import { atMost, type Tell } from "./table.ts"

const EVENTS = 10_000

export const measure = async (tell: Tell): Promise<void> => {
  const events = history("t-1", EVENTS, 1)
  const ticket = Ticket.replay(events)!
  const storage = memory()
  await vaulted(storage).commit("main", {
    command: { id: "c-1", digest: "" },
    at: ticket.updatedAt,
    streams: [
      { stream: "t-1", expected: 0, events: events as unknown as ReadonlyArray<Json>, document: documentOf(desk, ticket), words: "" }
    ],
    keys: [],
    effects: []
  })
  const helpdesk = createHelpdesk({ workspace, storage })
  const half = ticket.openedAt + (ticket.updatedAt - ticket.openedAt) / 2
  const figures = await interleaved(
    {
      fold: { run: (times) => repeat(times, () => Ticket.replay(events)) },
      replay: { run: (times) => repeat(times, () => replay(desk, events)) },
      draw: { run: (times) => repeat(times, () => Ticket.drawLife(workspace, events)) },
      stateAt: {
        run: async (times) => {
          for (let i = 0; i < times; i++) await helpdesk.stateAt("t-1", Math.round(half))
        }
      },
      audienceAt: {
        run: async (times) => {
          for (let i = 0; i < times; i++) await helpdesk.audienceAt("t-1", Math.round(half), "requester")
        }
      }
    },
    { rounds: 5, round: 200 }
  )
  tell({ what: `fold a ticket of ${EVENTS} events`, unit: "ns", ours: figures.fold, goals: [atMost(50e6, "ns")] })
  tell({ what: "  with its clocks, and what rules remember", unit: "ns", ours: figures.replay, goals: [] })
  tell({ what: "  read, decode, and stand at the half of it", unit: "ns", ours: figures.stateAt, goals: [] })
  tell({ what: "  the same, as its requester saw it", unit: "ns", ours: figures.audienceAt, goals: [] })
  tell({ what: "  draw its life", unit: "ns", ours: figures.draw, goals: [] })
  const bytes = new TextEncoder().encode(Ticket.drawLife(workspace, events)).length
  tell({ what: "  the picture", unit: "B", ours: bytes, goals: [atMost(100_000, "B")] })
  await helpdesk.stop()
}

const desk = { workspace, promises: workspace.promises }
