import type { StreamId } from '../../domain/modelling/ids.ts';
import type { StreamHead } from '../streams/stream-head.ts';
import { pendingSeconds, type Reserved } from './reservations.ts';

/** A reserved name as it is stored. */
export interface Reservation {
  readonly holder: StreamId;
  /** The version after which the commit is to be appended that the name was reserved for. */
  readonly behind: number;
  /** When it was last reserved, in milliseconds; undefined once it is confirmed. */
  readonly pendingSince: number | undefined;
}

/** The answer, and the reservation after it: the same object as before when nothing changes, undefined when it is deleted. */
export interface Change<Answer> {
  readonly answer: Answer;
  readonly next: Reservation | undefined;
}

/** Reserves a name for a stream. See {@link Reservations.reserve}. */
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

/** Confirms a reservation, as an event says that `holder` has the value. See {@link Reservations.confirm}. */
export const confirm = (found: Reservation | undefined, holder: StreamId): Change<'confirmed' | 'taken'> => {
  if (found !== undefined && found.holder !== holder) return { answer: 'taken', next: found };
  if (found !== undefined && isConfirmed(found)) return { answer: 'confirmed', next: found };
  return { answer: 'confirmed', next: { holder, behind: found?.behind ?? 0, pendingSince: undefined } };
};

/** Releases a name that a stream does not have at a head. See {@link Reservations.release}. */
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

/** Whether a reservation has been pending for so long. A confirmed one never is. */
export const isOlderThan = ({ pendingSince = Infinity }: Reservation, seconds: number, now: number): boolean =>
  now - pendingSince >= seconds * 1_000;

const isConfirmed = ({ pendingSince }: Reservation): boolean => pendingSince === undefined;
