/** The number of each tenant: every row begins with it, and nothing is asked without it. */
import type { Connection } from "./Connection.ts"

/** 0, which nobody has, for a tenant that never wrote. */
export const tenantOf = (connection: Connection, name: string): number => {
  const known = connection.tenants.get(name)
  if (known !== undefined) return known
  const row = connection.sql("SELECT number FROM desk_tenants WHERE name = ?").get(name) as { number: number } | undefined
  if (row === undefined) return 0
  connection.tenants.set(name, row.number)
  return row.number
}

/** Inside a commit: the number, given now if this is the first. */
export const enrol = (connection: Connection, name: string): number =>
  tenantOf(connection, name) || Number(connection.sql("INSERT INTO desk_tenants (name) VALUES (?)").run(name).lastInsertRowid)

/** Room for the events of one tenant: with 2 to the 20th tenants every position is an exact number in JavaScript. */
const ROOM = 2 ** 33

/** The position of an event in the database from its place in the tenant's feed, which begins at 1; no place leads to another tenant. */
export const positionOf = (tenant: number, place: number): number => tenant * ROOM + Math.max(place, 0)
export const placeOf = (tenant: number, position: number): number => position - tenant * ROOM
export const lastPosition = (tenant: number): number => tenant * ROOM + ROOM - 1
