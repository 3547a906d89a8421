import type { Compared } from './audit.ts';
import type { IsLate } from './audit-lateness.ts';

/** What is stored of a stream, beside what its events say. */
export interface Look {
  /** 'ahead': of a version that the stream was not seen to have. 'behind': of an older one. 'wrong': neither, and not the same. */
  readonly fit: 'right' | 'ahead' | 'behind' | 'wrong';
  /** What is not the same, in one sentence. */
  readonly difference: string;
  /** When the newest event of the stream was recorded. */
  readonly recordedAt?: string | undefined;
  /** Writes what the events say; false when it was changed since. Missing where nobody knows what is right. */
  readonly write?: () => Promise<boolean>;
}

/** The ports of {@link comparing}. */
export interface Comparing {
  /** The name of the view. */
  readonly name: string;
  readonly isLate: IsLate;
  /** A moment, before what is ahead of its stream is looked at again: the stream may just have gone on. */
  readonly pause: () => Promise<void>;
}

/**
 * The version of an empty contribution, or part, under which no stream stands. No stream has it: should this one begin after all, its
 * projector finds a version that the stream does not have, and calculates anew.
 */
export const noVersion = Number.MAX_SAFE_INTEGER;

/** The system goes on writing. After so many changes under an audit, what it found stays as it is. */
const maximumRaces = 5;

/** A stream that cannot be read or folded: known where it is parked, and else a difference that nobody can repair. */
export const unreadable = (failure: string): Look => ({ fit: 'behind', difference: `${failure}.` });

/** Looks, and repairs where that is asked for, while the system goes on writing. */
export const comparing = ({ name, isLate, pause }: Comparing) => {
  const isExcused = async (streamId: string, { fit, recordedAt }: Look): Promise<boolean> =>
    fit === 'behind' && (await isLate(name, streamId, recordedAt));

  /** What to do about a difference: 'again' when it was changed while it was written. */
  const settle = async ({ difference, write }: Look, repairs: boolean): Promise<Compared | 'again'> => {
    if (!repairs || write === undefined) return { difference, isRepaired: false };
    return (await write()) ? { difference, isRepaired: true } : 'again';
  };

  return async (streamId: string, repairs: boolean, look: () => Promise<Look>): Promise<Compared> => {
    let found = await look();
    if (found.fit === 'ahead') {
      await pause();
      found = await look();
    }
    for (let race = 0; race < maximumRaces; race += 1, found = await look()) {
      if (found.fit === 'right') return 'right';
      if (await isExcused(streamId, found)) return 'late';
      const settled = await settle(found, repairs);
      if (settled !== 'again') return settled;
    }
    return { difference: found.difference, isRepaired: false };
  };
};
