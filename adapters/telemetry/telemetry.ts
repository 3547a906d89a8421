import { AsyncLocalStorage } from 'node:async_hooks';
import type { Facts, NewSpan, Span, Tracing } from '../../application/tracing.ts';
import type { Recorder, Recording } from './recorder.ts';

/** One invocation of a function. */
export interface Invocation {
  /** W3C trace context from the host; null without one. */
  readonly traceparent: string | null;
  /** Writes a line into the log of this invocation. */
  readonly log: (line: string) => void;
}

/** Work in the background, with the W3C trace contexts of the work that caused it. */
export interface BackgroundWork extends Pick<NewSpan, 'name' | 'facts'> {
  readonly causes: readonly string[];
}

/** Tracing of one process. */
export interface Telemetry extends Tracing {
  /** Runs `work`; the spans within it belong to this invocation. */
  invocation<Result>(invocation: Invocation, work: () => Result): Result;
  /** Runs a piece of work that begins a trace of its own: a batch of the feed, a message. */
  background<Result>(begun: BackgroundWork, work: () => Promise<Result>): Promise<Result>;
  /** Counts one answered or failed request to the store, with its request units. */
  readonly countRequest: (charge: number) => void;
  /** Sends the spans that are not sent yet. Never throws. */
  close(): Promise<void>;
}

/** An invocation or a span, with its requests and request units so far. */
interface Scope {
  readonly around: Scope | undefined;
  readonly traceparent: string | null;
  readonly log: ((line: string) => void) | undefined;
  readonly recording: Recording | undefined;
  readonly begun: number;
  facts: Facts;
  tries: number;
  requests: number;
  charge: number;
}

/** Traces the work of this process. Without a recorder it only counts requests and writes the log lines. */
export const telemetry = (recorder?: Recorder): Telemetry => {
  const current = new AsyncLocalStorage<Scope>();

  const begin = ({ name, facts, parent, causes = [] }: NewSpan & Partial<BackgroundWork>): Scope => {
    const around = current.getStore();
    const context = around?.traceparent ?? parent ?? null;
    const recording = recorder?.begin({ name, facts, parent: context, causes });
    return scopeIn(around, { traceparent: recording?.traceparent ?? context, recording, facts });
  };

  const span: Telemetry['span'] = async (begun, work) => {
    const scope = begin(begun);
    try {
      const result = await current.run(scope, work, spanOf(scope));
      end(scope);
      return result;
    } catch (error) {
      end(scope, error);
      throw error;
    }
  };

  return {
    span,
    background: span,
    attempt: (begun, work) => {
      const scope = begin(begun);
      addUp(scope, 'tries', 1);
      try {
        return current.run(scope, work, spanOf(scope));
      } finally {
        end(scope); // a decision is total: it throws nothing
      }
    },
    here: () => AsyncLocalStorage.snapshot(),
    log: (line) => current.getStore()?.log?.(JSON.stringify(line)),
    invocation: ({ traceparent, log }, work) => current.run(scopeIn(undefined, { traceparent, log }), work),
    countRequest: (charge) => {
      const scope = current.getStore();
      addUp(scope, 'requests', 1);
      addUp(scope, 'charge', charge);
    },
    close: async () => recorder?.close(),
  };
};

const scopeIn = (around: Scope | undefined, known: Partial<Scope>): Scope => ({
  around,
  traceparent: null,
  log: around?.log,
  recording: undefined,
  begun: performance.now(),
  facts: {},
  tries: 0,
  requests: 0,
  charge: 0,
  ...known,
});

const spanOf = (scope: Scope): Span => ({
  traceparent: scope.recording?.traceparent ?? null,
  addFacts: (facts) => {
    scope.facts = { ...scope.facts, ...facts };
  },
  spent: () => {
    const { tries, requests, charge } = scope;
    return { milliseconds: rounded(performance.now() - scope.begun), tries, requests, charge: rounded(charge) };
  },
});

/** Rounds to hundredths: sums of request units have the rounding errors of binary fractions. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

const addUp = (scope: Scope | undefined, what: 'tries' | 'requests' | 'charge', value: number): void => {
  for (let each = scope; each !== undefined; each = each.around) each[what] += value;
};

const end = ({ recording, facts, tries, requests, charge }: Scope, error?: unknown): void => {
  const spent = { ...(tries > 0 && { tries }), ...(requests > 0 && { requests, charge: rounded(charge) }) };
  recording?.end({ ...facts, ...spent }, error);
};
