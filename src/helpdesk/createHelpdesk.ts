/** The front door: a help desk from a workspace, in memory unless it is told where to keep things. */
import * as Actor from "../people/Actor.ts"
import { join } from "../sla/Promises.ts"
import * as Ticket from "../ticket/index.ts"
import * as Timeline from "../ticket/Timeline.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { answerable } from "./answerable.ts"
import { approvalVerbs } from "./approvals.ts"
import { build } from "./build.ts"
import { channelVerbs } from "./channels.ts"
import { decodeCommand } from "./codec.ts"
import { Contended, NotConfigured, RequesterMissing } from "./Failure.ts"
import { asked, count, search } from "./finding.ts"
import type { Helpdesk, Options } from "./Helpdesk.ts"
import type { House } from "./House.ts"
import type { Asking, Said } from "./inputs.ts"
import { type Deed, type Doer, macrosFor, perform, performAll, preview } from "./perform.ts"
import { setAvailability } from "./presence.ts"
import { viewCounts, viewPage, viewsOf } from "./views.ts"
import { quarantined } from "./quarantine.ts"
import { joining } from "./joining.ts"
import { linking } from "./linking.ts"
import { surveying } from "./surveying.ts"
import { whoAsks } from "./whoAsks.ts"
import { working } from "./working.ts"
import { collaborating } from "./collaborating.ts"
import { moving } from "./moving.ts"
import { privacy } from "./privacy.ts"
import { remembering } from "./remembering.ts"
import { removing } from "./removing.ts"
import { existing, history, strandsOf, streamOf } from "./load.ts"
import { probe } from "./probe.ts"
import { run } from "./run.ts"
import { admit } from "./sight.ts"
import { mayOpen } from "./mayOpen.ts"
import { permitting } from "./permitting.ts"
import type { Done, KeyHeld } from "./together.ts"
import { wayOut } from "./wayOut.ts"
import { addressOf, contentOf, defined, instantOf, openCommand, requesterOf } from "./wishes.ts"
import { story } from "./story.ts"
import { tick } from "./tick.ts"

