import type { Facts } from '../../application/tracing.ts';

/** A piece of work to be recorded. */
export interface NewRecording {
  readonly name: string;
  readonly facts: Facts;
  /** W3C trace context of the work around it; null where it begins a trace. */
  readonly parent: string | null;
  /** W3C trace contexts of the work that caused it, where that is not around it. */
  readonly causes: readonly string[];
}

/** A piece of work that is being recorded. */
export interface Recording {
  readonly traceparent: string;
  /** `error` where it was broken off. */
  end(facts: Facts, error?: unknown): void;
}

/** Where spans go to. */
export interface Recorder {
  begin(begun: NewRecording): Recording;
  /** Sends what is not sent yet, and ends. Never throws; takes some seconds at most. */
  close(): Promise<void>;
}
