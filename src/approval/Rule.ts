/** How many must say yes. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"

const Some = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1000 }))

/**
 * `percent`: of all who are asked, rounded up. `perGroup`: so many of each source, and who belongs to two of them counts
 * in both; by every other rule a person counts once. `weighted`: an approver who is not listed weighs 1.
 *
 * What is needed depends on who is asked, never on who answers: an abstention is an answer, and not a yes.
 */
export const Rule = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("any") }),
  Schema.Struct({ kind: Schema.Literal("all") }),
  Schema.Struct({ kind: Schema.Literal("quorum"), count: Some }),
  Schema.Struct({ kind: Schema.Literal("percent"), percent: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })) }),
  Schema.Struct({ kind: Schema.Literal("perGroup"), count: Some }),
  Schema.Struct({
    kind: Schema.Literal("weighted"),
    threshold: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })),
    weights: Schema.Array(Schema.Struct({ agent: Slug, weight: Some })).check(Schema.isMaxLength(1000))
  })
]).annotate({ expected: "a rule with kind: any, all, quorum, percent, perGroup or weighted, and its numbers" })
export type Rule = typeof Rule.Type

/** How much must say yes where `asked` people are asked; never nothing. */
export const needOf = (rule: Rule, asked: number): number => {
  switch (rule.kind) {
    case "any":
      return 1
    case "all":
      return Math.max(1, asked)
    case "percent":
      return Math.max(1, Math.ceil((rule.percent * asked) / 100))
    case "weighted":
      return rule.threshold
    case "quorum":
    case "perGroup":
      return rule.count
  }
}

export const weightOf = (rule: Rule, agent: string): number =>
  rule.kind === "weighted" ? (rule.weights.find((one) => one.agent === agent)?.weight ?? 1) : 1