export const createHelpdesk = <const W extends Workspace>(options: Options<W>): Helpdesk<W> => {
  const house = build(options)
  const { mail } = options

  /** One command for one ticket, by somebody: what most verbs are. `made` replaces what is written of it. */
  const act = async (tag: Ticket.Command["_tag"], ticketId: string, input: Asking<W>, made: Made = {}): Promise<Done> => {
    const { as, via, commandId, expectedVersion, depth, ...own } = input
    const doer = await doerOf(house, ticketId, input)
    const command = decodeCommand({ _tag: tag, ...defined({ ...own, ...(typeof made === "function" ? await made(doer) : made) }) })
    return settled(await run(house, { ticketId, commands: () => [command], ...doer }))
  }
  const verb = (tag: Ticket.Command["_tag"]) => (ticketId: string, input: Asking<W>) => act(tag, ticketId, input)
  const message =
    (tag: "Reply" | "Note" | "Forward") =>
    (ticketId: string, input: Asking<W> & Said): Promise<Done> =>
      act(tag, ticketId, input, async (doer) => {
        const { text, attachments = [], as, via, commandId, expectedVersion, depth, ...own } = input
        // Tried with a word first, so that no file is kept for nothing.
        if (attachments.length > 0) {
          const word = decodeCommand({ _tag: tag, ...defined({ ...own, content: { text: "?" } }) })
          await probe(house, { subject: await existing(house, ticketId), commands: [word] }, doer)
        }
        return { content: await contentOf(house, { text, attachments }), text: undefined, attachments: undefined }
      })
  const doing = async (ticketId: string, input: Asking<W> & Deed): Promise<Done> =>
    settled(await perform(house, ticketId, input, await admitted(house, ticketId, input)))
  const deliver = async () => (await worker()).deliverDue(house)
  const pump = clockwork(async () => {
    await tick(house)
    await deliver()
  })

  const desk: Helpdesk<W> = {
    workspace: options.workspace,
    open: async (input) => {
      const ticketId = input.id ?? input.commandId ?? house.newId()
      await answerable(house, input.via ?? "api", input.requester)
      if (input.as !== undefined && input.as !== "requester") await mayOpen(house, input.as, input)
      const requester = await requesterOf(house, input.requester)
      const content = await contentOf(house, input)
      const actor = input.as === undefined || input.as === "requester" ? Actor.requester(requester.id) : input.as
      const { keys, ...way } = await wayOut(house, input, actor, ticketId)
      const commands = (draw: number) => [
        decodeCommand(defined(openCommand(input, { ticketId, reference: Ticket.Reference.of(ticketId, draw), requester, content, ...way })))
      ]
      if (input.followUpOf !== undefined) {
        const doer = { actor, via: input.via ?? "api", commandId: input.commandId }
        return settled(await (await follows()).openNext(house, { ticketId, commands, ...doer }))
      }
      return settled(await run(house, { ticketId, commands, actor, via: input.via ?? "api", commandId: input.commandId, keys }))
    },
    reply: message("Reply"),
    note: message("Note"),
    forward: message("Forward"),
    assign: verb("Assign"),
    rename: verb("Rename"),
    changeStatus: verb("ChangeStatus"),
    prioritize: verb("Prioritize"),
    categorize: verb("Categorize"),
    setField: verb("SetField"),
    tag: verb("Tag"),
    untag: verb("Untag"),
    follow: verb("Follow"),
    unfollow: verb("Unfollow"),
    addParticipant: (id, input) =>
      act("AddParticipant", id, input, {
        participant: { address: addressOf(input.address, "address"), name: input.name ?? "" },
        address: undefined,
        name: undefined
      }),
    removeParticipant: (id, input) => act("RemoveParticipant", id, input, { address: addressOf(input.address, "address") }),
    setDue: async (id, { due, ...input }) => act("SetDue", id, input, { due: due === null ? null : instantOf(due, "due") }),
    rebind: async (ticketId, input) =>
      settled(await run(house, { ticketId, commands: () => [], ...(await doerOf(house, ticketId, input)), rebind: true })),
    previewRebind: async (ticketId) => (await promised()).previewRebind(house, ticketId),
    deadlines: async (ticketId, at) => (await promised()).deadlines(house, ticketId, at === undefined ? undefined : instantOf(at, "at")),
    explainDue: async (ticketId, metric, at) =>
      (await promised()).explainDue(house, ticketId, metric, at === undefined ? undefined : instantOf(at, "at")),
    ...approvalVerbs<W>(house, act, settled),
    drain: async () => (await queues()).drain(house),
    explainAssignment: async (ticketId) => (await queues()).explainAssignment(house, ticketId),
    setAvailability: async (agent, { away, until = null }) =>
      setAvailability(house, agent, { away, until: until === null ? null : instantOf(until, "until") }),
    waiveAnswer: verb("WaiveAnswer"),
    close: verb("Close"),
    reopen: verb("Reopen"),

    perform: doing,
    preview: async (ticketId, { workspace, ...input }) =>
      preview(workspace === undefined ? house : under(house, workspace), ticketId, input, await admitted(house, ticketId, input)),
    performAll: (ticketIds, { commandId, onProgress, ...input }) =>
      performAll(
        ticketIds,
        (ticketId) => doing(ticketId, commandId === undefined ? input : { ...input, commandId: `${commandId}:${ticketId}` }),
        onProgress === undefined ? {} : { onProgress }
      ),
    macros: ({ as, ticketId }) => macrosFor(house, as, ticketId),
    views: ({ as }) => viewsOf(house, as),
    view: (id, { as, ...page }) => viewPage(house, id, as, page),
    viewCounts: ({ as }) => viewCounts(house, as),
    explain: async (ticketId) => (await rehearsal()).explain(house, (await existing(house, ticketId)).ticket.id),
    whyNot: async (rule, ticketId) => (await rehearsal()).whyNotNow(house, rule, ticketId),
    rehearse: async ({ where, workspace, ...rest } = {}) =>
      (await rehearsal()).rehearseAll(workspace === undefined ? house : under(house, workspace), {
        ...rest,
        where: where === undefined ? undefined : asked(house, where)
      }),

    ...channelVerbs<W>(house),
    ...permitting<W>(
      house,
      () => desk,
      (ticketId, input, made) => act("Restrict", ticketId, input, made)
    ),
    ...removing<W>(house, mail?.parser && { parser: mail.parser, authserv: mail.authserv }),
    ...linking<W>(house, (ticketId, input) => admitted(house, ticketId, input)),
    ...working<W>(house, (ticketId, input) => admitted(house, ticketId, input)),
    ...whoAsks<W>(house, (ticketId, input) => admitted(house, ticketId, input)),
    ...collaborating<W>(house, (ticketId, input) => admitted(house, ticketId, input), act),
    ...surveying<W>(house, act, settled),
    ...joining<W>(house, (ticketId, input) => admitted(house, ticketId, input)),
    ...moving<W>(house, (ticketId, input) => admitted(house, ticketId, input), act),
    ...privacy<W>(house),
    ...remembering<W>(house, (ticketId, input) => admitted(house, ticketId, input), act, settled),

    get: async (ticket) => {
      const found = await existing(house, await streamOf(house, ticket))
      return { ticket: found.ticket, version: found.version }
    },
    find: (find = {}) => search(house, find),
    count: (conditions) => count(house, conditions),
    events: async (ticketId) => history(house, (await existing(house, ticketId)).ticket.id),
    timeline: async (ticketId, { as = "agent" } = {}) => {
      const { ticket } = await existing(house, ticketId)
      const [events, others] = await Promise.all([history(house, ticket.id), strandsOf(house, ticket)])
      return story((as === "agent" ? Timeline.forAgents : Timeline.forCustomer)(house.workspace, events, others))
    },

    requester: async (id) => {
      const requester = await house.directory.get(house.tenant, id)
      if (requester === undefined) throw new RequesterMissing({ reason: `there is nobody with the id ${id}` })
      return requester
    },
    addOrganization: (organization) => house.directory.addOrganization(house.tenant, organization),

    receive: async (raw) => {
      if (mail?.parser === undefined) throw new NotConfigured({ needs: "mail.parser" })
      // Fetched by the first mail: a desk without mail does not carry what reads it.
      const { receive } = await import("./receive.ts")
      return receive(house, raw, { parser: mail.parser, authserv: mail.authserv })
    },
    quarantine: (limit = 100) => quarantined(house, limit),
    deliver,
    tick: () => tick(house),
    start: pump.start,
    stop: async () => {
      await pump.stop()
      await mail?.outbound?.close()
      await mail?.parser?.close()
      await house.storage.close()
    }
  }
  return desk
}

