import type { Database } from '@azure/cosmos';
import { StoreUnavailable } from '../../application/streams/event-store.ts';
import { confirm, release, reserve, type Change } from '../../application/unique-values/reservation.ts';
import type { Reservations } from '../../application/unique-values/reservations.ts';
import { reservationDocuments, type Found } from './reservation-documents.ts';
import type { StoreOptions } from './store-options.ts';

/** Another process may change the same reservation in between. This many times in a row does not happen. */
const maximumRaces = 10;

/** Reservations in the container `reservations`. `now` gives milliseconds since 1970. */
export const cosmosReservations = (
  database: Database,
  options: StoreOptions = {},
  now: () => number = Date.now,
): Reservations => {
  const { find, write, namesOf } = reservationDocuments(database, options);

  /** Writes the next state of a reservation, and answers. Reads it again when another process has changed it. */
  const change = async <Answer>(
    name: string,
    seen: Found | undefined,
    become: (found: Found | undefined) => Change<Answer>,
  ): Promise<Answer> => {
    let found = seen;
    for (let race = 0; race < maximumRaces; race += 1) {
      const { answer, next } = become(found);
      if (next === found || (await write(name, found, next))) return answer;
      found = await find(name);
    }
    throw new StoreUnavailable(`A reservation was changed by others ${maximumRaces} times in a row.`);
  };

  return {
    // Most names are free: creating without a look first costs one request, and a look more only where it is not.
    reserve: (name, head) => change(name, undefined, (found) => reserve(found, head, now())),
    confirm: async (name, holder) => change(name, await find(name), (found) => confirm(found, holder)),
    release: async (name, head) => change(name, await find(name), (found) => release(found, head, now())),
    namesOf,
  };
};
