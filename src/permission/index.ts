/** Who may do what with which tickets. */
export { capabilities, Capability } from "./Capability.ts"
export { Colleagues, Grant, Role } from "./Role.ts"
export { type Asking, can, type Matter, type Verdict } from "./can.ts"
export { neededBy, needs } from "./needs.ts"
export { type Person, reachOf, reachOutside, type Rights } from "./reach.ts"
export * as roles from "./roles.ts"