/** What the core takes in another form. */
type Made = object | ((doer: Doer) => Promise<object>)

/** Fetched when they are first asked for: a desk begins without what most requests do not need. */
const worker = () => import("./worker.ts")
const promised = () => import("./deadlines.ts")
const queues = () => import("./queues.ts")
const follows = () => import("./followUp.ts")
const rehearsal = () => import("./rehearsal.ts")

/** The same desk under other rules: to look, not to touch. */
const under = (house: House, workspace: Workspace): House => ({
  ...house,
  workspace,
  get promises() {
    return join(house.promises, workspace.promises)
  }
})

/** Who asks, whatever it is that they ask for. */
const doerOf = async <W extends Workspace>(
  house: House,
  ticketId: string,
  { as, via, commandId, expectedVersion, depth }: Asking<W>
): Promise<Doer> => {
  const actor = as === "requester" ? Actor.requester((await existing(house, ticketId)).ticket.requester.id) : as
  // Neither what was granted before nor a version is a matter of the core, so it is asked here.
  if (commandId !== undefined || expectedVersion !== undefined) await admit(house, actor, ticketId)
  return { actor, via: via ?? "api", commandId, expectedVersion, depth }
}

/** The same, for wishes that look at more than this ticket before the core is asked. */
const admitted = async <W extends Workspace>(house: House, ticketId: string, input: Asking<W>): Promise<Doer> => {
  const doer = await doerOf(house, ticketId, input)
  await admit(house, doer.actor, ticketId)
  return doer
}

/** A key held by somebody else is a matter of mail alone; other wishes meet it when many write at once. */
const settled = (done: Done | KeyHeld): Done => {
  if ("keyHeld" in done) throw new Contended({ ticketId: done.stream, attempts: 1 })
  return done
}

/** Runs a job again and again, one at a time. */
const clockwork = (job: () => Promise<unknown>) => {
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<unknown> = Promise.resolve()
  return {
    start: (everyMs = 1000) => {
      timer ??= setInterval(() => {
        underWay = underWay.then(job).catch(() => undefined)
      }, everyMs)
    },
    stop: async () => {
      clearInterval(timer)
      timer = undefined
      await underWay
    }
  }
}
