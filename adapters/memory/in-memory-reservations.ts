import {
  confirm,
  isOlderThan,
  release,
  reserve,
  type Change,
  type Reservation,
} from '../../application/unique-values/reservation.ts';
import { forgottenSeconds, type Reservations } from '../../application/unique-values/reservations.ts';

/** Reservations that are forgotten on restart. `now` gives milliseconds that only grow. */
export const inMemoryReservations = (now: () => number = () => performance.now()): Reservations => {
  const reservations = new Map<string, Reservation>();
  const find = (name: string): Reservation | undefined => {
    const found = reservations.get(name);
    return found === undefined || isOlderThan(found, forgottenSeconds, now()) ? undefined : found;
  };
  const keep = <Answer>(name: string, { answer, next }: Change<Answer>): Answer => {
    if (next === undefined) reservations.delete(name);
    else reservations.set(name, next);
    return answer;
  };

  return {
    reserve: async (name, head) => keep(name, reserve(find(name), head, now())),
    confirm: async (name, holder) => keep(name, confirm(find(name), holder)),
    release: async (name, head) => keep(name, release(find(name), head, now())),
    namesOf: async (holder) => [...reservations.keys()].filter((name) => find(name)?.holder === holder),
  };
};
