/**
 * Fills in what a definition leaves out. It takes any JSON: what it does not understand it leaves as it is, for the
 * schema to refuse under its own path. To complete what is complete already changes nothing.
 */
import { catalogue } from "../channel/catalogue.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import { standard } from "../ticket/MergePolicy.ts"
import { LONGEST } from "../ticket/Message.ts"
import * as Text from "../text/Text.ts"
import { named, withDefaults } from "./naming.ts"
import { standard as inherit } from "../ticket/inherit.ts"
import { completeApprovals } from "./completeApprovals.ts"
import { completeLifecycle } from "./completeLifecycle.ts"
import { completeLinks } from "./completeLinks.ts"
import { completePromises, spanned } from "./completePromises.ts"
import { completeQueues } from "./completeQueues.ts"
import { completeRoles } from "./completeRoles.ts"
import { completeRules } from "./completeRules.ts"
import { completeSatisfaction } from "./completeSatisfaction.ts"
import { each } from "./entries.ts"
import { standard as keeping } from "./Keeping.ts"
import { isLoose, type Loose } from "./plain.ts"
import { completeStatuses } from "./statuses.ts"

export const complete = (given: Loose): Loose => {
  const departments = each(given["departments"], named, ["support"])
  const priorities = each(given["priorities"], named, ["low", "normal", "high", "urgent"])
  const supportAddresses = each(given["supportAddresses"], supportAddress, [])
  return {
    triggerStrategy: "restart",
    acknowledge: true,
    colleagues: "none",
    onAgentCreate: "self",
    attachmentLimit: 20 * 1024 * 1024,
    approvalPage: null,
    needsNoAnswer: [],
    defaultPriority: idsOf(priorities).includes("normal") ? "normal" : null,
    ...given,
    merging: isLoose(given["merging"]) ? { ...standard, ...given["merging"] } : (given["merging"] ?? standard),
    summaries: isLoose(given["summaries"]) ? { internal: false, ...given["summaries"] } : (given["summaries"] ?? { internal: false }),
    mentions: isLoose(given["mentions"]) ? { follow: true, ...given["mentions"] } : (given["mentions"] ?? { follow: true }),
    purgeAfter: isLoose(given["purgeAfter"]) ? { ...keeping, ...given["purgeAfter"] } : (given["purgeAfter"] ?? keeping),
    ...completePromises(given),
    ...completeRules(given),
    ...completeLifecycle(given),
    approvals: completeApprovals(given["approvals"]),
    satisfaction: completeSatisfaction(given["satisfaction"]),
    timeTypes: each(given["timeTypes"], named, []),
    links: completeLinks(given["links"]),
    roles: completeRoles(given["roles"]),
    queues: completeQueues(given["queues"]),
    webhooks: each(given["webhooks"], named, []),
    statuses: completeStatuses(given["statuses"]),
    priorities,
    kinds: each(given["kinds"], kind, [...natures]),
    categories: each(given["categories"], category, []),
    fields: each(given["fields"], field, []),
    channels: each(given["channels"], channel, []),
    departments,
    brands: each(given["brands"], brand, [{ id: "main", name: brandName(given["name"]) }]),
    teams: each(given["teams"], named, []),
    agents: each(given["agents"], agentOf(idsOf(departments)), []),
    supportAddresses,
    forwarders: each(given["forwarders"], canonical, []),
    archive: canonical(given["archive"] ?? null),
    defaultAddress: given["defaultAddress"] === undefined ? firstAddress(supportAddresses) : canonical(given["defaultAddress"]),
    followUp: followUp(given["followUp"], idsOf(departments))
  }
}

/** The ids of a list, as far as they can be read. */
const idsOf = (list: unknown): ReadonlyArray<string> =>
  Array.isArray(list) ? list.flatMap((one: unknown) => (isLoose(one) && typeof one["id"] === "string" ? [one["id"]] : [])) : []

const natures: ReadonlyArray<unknown> = ["question", "incident", "problem", "task"]
const kind = (given: unknown): unknown => {
  const one = named(given)
  return isLoose(one) ? { nature: natures.includes(one["id"]) ? one["id"] : "question", ...one } : one
}

const known: ReadonlyMap<unknown, Loose> = new Map(catalogue.map((channel) => [channel.id, channel]))
const own = { inbound: true, outbound: true, threads: false, attachments: false, maxLength: null, visibility: "private" }
const channel = (given: unknown): unknown => {
  const one = typeof given === "string" ? { id: given } : given
  if (!isLoose(one)) return one
  return named(spanned({ ...own, ...known.get(one["id"]), ...one }, "answersWithin"))
}

const brand = withDefaults({ signature: "", color: "#2f5d8a" })
const brandName = (name: unknown): string => (typeof name === "string" && name.trim() !== "" ? Text.cut(name, 100) : "Main")

const agentOf =
  (departments: ReadonlyArray<string>) =>
  (given: unknown): unknown => {
    const one = withDefaults({ teams: [], departments })(given)
    return isLoose(one) && "email" in one ? { ...one, email: canonical(one["email"]) } : one
  }

const category = (given: unknown): unknown => {
  const one = named(given)
  return isLoose(one) ? { ...one, children: each(one["children"], category, []) } : one
}

const field = (given: unknown): unknown => {
  const one = named(given)
  if (!isLoose(one)) return one
  const type = one["type"]
  return {
    requiredOn: [],
    visible: false,
    ...(type === "text" ? { maxLength: LONGEST } : type === "number" ? { minimum: null, maximum: null } : {}),
    ...one,
    ...("choices" in one ? { choices: each(one["choices"], type === "tree" ? category : named, []) } : {})
  }
}

/** Spellings of one address become one; what is no address stays for the schema to refuse. */
const canonical = (given: unknown): unknown => (typeof given === "string" ? (EmailAddress.parse(given) ?? given) : given)

const supportAddress = (given: unknown): unknown => {
  const one = typeof given === "string" ? { address: given } : given
  if (!isLoose(one)) return one
  const filled: Loose = { brand: null, department: null, replyFrom: null, plus: false, ...one }
  return { ...filled, ...("address" in one ? { address: canonical(one["address"]) } : {}), replyFrom: canonical(filled["replyFrom"]) }
}

const firstAddress = (all: unknown): string | null => {
  const senders = Array.isArray(all) ? all.map((one: unknown) => (isLoose(one) ? (one["replyFrom"] ?? one["address"]) : undefined)) : []
  return senders.find((one): one is string => typeof one === "string" && !one.startsWith("*@") && EmailAddress.parse(one) === one) ?? null
}

const followUp = (given: unknown, departments: ReadonlyArray<string>): unknown => {
  const policy = { reopenWithinDays: 30, afterwards: "followUp", inherit }
  const complete = (one: unknown) => (isLoose(one) ? { ...policy, ...one } : one)
  if (!Array.isArray(given)) return complete(given === undefined ? {} : given)
  const written = new Set(given.map((one: unknown) => (isLoose(one) ? one["department"] : undefined)))
  const others = departments.filter((department) => !written.has(department))
  return [...given, ...others.map((department) => ({ department }))].map(complete)
}
