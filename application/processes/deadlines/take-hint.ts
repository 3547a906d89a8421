import type { DeadlineHint } from './deadline-hints.ts';
import type { DueProcess } from './due-processes.ts';

/** What a hint is taken with. */
export interface TakingHints {
  readonly notice: (due: DueProcess) => Promise<'noticed' | 'settled'>;
  readonly clock: () => string;
  /** Waits for so many milliseconds. */
  readonly pauseFor: (milliseconds: number) => Promise<void>;
}

/** The clocks of a broker and of a host differ by less than this, in milliseconds. */
const mostEarlyMs = 5_000;

/**
 * Tells a process what time it is, because of a hint. One that is a little early is waited for; one that comes earlier than that is
 * dropped, as is what no deadline stands behind any more. Throws what telling a process throws: the sweep tries it again.
 */
export const takeHint =
  ({ notice, clock, pauseFor }: TakingHints) =>
  async (hint: DeadlineHint): Promise<'noticed' | 'settled' | 'early'> => {
    const earlyMs = Date.parse(hint.dueAt) - Date.parse(clock());
    if (earlyMs > mostEarlyMs) return 'early';
    if (earlyMs > 0) await pauseFor(earlyMs);
    return notice(hint);
  };
