import type { FaultOperation } from './fault-operation.ts';
import type { FaultRequest } from './fault-request.ts';

/** One way in which a request can go wrong. */
export interface Fault {
  /** Before anything was done, or after it was committed: then the caller cannot know that it was. */
  readonly when: 'before-commit' | 'after-commit';
  /**
   * The status to answer instead, of which the SDK takes 403 as final; `cut`: the connection ends without an answer; `late`: nothing is
   * wrong but the time.
   */
  readonly answer: 403 | 408 | 410 | 429 | 449 | 500 | 503 | 'cut' | 'late';
  /** The requests that it may hit; by default those for items (`.../docs` and below). */
  readonly match?: (request: FaultRequest) => boolean;
  /** The operations on items that it may hit; by default all. */
  readonly operations?: readonly FaultOperation[];
  /** What a 429 asks the caller to wait; 5 by default. */
  readonly retryAfterMs?: number;
  /** How long the answer takes, on top of its own time; 0 by default. */
  readonly delayMs?: number;
}

/** A fault that hits again and again, each request that it may hit with this probability (0 to 1). */
export interface RandomFault extends Fault {
  readonly probability: number;
}

/** Faults by chance. The same seed and the same requests in the same order give the same faults. */
export interface FaultPlan {
  readonly seed: number;
  readonly faults: readonly RandomFault[];
}

/** Faults for specs. */
export interface Faults {
  /** Each of these hits once: the first request that it may hit. */
  readonly next: (...faults: readonly Fault[]) => void;
  /** From now on, faults hit by chance. Replaces an earlier plan. */
  readonly randomly: (plan: FaultPlan) => void;
  /** Forgets the faults that have not hit, and the plan. */
  readonly clear: () => void;
  /** How many faults of `next` have not hit yet. */
  readonly pending: () => number;
}
