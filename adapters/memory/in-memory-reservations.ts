import { pendingSeconds, type Reservations } from '../../application/unique-values/reservations.ts';

interface Reservation {
  readonly holder: string;
  /** When it is over, in milliseconds; Infinity once it is confirmed. */
  readonly until: number;
  /** Reserved again after it was confirmed: it may not be given up at once. */
  readonly isWanted?: boolean;
}

/** Reservations that are forgotten on restart. `now` gives milliseconds that only grow. */
export const inMemoryReservations = (now: () => number = () => performance.now()): Reservations => {
  const reservations = new Map<string, Reservation>();
  const find = (name: string): Reservation | undefined => {
    const found = reservations.get(name);
    return found === undefined || found.until <= now() ? undefined : found;
  };
  const pendingFromNow = (): number => now() + pendingSeconds * 1_000;

  return {
    reserve: async (name, holder) => {
      const found = find(name);
      if (found !== undefined && found.holder !== holder) return 'taken';
      const isConfirmed = found?.until === Infinity;
      reservations.set(name, isConfirmed ? { ...found, isWanted: true } : { holder, until: pendingFromNow() });
      return 'reserved';
    },

    confirm: async (name, holder) => {
      const found = find(name);
      if (found !== undefined && found.holder !== holder) return 'taken';
      if (found?.until !== Infinity) reservations.set(name, { holder, until: Infinity });
      return 'confirmed';
    },

    releaseOthers: async (holder, kept) => {
      for (const [name, found] of reservations) {
        if (found.holder !== holder || found.until !== Infinity || name === kept) continue;
        if (found.isWanted === true) reservations.set(name, { holder, until: pendingFromNow() });
        else reservations.delete(name);
      }
    },
  };
};
