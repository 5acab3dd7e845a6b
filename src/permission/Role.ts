/** What a kind of agent may do, and where. Data, so that it can be stored and edited. */
import * as Schema from "effect/Schema"
import { Question } from "../condition/Variable.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Capability } from "./Capability.ts"

/** Of the tickets that meet `where`; it may ask for what is `my` own. A store must be able to answer it. */
export class Grant extends Schema.Opaque<Grant>()(
  Schema.Struct({ can: Schema.Array(Capability).check(Schema.isMaxLength(100)), where: Question })
) {}

export class Role extends Schema.Opaque<Role>()(
  Schema.Struct({ id: Slug, name: Text.filled(100), grants: Schema.Array(Grant).check(Schema.isMaxLength(100)) })
) {}

/** What other people of a requester's organization may do with the tickets of the organization. */
export const Colleagues = Schema.Literals(["none", "read", "reply"])
export type Colleagues = typeof Colleagues.Type
