import type { Database } from '@azure/cosmos';
import { boundedCaches } from '../../adapters/cache/index.ts';
import { cosmosEventStore, cosmosSnapshotStore } from '../../adapters/cosmos/index.ts';
import { monotonicNow, pauseAtRandom, systemClock } from '../../adapters/time/index.ts';
import { commandHandler } from '../../application/commands/command-handler.ts';
import { product, type ProductCommand } from '../../domain/product/index.ts';
import { provenanceOf } from './orders.ts';

const at = '2026-05-01T09:00:00.000Z';

/** A race for the seats of one concert: so many callers, who reach the processes in turn, want one each. */
export interface Race {
  readonly seats: number;
  readonly callers: number;
  readonly processes: number;
}

const ask = (entityId: string, command: ProductCommand) => ({
  entityId,
  command,
  reach: 'all' as const,
  provenance: provenanceOf(),
});

/** A process that takes commands for products and knows nothing yet. */
export const newBoxOffice = (database: Database) =>
  commandHandler(product, {
    eventStore: cosmosEventStore(database),
    snapshots: cosmosSnapshotStore(database),
    newCache: boundedCaches({ entries: 1_000, bytes: 64 * 1024 * 1024 }),
    clock: systemClock,
    now: monotonicNow,
    pause: pauseAtRandom,
  });

/** Has seats to sell, and processes that know of them. Gives the race: what each caller was answered. */
export const seatsOnSale = async (database: Database, concert: string, { seats, callers, processes }: Race) => {
  const offices = Array.from({ length: processes }, () => newBoxOffice(database));
  const [first] = offices;
  const data = { name: 'A seat', category: 'Concerts', currency: 'EUR', unitPrice: 4_500 };
  await first?.(ask(concert, { type: 'AddProduct', data, at }));
  await first?.(ask(concert, { type: 'ReceiveStock', data: { quantity: seats }, at }));
  const reserve = (holder: string): ProductCommand => ({ type: 'ReserveStock', data: { holder, quantity: 1 }, at });
  const race = () =>
    Promise.all(
      Array.from({ length: callers }, async (_, caller) =>
        offices[caller % processes]?.(ask(concert, reserve(`caller-${caller}`))),
      ),
    );
  return { race };
};
