import type { IncomingHttpHeaders } from 'node:http';

/** A request as a fault's `match` sees it. `path` is decoded: `/dbs/annal/colls/events/docs`. */
export interface FaultRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request that shall go wrong. */
export interface Fault {
  /** Before anything was done, or after it was committed: then the caller cannot know that it was. */
  readonly when: 'before-commit' | 'after-commit';
  /** The status to answer instead, or `cut`: the connection ends without an answer. */
  readonly answer: 408 | 410 | 429 | 449 | 500 | 503 | 'cut';
  /** The requests that it may hit; by default those for items (`.../docs` and below). */
  readonly match?: (request: FaultRequest) => boolean;
  /** What a 429 asks the caller to wait; 5 by default. */
  readonly retryAfterMs?: number;
}

/** Faults for specs. Each hits once: the first request that it matches. */
export interface Faults {
  readonly next: (...faults: readonly Fault[]) => void;
  /** Forgets the faults that have not hit. */
  readonly clear: () => void;
  /** How many faults have not hit yet. */
  readonly pending: () => number;
}

/** The server's side of the faults. */
export interface FaultQueue extends Faults {
  readonly take: (request: FaultRequest) => Fault | undefined;
}

export function faultQueue(): FaultQueue {
  let waiting: readonly Fault[] = [];
  const take = (request: FaultRequest): Fault | undefined => {
    if (waiting.length === 0) return undefined;
    const hit = waiting.find(({ match = isForItems }) => match(request));
    waiting = waiting.filter((fault) => fault !== hit);
    return hit;
  };
  return {
    take,
    next: (...faults) => {
      waiting = [...waiting, ...faults.map((fault) => ({ ...fault }))];
    },
    clear: () => {
      waiting = [];
    },
    pending: () => waiting.length,
  };
}

function isForItems({ path }: FaultRequest): boolean {
  return /^\/dbs\/[^/]+\/colls\/[^/]+\/docs(\/|$)/.test(path);
}
