/** Whole commands through the front door, one transaction each. */
import { join } from "node:path"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type * as Ticket from "../../src/ticket/index.ts"
import { history, secrets, workspace } from "./data.ts"
import { documentPattern } from "./documentPattern.ts"
import { interleaved } from "./measure.ts"
import * as Peers from "./peers.ts"
import { opened, spreading } from "./reducers.ts"
import { byHand, filledByHand, type Sample, text, TICKETS } from "./sample.ts"
import { fasterThanPeer, type Tell, timesLimit } from "./table.ts"

export const commands = async (tell: Tell, folder: string, sample: Sample, synchronous: "NORMAL" | "FULL"): Promise<void> => {
  const desk = createHelpdesk({
    workspace,
    storage: await openSqlite(join(folder, `desk-${synchronous}.sqlite`), { synchronous }),
    mail: { secrets }
  })
  const requester = { email: "ada@example.org" }
  for (let i = 0; i < TICKETS; i++)
    await desk.open({ id: `t-${i}`, requester, subject: `Ticket ${i}`, text, as: "agent:agent1", receivedAt: "help@desk.example" })
  const store = documentPattern(join(folder, `hand-${synchronous}.sqlite`), synchronous)
  const versions = filledByHand(store, sample, TICKETS)
  const { CommandHandler, getSQLiteEventStore } = await Peers.emmett()
  const events = getSQLiteEventStore({ fileName: join(folder, `emmett-${synchronous}.sqlite`) })
  const spread = spreading()
  const first = history("t-0", 1, 1)[0] as Ticket.Opened
  const command = CommandHandler<Ticket.Ticket, { readonly type: string; readonly data: Ticket.Event }>({
    evolve: (state, { data }) => spread(state, data),
    initialState: () => opened(first)
  })
  const said = { type: "Replied", data: sample.write.events[0] as unknown as Ticket.Event }
  let ours = 0
  let hand = 0
  let theirs = 0
  const figures = await interleaved({
    ours: {
      run: async (times) => {
        for (let i = 0; i < times; i++) await desk.reply(`t-${ours++ % TICKETS}`, { as: "agent:agent1", text })
      }
    },
    limit: {
      run: (times) => {
        for (let i = 0; i < times; i++) {
          const place = hand++ % TICKETS
          store.commit([byHand(sample, `t-${place}`, versions[place]!++)])
        }
      }
    },
    peer: {
      run: async (times) => {
        for (let i = 0; i < times; i++) await command(events, `ticket-${theirs++ % TICKETS}`, () => said)
      }
    }
  })
  await desk.stop()
  store.close()
  tell({
    what: `SQLite ${synchronous}: one whole command, event of ${JSON.stringify(said.data).length} bytes`,
    unit: "ns",
    ours: figures.ours,
    limit: { name: "document pattern", figure: figures.limit },
    peer: { name: "emmett-sqlite (FULL)", figure: figures.peer },
    goals: [timesLimit(1.5), fasterThanPeer(10)]
  })
}
