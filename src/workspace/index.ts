/** The workspace: what a desk is configured with, said in few words or in full. */
export { decodeWorkspace, defineWorkspace } from "./define.ts"
export type * from "./Words.ts"
export { Definition, encode } from "./Definition.ts"
export { customerStatus } from "./customerStatus.ts"
export type { Workspace } from "./Workspace.ts"
export { Problem } from "../text/Problem.ts"
export { WorkspaceInvalid } from "./WorkspaceInvalid.ts"
