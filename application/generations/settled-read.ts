import type { Patience } from '../views/patience.ts';
import type { LiveReadable } from './followed-generations.ts';

/** Something with a version that an answer shows: a document, a stream that is part of it, or an entry. */
export interface Shown {
  readonly id: string;
  readonly version: number;
}

/** One of two generations that are read while a switch settles. */
export interface SettlingGeneration<Answer, What extends Shown> {
  /** Answers, and says what the answer shows, or more. */
  readonly read: () => Promise<{ readonly answer: Answer; readonly shows: readonly What[] }>;
  /** Whether the generation has come as far as this, so that it shows it from now on, or never will. */
  readonly isReached: (shown: What) => Promise<boolean>;
}

/** Of one answer at most so many differences are waited for, as each costs the read of a stream. */
const mostMissing = 50;

/**
 * Reads the live generation while instances learn of a switch at different moments, and one generation may be a batch behind
 * the other. What the other generation shows already is in the answer; and the answer is given only once the other generation has come
 * as far. So whoever reads next, on any instance and in either generation, sees the same or more. Where one generation stays behind
 * for longer than the patience allows, the newer answer is given.
 */
export const settledRead = async <Answer, What extends Shown>(
  { live, beside }: Required<LiveReadable<SettlingGeneration<Answer, What>>>,
  patience: () => Patience,
): Promise<Answer> => {
  const [first, other] = await Promise.all([live.read(), beside.read()]);
  const time = patience();
  const isCaughtUp = await catchUp(live, missingIn(first.shows, other.shows), time);
  if (isCaughtUp === 'never') return other.answer;
  const found = isCaughtUp === 'was there' ? first : await live.read();
  await catchUp(beside, missingIn(other.shows, found.shows), time);
  return found.answer;
};

/** What is shown there, and not here in the same version or a newer one. */
const missingIn = <What extends Shown>(here: readonly What[], there: readonly What[]): readonly What[] => {
  const versions = new Map<string, number>();
  for (const { id, version } of here) versions.set(id, Math.max(version, versions.get(id) ?? 0));
  return there.filter(({ id, version }) => version > (versions.get(id) ?? 0)).slice(0, mostMissing);
};

/** Waits until a generation has come as far as what it is missing. */
const catchUp = async <What extends Shown>(
  { isReached }: Pick<SettlingGeneration<unknown, What>, 'isReached'>,
  missing: readonly What[],
  { within, pause }: Patience,
): Promise<'was there' | 'came' | 'never'> => {
  if (missing.length === 0) return 'was there';
  for (let looks = 1; ; looks += 1) {
    const reached = await within(Promise.all(missing.map(isReached)));
    if (reached !== 'late' && reached.every(Boolean)) return 'came';
    if (reached === 'late' || !(await pause(looks))) return 'never';
  }
};
