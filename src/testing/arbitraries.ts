/**
 * Whatever may happen to a desk, as fast-check arbitraries: texts as hostile as mail is, workspaces of every
 * shape, commands wise and foolish, and whole histories that the rules themselves have granted.
 */
export * from "./arbitraries/calendar.ts"
export * from "./arbitraries/command.ts"
export * from "./arbitraries/content.ts"
export * from "./arbitraries/history.ts"
export * from "./arbitraries/text.ts"
export * from "./arbitraries/vocabulary.ts"
