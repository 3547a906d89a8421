import type { Container, Database, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import { StoreUnavailable } from '../../application/event-store.ts';
import { forgottenSeconds, pendingSeconds, type Reservations } from '../../application/unique-values/reservations.ts';
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

type Reservation = z.infer<typeof reservation>;

/** As the store gives it: `_ts` is when it was last written, in seconds. */
const storedReservation = reservation.extend({ _etag: z.string(), _ts: z.number() });

type Found = z.infer<typeof storedReservation>;

/** Somebody else may change the same reservation in between; so often in a row it does not happen. */
const maximumRaces = 10;

/**
 * Reservations in the container `reservations`, partition key `/name`. One that is not confirmed has a time to live, and the
 * container itself must have none by default (-1): what is confirmed stays. `now` gives milliseconds since 1970.
 */
export const cosmosReservations = (
  database: Database,
  options: StoreOptions = {},
  now: () => number = Date.now,
): Reservations => {
  const container = database.container('reservations');
  const retrying = retriesOf(options);

  const find = async (name: string): Promise<Found | undefined> => {
    const document = await retrying((abortSignal) => readItem(container, { id: name, partition: name }, abortSignal));
    return document === undefined ? undefined : storedReservation.parse(document);
  };
  const create = async (wanted: Reservation) =>
    (await retrying((abortSignal) => createItem(container, documentOf(wanted), abortSignal))) === 'created';
  const replace = (found: Found, wanted: Reservation) =>
    retrying((abortSignal) => replaceOnce(container, found, wanted, abortSignal));
  const remove = (found: Found) => retrying((abortSignal) => deleteOnce(container, found, abortSignal));

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

    namesOf: async (holder) => {
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
