/** Queues that wait for ever: no agent of the workspace can have such a ticket, however much time passes. */
import { type Queue, skillsFor, waiting } from "../../../assignment/Queue.ts"
import { relaxingOf } from "../../../assignment/Strategy.ts"
import type { Finding } from "../Finding.ts"
import type { Rulebook } from "../Rulebook.ts"
import { every, judge } from "../space/judge.ts"
import { find } from "../space/search.ts"
import { startOf } from "../stage/commit.ts"
import { factsOf } from "../../ticketFacts.ts"
import { witnessOf } from "../witness.ts"
import type { Workspace } from "../../Workspace.ts"

export const nobodyFits = ({ workspace, spaceOf }: Rulebook): ReadonlyArray<Finding> =>
  workspace.queues.flatMap((queue, place) => {
    const asked = [undefined, ...queue.skills]
    return (
      asked
        .flatMap((skill): ReadonlyArray<Finding> => {
          const conditions = [waiting(queue), ...(skill === undefined ? [] : [skill.where])]
          const space = spaceOf(conditions)
          for (const glimpse of find(space, (one) => every(conditions, (condition) => judge(condition, one)), 1)) {
            const facts = factsOf(startOf(glimpse, workspace).ticket, workspace)
            const skills = skillsFor(queue, facts).filter((one) => relaxingOf(queue.strategy, one) === null)
            if (hasSomebody(queue, skills, facts["team"] as string | null, workspace)) continue
            const who = skills.length === 0 ? "who may get its tickets" : `who knows ${skills.join(", ")}`
            return [
              {
                check: "nobodyFits",
                severity: "error",
                path: skill === undefined ? `queues[${place}]` : `queues[${place}].skills[${queue.skills.indexOf(skill)}]`,
                rules: [queue.id],
                problem: `Queue "${queue.id}" has no agent ${who}: such a ticket waits for ever.`,
                witness: witnessOf(glimpse)
              }
            ]
          }
          return []
        })
        // Where there is nobody at all, no skill is to blame.
        .filter((_, i, all) => i === 0 || all[0]!.path !== `queues[${place}]`)
    )
  })

const hasSomebody = (queue: Queue, skills: ReadonlyArray<string>, own: string | null, { candidates }: Workspace): boolean => {
  const team = own ?? queue.team
  return candidates.some(
    (one) =>
      !queue.strategy.excluded.includes(one.agent) &&
      (team === null || one.teams.includes(team)) &&
      one.capacity !== 0 &&
      skills.every((skill) => one.skills.includes(skill))
  )
}
