/**
 * What the benchmarks compare with, as far as they use it. Loaded by name: these packages are installed beside the
 * benchmarks alone, and everything else must compile without them.
 */
const load = async <T>(name: string): Promise<T> => (await import(name)) as T

type Fold<S, E> = (state: S, event: E) => S

export const xstate = () =>
  load<{
    readonly createMachine: (config: object) => object
    readonly assign: (change: (of: never) => unknown) => object
    readonly initialTransition: (machine: object, input: unknown) => readonly [snapshot: object, actions: unknown]
    readonly transition: (
      machine: object,
      snapshot: object,
      event: { readonly type: string }
    ) => readonly [snapshot: object, actions: unknown]
  }>("xstate")

export const immer = () =>
  load<{ readonly produce: <S>(state: S, change: (draft: S) => void) => S; readonly setAutoFreeze: (on: boolean) => void }>("immer")

interface Zod {
  readonly [method: string]: (...parts: ReadonlyArray<unknown>) => ZodType
}
export interface ZodType {
  readonly [method: string]: (...parts: ReadonlyArray<unknown>) => ZodType
}
export const zod = async () => (await load<{ readonly z: Zod }>("zod")).z

export const rulesEngine = () =>
  load<{
    readonly Engine: new (rules: ReadonlyArray<object>) => {
      readonly run: (facts: object) => Promise<{ readonly events: ReadonlyArray<{ readonly params: { readonly place: number } }> }>
    }
  }>("json-rules-engine")

export const replyParser = async () => {
  const { default: Parser } = await load<{
    readonly default: new () => { readonly read: (text: string) => unknown; readonly parseReply: (text: string) => string }
  }>("email-reply-parser")
  return new Parser()
}

interface Said {
  readonly type: string
  readonly data: object
}
export interface EventStore {
  readonly appendToStream: (
    stream: string,
    events: ReadonlyArray<Said>,
    options?: { readonly expectedStreamVersion?: bigint }
  ) => Promise<{ readonly nextExpectedStreamVersion: bigint }>
  readonly readStream: (stream: string) => Promise<{ readonly events: ReadonlyArray<unknown> }>
}
export const emmett = async () => {
  const core = await load<{
    readonly getInMemoryEventStore: () => EventStore
    readonly CommandHandler: <S, E extends Said>(options: {
      readonly evolve: Fold<S, E>
      readonly initialState: () => S
    }) => (store: EventStore, stream: string, decide: (state: S) => E) => Promise<unknown>
  }>("@event-driven-io/emmett")
  const sqlite = await load<{ readonly getSQLiteEventStore: (options: { readonly fileName: string }) => EventStore }>(
    "@event-driven-io/emmett-sqlite"
  )
  return {
    ...core,
    getSQLiteEventStore: (options: { readonly fileName: string }): EventStore => {
      const store = sqlite.getSQLiteEventStore(options)
      return { ...store, appendToStream: (...what) => patiently(() => store.appendToStream(...what)) }
    }
  }
}

/** Now and then its commit meets a statement of its own that has not ended. */
const patiently = async <A>(work: () => Promise<A>, tries = 5): Promise<A> => {
  try {
    return await work()
  } catch (cause) {
    if (tries <= 1) throw cause
    return patiently(work, tries - 1)
  }
}

export interface BusinessDay {
  readonly businessMinutesDiff: (other: BusinessDay) => number
  readonly addBusinessMinutes: (minutes: number) => { readonly valueOf: () => number }
}
/** Nine to five on weekdays, by the clock of the process, with these holidays. */
export const dayjsBusinessTime = async (holidays: ReadonlyArray<string>): Promise<(at: number) => BusinessDay> => {
  const { default: dayjs } = await load<{
    readonly default: ((at: number) => BusinessDay) & {
      readonly extend: (plugin: unknown) => void
      readonly setBusinessTime: (week: object) => void
      readonly setHolidays: (days: ReadonlyArray<string>) => void
    }
  }>("dayjs")
  const { default: plugin } = await load<{ readonly default: unknown }>("dayjs-business-time")
  dayjs.extend(plugin)
  const day = [{ start: "09:00:00", end: "17:00:00" }]
  dayjs.setBusinessTime({ sunday: null, monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: null })
  dayjs.setHolidays(holidays)
  return dayjs
}

export interface WorkingMoment {
  readonly workingDiff: (other: WorkingMoment, unit: "minutes") => number
  readonly addWorkingTime: (amount: number, unit: "hours") => { readonly valueOf: () => number }
}
export const momentBusinessTime = async (holidays: ReadonlyArray<string>): Promise<(at: number) => WorkingMoment> => {
  const { default: moment } = await load<{
    readonly default: ((at: number) => WorkingMoment) & { readonly updateLocale: (name: string, options: object) => void }
  }>("moment-business-time")
  moment.updateLocale("en", { holidays })
  return moment
}

interface Luxon {
  readonly toMillis: () => number
  readonly weekday: number
  readonly toISODate: () => string
  readonly startOf: (unit: "day") => Luxon
  readonly plus: (amount: { readonly days: number }) => Luxon
  readonly set: (parts: { readonly hour: number }) => Luxon
}
export const luxon = async () =>
  (await load<{ readonly DateTime: { readonly fromMillis: (at: number, options: { readonly zone: string }) => Luxon } }>("luxon")).DateTime
