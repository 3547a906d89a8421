import type { Database } from '@azure/cosmos';
import { StoreUnavailable } from '../../application/streams/event-store.ts';
import { pendingSeconds, type Reservations } from '../../application/unique-values/reservations.ts';
import { reservationDocuments, type Found, type Reservation } from './reservation-documents.ts';
import type { StoreOptions } from './store-options.ts';

/** Somebody else may change the same reservation in between; so often in a row it does not happen. */
const maximumRaces = 10;

/** Reservations in the container `reservations`. `now` gives milliseconds since 1970. */
export const cosmosReservations = (
  database: Database,
  options: StoreOptions = {},
  now: () => number = Date.now,
): Reservations => {
  const { find, create, replace, remove, namesOf } = reservationDocuments(database, options);

  /**
   * Changes the reservation that its holder has already, not at all where `change` gives none; creates it where none was seen.
   * Answers whose it is.
   */
  const claim = async (
    wanted: Reservation,
    seen: Found | undefined,
    change: (found: Found) => Reservation | undefined,
  ): Promise<string> => {
    let found = seen;
    for (let race = 0; race < maximumRaces; race += 1) {
      if (found === undefined && (await create(wanted))) return wanted.holder;
      found ??= await find(wanted.name);
      if (found === undefined) continue;
      if (found.holder !== wanted.holder) return found.holder;
      const changed = change(found);
      if (changed === undefined || (await replace(found, changed))) return wanted.holder;
      found = undefined;
    }
    throw new StoreUnavailable(
      `A reservation of ${wanted.holder} was changed by others ${maximumRaces} times in a row.`,
    );
  };

  const isOver = ({ isConfirmed, _ts }: Found): boolean =>
    !isConfirmed && now() - _ts * 1_000 >= pendingSeconds * 1_000;

  return {
    reserve: async (name, { streamId, version }) => {
      const wanted = { name, holder: streamId, isConfirmed: false, behind: version };
      const holder = await claim(wanted, undefined, ({ isConfirmed, behind }) =>
        isConfirmed && behind >= version ? undefined : { ...wanted, isConfirmed, behind: Math.max(behind, version) },
      );
      return holder === streamId ? { outcome: 'reserved' } : { outcome: 'taken', holder };
    },

    confirm: async (name, holder) => {
      const confirmed = { name, holder, isConfirmed: true, behind: 0 };
      const owner = await claim(confirmed, await find(name), ({ isConfirmed, behind }) =>
        isConfirmed ? undefined : { ...confirmed, behind },
      );
      return owner === holder ? 'confirmed' : 'taken';
    },

    release: async (name, { streamId, version }) => {
      for (let race = 0; race < maximumRaces; race += 1) {
        const found = await find(name);
        if (found?.holder !== streamId) return;
        const isGivenUp = found.behind < version || isOver(found);
        if (!isGivenUp && !found.isConfirmed) return;
        const isReleased = isGivenUp
          ? await remove(found)
          : await replace(found, { name, holder: streamId, isConfirmed: false, behind: found.behind });
        if (isReleased) return;
      }
    },

    namesOf,
  };
};
