import type { StreamHead } from '../streams/stream-head.ts';
import { pendingSeconds, type Reserved } from './reservations.ts';

/** What is kept of a name that is reserved. */
export interface Reservation {
  readonly holder: string;
  /** The version behind which the commit is to be appended that it was made for. */
  readonly behind: number;
  /** When it was last asked for, in milliseconds; undefined once it is confirmed. */
  readonly pendingSince: number | undefined;
}

/** What is answered, and what the reservation is then: the very object that was found when nothing changes, undefined when it is gone. */
export interface Change<Answer> {
  readonly answer: Answer;
  readonly next: Reservation | undefined;
}

/** What a reservation becomes when a stream asks for its name. See {@link Reservations.reserve}. */
export const reserve = (
  found: Reservation | undefined,
  { streamId: holder, version }: StreamHead,
  now: number,
): Change<Reserved> => {
  const answer = { outcome: 'reserved' } as const;
  if (found === undefined) return { answer, next: { holder, behind: version, pendingSince: now } };
  if (found.holder !== holder) return { answer: { outcome: 'taken', holder: found.holder }, next: found };
  if (isConfirmed(found) && found.behind >= version) return { answer, next: found };
  const pendingSince = isConfirmed(found) ? undefined : now;
  return { answer, next: { holder, behind: Math.max(found.behind, version), pendingSince } };
};

/** What a reservation becomes when the event says that `holder` has its value. See {@link Reservations.confirm}. */
export const confirm = (found: Reservation | undefined, holder: string): Change<'confirmed' | 'taken'> => {
  if (found !== undefined && found.holder !== holder) return { answer: 'taken', next: found };
  if (found !== undefined && isConfirmed(found)) return { answer: 'confirmed', next: found };
  return { answer: 'confirmed', next: { holder, behind: found?.behind ?? 0, pendingSince: undefined } };
};

/** What a reservation becomes when a stream does not have its value at a head. See {@link Reservations.release}. */
export const release = (
  found: Reservation | undefined,
  { streamId, version }: StreamHead,
  now: number,
): Change<undefined> => {
  const unchanged = { answer: undefined, next: found };
  if (found?.holder !== streamId) return unchanged;
  const isDecided = found.behind < version || isOlderThan(found, pendingSeconds, now);
  if (isDecided) return { answer: undefined, next: undefined };
  return isConfirmed(found) ? { answer: undefined, next: { ...found, pendingSince: now } } : unchanged;
};

/** Whether it has been pending for so long. What is confirmed grows no older. */
export const isOlderThan = ({ pendingSince = Infinity }: Reservation, seconds: number, now: number): boolean =>
  now - pendingSince >= seconds * 1_000;

const isConfirmed = ({ pendingSince }: Reservation): boolean => pendingSince === undefined;
