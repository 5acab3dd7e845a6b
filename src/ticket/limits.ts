/**
 * How much one ticket holds. What exceeds it is refused by name (`TooMany`); only proposals and the thread's middle are left
 * out. `ruleFacts`: what rules may do to it within an hour; `depth`: how many systems may answer each other. What exceeds
 * these is kept from happening, and written down.
 */
export const limits = {
  messages: 100_000,
  tags: 1000,
  followers: 1000,
  participants: 100,
  proposed: 100,
  fields: 500,
  links: 1000,
  activities: 1000,
  timeEntries: 10_000,
  mentions: 100,
  files: 100,
  ticketFiles: 10_000,
  draftVersions: 100_000,
  thread: 12,
  ruleFacts: 500,
  depth: 8
} as const
