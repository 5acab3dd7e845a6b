export * as Ticket from "./ticket/index.ts"
