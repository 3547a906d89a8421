import { setTimeout as delay } from 'node:timers/promises';
import type { ClientsWorld } from '../workload/client.ts';

/** The world as it is, as far as clients know of worlds: time passes by itself, and everybody has a turn at once. */
export interface RealWorld extends ClientsWorld {
  /** Milliseconds since the beginning. */
  readonly now: () => number;
  readonly failures: () => readonly string[];
  /** All that has happened, in order. */
  readonly trace: () => readonly string[];
}

/** A world that begins now. */
export const realWorld = (): RealWorld => {
  const began = performance.now();
  const failures: string[] = [];
  const trace: string[] = [];
  const now = (): number => Math.round(performance.now() - began);
  const note: RealWorld['note'] = ({ name }, what) => void trace.push(`${now()} ${name} ${what}`);
  return {
    ...{ now, note },
    clock: () => new Date().toISOString(),
    turn: async (actor, name, afterMs) => {
      if (afterMs !== undefined && afterMs > 0) await delay(afterMs);
      if (name !== '') note(actor, name);
    },
    atMost: async (_, milliseconds, work) => {
      const patience = new AbortController();
      const late = delay(milliseconds, 'late' as const, { signal: patience.signal });
      late.catch(() => undefined); // it is ended as soon as the work is done
      try {
        return await Promise.race([work, late]);
      } finally {
        patience.abort();
      }
    },
    fail: (error) => void failures.push(error instanceof Error ? (error.stack ?? '') : String(error)),
    failures: () => failures,
    trace: () => trace,
  };
};
