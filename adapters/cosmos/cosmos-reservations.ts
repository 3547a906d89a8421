import type { Container, Database, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import { StoreUnavailable } from '../../application/event-store.ts';
import { pendingSeconds, type Reservations } from '../../application/unique-values/reservations.ts';
import { createItem, readItem } from './items.ts';
import { everywhere, queryAll } from './queries.ts';
import { isMissingItem, statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

const reservation = z.object({
  name: z.string(),
  holder: z.string(),
  isConfirmed: z.boolean(),
  /** Reserved again after it was confirmed: it may not be given up at once. */
  isWanted: z.boolean().exactOptional(),
});

type Reservation = z.infer<typeof reservation>;
type Found = Reservation & { readonly _etag: string };

/** Somebody else may change the same reservation in between; so often in a row it does not happen. */
const maximumRaces = 10;

/**
 * Reservations in the container `reservations`, partition key `/name`. One that is not confirmed has a time to live, and the
 * container itself must have none by default (-1): what is confirmed stays.
 */
export const cosmosReservations = (database: Database, options: StoreOptions = {}): Reservations => {
  const container = database.container('reservations');
  const retrying = retriesOf(options);

  const find = async (name: string): Promise<Found | undefined> => {
    const document = await retrying((abortSignal) => readItem(container, { id: name, partition: name }, abortSignal));
    return document === undefined ? undefined : reservation.extend({ _etag: z.string() }).parse(document);
  };
  const create = async (wanted: Reservation) =>
    (await retrying((abortSignal) => createItem(container, documentOf(wanted), abortSignal))) === 'created';
  const replace = (found: Found, wanted: Reservation) =>
    retrying((abortSignal) => replaceOnce(container, found, wanted, abortSignal));
  const remove = (found: Found) => retrying((abortSignal) => deleteOnce(container, found, abortSignal));

  /** Creates the reservation, or has `change` say what becomes of the one there is; undefined when it may stay as it is. */
  const claim = async (
    wanted: Reservation,
    change: (found: Found) => Reservation | undefined,
  ): Promise<'mine' | 'taken'> => {
    for (let race = 0; race < maximumRaces; race += 1) {
      if (await create(wanted)) return 'mine';
      const found = await find(wanted.name);
      if (found === undefined) continue;
      if (found.holder !== wanted.holder) return 'taken';
      const changed = change(found);
      if (changed === undefined || (await replace(found, changed))) return 'mine';
    }
    throw new StoreUnavailable(
      `A reservation of ${wanted.holder} was changed by others ${maximumRaces} times in a row.`,
    );
  };

  const release = async (name: string, holder: string): Promise<void> => {
    for (let race = 0; race < maximumRaces; race += 1) {
      const found = await find(name);
      if (found?.holder !== holder || !found.isConfirmed) return;
      const isReleased =
        found.isWanted === true ? await replace(found, { name, holder, isConfirmed: false }) : await remove(found);
      if (isReleased) return;
    }
  };

  return {
    reserve: async (name, holder) => {
      const answer = await claim(
        { name, holder, isConfirmed: false },
        (found) => (found.isConfirmed ? wantedAgain(found) : { name, holder, isConfirmed: false }), // so that its time begins anew
      );
      return answer === 'mine' ? 'reserved' : 'taken';
    },

    confirm: async (name, holder) => {
      const confirmed = { name, holder, isConfirmed: true };
      const answer = await claim(confirmed, (found) => (found.isConfirmed ? undefined : confirmed));
      return answer === 'mine' ? 'confirmed' : 'taken';
    },

    releaseOthers: async (holder, kept) => {
      const names = await queryAll(container, retrying, namesOf(holder), everywhere);
      for (const { name } of names.map((each) => reservation.pick({ name: true }).parse(each)))
        if (name !== kept) await release(name, holder);
    },
  };
};

const namesOf = (holder: string): SqlQuerySpec => ({
  query: 'SELECT c.name FROM c WHERE c.holder = @holder',
  parameters: [{ name: '@holder', value: holder }],
});

const wantedAgain = ({ name, holder, isWanted }: Found): Reservation | undefined =>
  isWanted === true ? undefined : { name, holder, isConfirmed: true, isWanted: true };

const documentOf = (wanted: Reservation) => ({
  id: wanted.name,
  ...wanted,
  ...(wanted.isConfirmed ? {} : { ttl: pendingSeconds }),
});

/** Whether it could be replaced: not when somebody else was faster. */
const replaceOnce = async (
  container: Container,
  { name, _etag }: Found,
  wanted: Reservation,
  abortSignal: AbortSignal,
): Promise<boolean> =>
  unlessChanged(() =>
    container.item(name, name).replace(documentOf(wanted), {
      abortSignal,
      accessCondition: { type: 'IfMatch', condition: _etag },
    }),
  );

const deleteOnce = async (container: Container, { name, _etag }: Found, abortSignal: AbortSignal): Promise<boolean> =>
  unlessChanged(() =>
    container.item(name, name).delete({ abortSignal, accessCondition: { type: 'IfMatch', condition: _etag } }),
  );

const unlessChanged = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (statusOf(error) === 412 || isMissingItem(error)) return false;
    throw error;
  }
};
