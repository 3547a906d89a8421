/** Facts about a piece of work, by name: ids, versions, counts, outcomes. Never what a user has entered. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** What a piece of work has used so far, its parts included. */
export interface Spent {
  readonly milliseconds: number;
  /** How often it was decided. */
  readonly tries: number;
  /** Requests to the store, failed ones included. */
  readonly requests: number;
  /** Request units that the store charged for them. */
  readonly charge: number;
}

/** A piece of work in progress. */
export interface Span {
  /** Its W3C trace context, for what follows from it; null when it is not recorded. */
  readonly traceparent: string | null;
  /** Adds facts that the work has found out. */
  addFacts(facts: Facts): void;
  spent(): Spent;
}

/** A piece of work to begin. */
export interface NewSpan {
  readonly name: string;
  readonly facts: Facts;
  /** W3C trace context of its parent, where the parent runs in another process. */
  readonly parent?: string | null;
}

/** Traces the work of this process. It never changes what the work does. */
export interface Tracing {
  /** Runs a piece of work. The work that it starts belongs to it. */
  span<Result>(begun: NewSpan, work: (span: Span) => Promise<Result>): Promise<Result>;
  /** Runs one decision, and counts it as a try of the work around it. */
  attempt<Result>(begun: NewSpan, work: (span: Span) => Result): Result;
  /** Makes a way back into the work that is under way now: what runs by it later belongs to this work, whoever runs it. */
  here(): <Result>(work: () => Result) => Result;
  /** Writes one line for operators, as JSON. */
  log(line: Facts): void;
}

const notRecorded: Span = {
  traceparent: null,
  addFacts: () => undefined,
  spent: () => ({ milliseconds: 0, tries: 0, requests: 0, charge: 0 }),
};

/** No tracing: nothing is recorded. */
export const notTraced: Tracing = {
  span: (_, work) => work(notRecorded),
  attempt: (_, work) => work(notRecorded),
  here: () => (work) => work(),
  log: () => undefined,
};
