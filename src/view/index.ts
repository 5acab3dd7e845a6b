/** Lists of tickets that people work from. */
export { moves, type Move } from "./membership.ts"
export { Order, View } from "./View.ts"
