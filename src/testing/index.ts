/** For those who test: contracts that an adapter must keep, given / when / then, and arbitraries for properties of your own. */
export type { Clause, Runs } from "./Clause.ts"
export { storageContract } from "./storageContract.ts"
export { blobsContract } from "./blobsContract.ts"
export { outboundContract } from "./mailContract.ts"
export { type InletBench, inletContract, type OutletBench, outletContract } from "./channelContract.ts"
export { given } from "./given.ts"
export { broken } from "./invariant.ts"
export * as arbitraries from "./arbitraries.ts"
