import type { Container, Database, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import type { Reservation } from '../../application/unique-values/reservation.ts';
import { forgottenSeconds } from '../../application/unique-values/reservations.ts';
import { createItem, readItem } from './items.ts';
import { everywhere, queryAll } from './queries.ts';
import { isMissingItem, statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';
import { streamIdSchema } from '../../application/streams/commit.ts';

const storedReservation = z
  .object({
    holder: streamIdSchema,
    isConfirmed: z.boolean(),
    behind: z.int().min(0),
    _etag: z.string(),
    /** When it was last written, in seconds since 1970. Each write of a pending one renews it. */
    _ts: z.number(),
  })
  .transform(({ holder, isConfirmed, behind, _etag, _ts }) => ({
    holder,
    behind,
    pendingSince: isConfirmed ? undefined : _ts * 1_000,
    etag: _etag,
  }));

/** A stored reservation, with its etag. */
export interface Found extends Reservation {
  readonly etag: string;
}

/**
 * The documents of the container `reservations`, partition key `/name`. One that is not confirmed has a time to live, and the
 * container itself must have none by default (-1), so that confirmed ones stay. All throw StoreUnavailable.
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

    /** Replaces what was found by `next`, or deletes it. False when another process has changed it. */
    write: (name: string, found: Found | undefined, next: Reservation | undefined): Promise<boolean> =>
      retrying((abortSignal) => writeOnce(container, { name, found, next }, abortSignal)),

    namesOf: async (holder: string): Promise<readonly string[]> => {
      const documents = await queryAll(container, retrying, heldBy(holder), everywhere);
      // A page that is read again because its range is gone repeats items.
      return [...new Set(documents.map((each) => named.parse(each).name))];
    },
  };
};

const heldBy = (holder: string): SqlQuerySpec => ({
  query: 'SELECT c.name FROM c WHERE c.holder = @holder',
  parameters: [{ name: '@holder', value: holder }],
});

const named = z.object({ name: z.string() });

const documentOf = (name: string, { holder, behind, pendingSince }: Reservation) => ({
  id: name,
  name,
  holder,
  isConfirmed: pendingSince === undefined,
  behind,
  ...(pendingSince === undefined ? {} : { ttl: forgottenSeconds }),
});

interface Write {
  readonly name: string;
  readonly found: Found | undefined;
  readonly next: Reservation | undefined;
}

const writeOnce = async (
  container: Container,
  { name, found, next }: Write,
  abortSignal: AbortSignal,
): Promise<boolean> => {
  if (found === undefined)
    return next === undefined || (await createItem(container, documentOf(name, next), abortSignal)) === 'created';
  const item = container.item(name, name);
  const ifUnchanged = { abortSignal, accessCondition: { type: 'IfMatch', condition: found.etag } };
  return unlessChanged(() =>
    next === undefined ? item.delete(ifUnchanged) : item.replace(documentOf(name, next), ifUnchanged),
  );
};

const unlessChanged = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (statusOf(error) === 412 || isMissingItem(error)) return false;
    throw error;
  }
};
