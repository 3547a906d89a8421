import { forgottenSeconds, pendingSeconds, type Reservations } from '../../application/unique-values/reservations.ts';

interface Reservation {
  readonly holder: string;
  /** The version behind which the commit is to be appended that it was made for. */
  readonly behind: number;
  /** When it was last asked for, in milliseconds; undefined once it is confirmed. */
  readonly pendingSince?: number;
}

/** Reservations that are forgotten on restart. `now` gives milliseconds that only grow. */
export const inMemoryReservations = (now: () => number = () => performance.now()): Reservations => {
  const reservations = new Map<string, Reservation>();
  const isOlderThan = ({ pendingSince = Infinity }: Reservation, seconds: number): boolean =>
    now() - pendingSince >= seconds * 1_000;
  const find = (name: string): Reservation | undefined => {
    const found = reservations.get(name);
    return found === undefined || isOlderThan(found, forgottenSeconds) ? undefined : found;
  };
  const isConfirmed = (found: Reservation | undefined): boolean =>
    found !== undefined && found.pendingSince === undefined;

  return {
    reserve: async (name, { streamId: holder, version }) => {
      const found = find(name);
      if (found !== undefined && found.holder !== holder) return { outcome: 'taken', holder: found.holder };
      const wanted = { holder, behind: Math.max(found?.behind ?? 0, version) };
      reservations.set(name, isConfirmed(found) ? wanted : { ...wanted, pendingSince: now() });
      return { outcome: 'reserved' };
    },

    confirm: async (name, holder) => {
      const found = find(name);
      if (found !== undefined && found.holder !== holder) return 'taken';
      reservations.set(name, { holder, behind: found?.behind ?? 0 });
      return 'confirmed';
    },

    release: async (name, { streamId: holder, version }) => {
      const found = find(name);
      if (found?.holder !== holder) return;
      if (found.behind < version || isOlderThan(found, pendingSeconds)) reservations.delete(name);
      else if (isConfirmed(found)) reservations.set(name, { ...found, pendingSince: now() });
    },

    namesOf: async (holder) => [...reservations.keys()].filter((name) => find(name)?.holder === holder),
  };
};
