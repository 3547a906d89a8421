import type { Facts } from '../../application/tracing.ts';

/** A piece of work to be recorded. */
export interface NewRecording {
  readonly name: string;
  readonly facts: Facts;
  /** W3C trace context of its parent; null where it begins a trace. */
  readonly parent: string | null;
  /** W3C trace contexts of the work that caused it, other than its parent. */
  readonly causes: readonly string[];
}

/** A piece of work that is being recorded. */
export interface Recording {
  readonly traceparent: string;
  /** `error` where the work threw. */
  end(facts: Facts, error?: unknown): void;
}

/** Records spans. */
export interface Recorder {
  begin(begun: NewRecording): Recording;
  /** Sends the spans that are not sent yet, and ends. Never throws; takes some seconds at most. */
  close(): Promise<void>;
}
