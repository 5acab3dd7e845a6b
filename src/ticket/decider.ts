/** Everything that can be asked of a ticket, and so everything that can happen to it. */
import * as Schema from "effect/Schema"
import * as Decider from "../decider/Decider.ts"
import { acceptSuggestion } from "./commands/acceptSuggestion.ts"
import { addParticipant } from "./commands/addParticipant.ts"
import { applyPolicy } from "./commands/applyPolicy.ts"
import { assign } from "./commands/assign.ts"
import { breach } from "./commands/breach.ts"
import { callWebhook } from "./commands/callWebhook.ts"
import { changeRequester } from "./commands/changeRequester.ts"
import { categorize } from "./commands/categorize.ts"
import { changeStatus } from "./commands/changeStatus.ts"
import { close } from "./commands/close.ts"
import { askErasure } from "./commands/askErasure.ts"
import { erase } from "./commands/erase.ts"
import { delegateVote } from "./commands/delegateVote.ts"
import { follow } from "./commands/follow.ts"
import { forward } from "./commands/forward.ts"
import { note } from "./commands/note.ts"
import { notify } from "./commands/notify.ts"
import { open } from "./commands/open.ts"
import { prioritize } from "./commands/prioritize.ts"
import { proposeParticipants } from "./commands/proposeParticipants.ts"
import { reachThreshold } from "./commands/reachThreshold.ts"
import { removeParticipant } from "./commands/removeParticipant.ts"
import { rename } from "./commands/rename.ts"
import { reopen } from "./commands/reopen.ts"
import { replaceApprover } from "./commands/replaceApprover.ts"
import { reply } from "./commands/reply.ts"
import { remove } from "./commands/remove.ts"
import { restore } from "./commands/restore.ts"
import { purge } from "./commands/purge.ts"
import { purgeMessages } from "./commands/purgeMessages.ts"
import { requestApproval } from "./commands/requestApproval.ts"
import { reviewApprovals } from "./commands/reviewApprovals.ts"
import { runAutomation } from "./commands/runAutomation.ts"
import { sendMail } from "./commands/sendMail.ts"
import { setDue } from "./commands/setDue.ts"
import { setField } from "./commands/setField.ts"
import { suggest } from "./commands/suggest.ts"
import { suppressRules } from "./commands/suppressRules.ts"
import { tag } from "./commands/tag.ts"
import { unfollow } from "./commands/unfollow.ts"
import { untag } from "./commands/untag.ts"
import { reportUndelivered } from "./commands/reportUndelivered.ts"
import { waiveAnswer } from "./commands/waiveAnswer.ts"
import { vote } from "./commands/vote.ts"
import { withdrawApproval } from "./commands/withdrawApproval.ts"
import { begin } from "./commands/begin.ts"
import { mergeInto } from "./commands/mergeInto.ts"
import { redirect } from "./commands/redirect.ts"
import { absorb } from "./commands/absorb.ts"
import { release } from "./commands/release.ts"
import { unmerge } from "./commands/unmerge.ts"
import { conclude } from "./commands/conclude.ts"
import { followUp } from "./commands/followUp.ts"
import { link } from "./commands/link.ts"
import { unlink } from "./commands/unlink.ts"
import { giveMessages } from "./commands/giveMessages.ts"
import { takeMessages } from "./commands/takeMessages.ts"
import { resolve } from "./commands/resolve.ts"
import { keepArticle } from "./commands/keepArticle.ts"
import { planActivity } from "./commands/planActivity.ts"
import { changeActivity } from "./commands/changeActivity.ts"
import { completeActivity } from "./commands/completeActivity.ts"
import { reopenActivity } from "./commands/reopenActivity.ts"
import { removeActivity } from "./commands/removeActivity.ts"
import { remind } from "./commands/remind.ts"
import { logTime } from "./commands/logTime.ts"
import { reverseTime } from "./commands/reverseTime.ts"
import { attach } from "./commands/attach.ts"
import { snooze } from "./commands/snooze.ts"
import { unsnooze } from "./commands/unsnooze.ts"
import { wakeUp } from "./commands/wakeUp.ts"
import { move } from "./commands/move.ts"
import { keepStatus } from "./commands/keepStatus.ts"
import { planRating } from "./commands/planRating.ts"
import { requestRating } from "./commands/requestRating.ts"
import { withdrawRating } from "./commands/withdrawRating.ts"
import { rate } from "./commands/rate.ts"
import { expireRating } from "./commands/expireRating.ts"
import { restrict } from "./commands/restrict.ts"
import type { Refusal } from "./Refusal.ts"
import type { Context, State } from "./rule.ts"

const rules = [
  open,
  reply,
  note,
  forward,
  assign,
  changeStatus,
  prioritize,
  categorize,
  setField,
  rename,
  tag,
  untag,
  follow,
  unfollow,
  addParticipant,
  removeParticipant,
  changeRequester,
  waiveAnswer,
  reportUndelivered,
  proposeParticipants,
  setDue,
  sendMail,
  notify,
  callWebhook,
  applyPolicy,
  reachThreshold,
  breach,
  runAutomation,
  suppressRules,
  requestApproval,
  vote,
  delegateVote,
  replaceApprover,
  withdrawApproval,
  reviewApprovals,
  close,
  reopen,
  begin,
  mergeInto,
  redirect,
  absorb,
  release,
  unmerge,
  giveMessages,
  takeMessages,
  link,
  unlink,
  conclude,
  followUp,
  suggest,
  acceptSuggestion,
  resolve,
  keepArticle,
  planActivity,
  changeActivity,
  completeActivity,
  reopenActivity,
  removeActivity,
  remind,
  logTime,
  planRating,
  requestRating,
  withdrawRating,
  rate,
  expireRating,
  reverseTime,
  move,
  keepStatus,
  attach,
  snooze,
  unsnooze,
  wakeUp,
  remove,
  restore,
  purge,
  purgeMessages,
  restrict,
  erase,
  askErasure
] as const
type Rules = (typeof rules)[number]

export type Command = Decider.CommandOf<Rules>
export type Event = Decider.EventOf<Rules>

export const Command: Schema.Codec<Command> = Schema.Union(rules.map((rule) => rule.schema)) as never
export const Event: Schema.Codec<Event> = Schema.Union(rules.flatMap((rule) => rule.events.map((event) => event.schema))) as never

type TicketDecider = Decider.Decider<State, Command, Event, Refusal, Context>
export const decider: TicketDecider = Decider.weave(undefined, rules)
export const { decide, evolve }: TicketDecider = decider
export const replay: (history: ReadonlyArray<Event>, from?: State) => State = Decider.replay(decider)
