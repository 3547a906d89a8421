import type { Container, Database, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import { forgottenSeconds } from '../../application/unique-values/reservations.ts';
import { createItem, readItem } from './items.ts';
import { everywhere, queryAll } from './queries.ts';
import { isMissingItem, statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

const reservation = z.object({
  name: z.string(),
  holder: z.string(),
  isConfirmed: z.boolean(),
  /** The version behind which the commit is to be appended that it was made for. */
  behind: z.int().min(0),
});

/** What a reservation says. */
export type Reservation = z.infer<typeof reservation>;

const storedReservation = reservation.extend({ _etag: z.string(), _ts: z.number() });

/** A reservation as the store gives it: `_ts` is when it was last written, in seconds since 1970. */
export type Found = z.infer<typeof storedReservation>;

/**
 * The documents of the container `reservations`, partition key `/name`. One that is not confirmed has a time to live, and the
 * container itself must have none by default (-1): what is confirmed stays. All throw StoreUnavailable.
 */
export const reservationDocuments = (database: Database, options: StoreOptions) => {
  const container = database.container('reservations');
  const retrying = retriesOf(options);

  return {
    find: async (name: string): Promise<Found | undefined> => {
      const key = { id: name, partition: name };
      const document = await retrying((abortSignal) => readItem(container, key, abortSignal));
      return document === undefined ? undefined : storedReservation.parse(document);
    },

    /** Whether it could be created: not when there is one of this name. */
    create: async (wanted: Reservation): Promise<boolean> =>
      (await retrying((abortSignal) => createItem(container, documentOf(wanted), abortSignal))) === 'created',

    /** Whether it could be replaced: not when somebody else was faster. */
    replace: (found: Found, wanted: Reservation): Promise<boolean> =>
      retrying((abortSignal) => replaceOnce(container, found, wanted, abortSignal)),

    /** Whether it could be removed: not when somebody else was faster. */
    remove: (found: Found): Promise<boolean> => retrying((abortSignal) => deleteOnce(container, found, abortSignal)),

    namesOf: async (holder: string): Promise<readonly string[]> => {
      const documents = await queryAll(container, retrying, heldBy(holder), everywhere);
      return documents.map((each) => reservation.pick({ name: true }).parse(each).name);
    },
  };
};

const heldBy = (holder: string): SqlQuerySpec => ({
  query: 'SELECT c.name FROM c WHERE c.holder = @holder',
  parameters: [{ name: '@holder', value: holder }],
});

const documentOf = (wanted: Reservation) => ({
  id: wanted.name,
  ...wanted,
  ...(wanted.isConfirmed ? {} : { ttl: forgottenSeconds }),
});

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
