import type { Database } from '@azure/cosmos';
import { product, type ProductCommand } from '../../domain/product/index.ts';
import { askFor, commandProcess } from './command-process.ts';

const at = '2026-05-01T09:00:00.000Z';

/** A race for the seats of one concert: so many callers, who reach the processes in turn, want one each. */
export interface Race {
  readonly seats: number;
  readonly callers: number;
  readonly processes: number;
  /** By which a process gives up what has waited too long, in milliseconds; that of this machine, unless it is given. */
  readonly now?: () => number;
}

/** Has seats to sell, and processes that know of them. Gives the race: what each caller was answered. */
export const seatsOnSale = async (database: Database, concert: string, { seats, callers, processes, now }: Race) => {
  const offices = Array.from({ length: processes }, () => commandProcess(product, database, now));
  const [first] = offices;
  const data = { name: 'A seat', category: 'Concerts', currency: 'EUR', unitPrice: 4_500 };
  await first?.(askFor(concert, { type: 'AddProduct', data, at }));
  await first?.(askFor(concert, { type: 'ReceiveStock', data: { quantity: seats }, at }));
  const reserve = (holder: string): ProductCommand => ({ type: 'ReserveStock', data: { holder, quantity: 1 }, at });
  const race = () =>
    Promise.all(
      Array.from({ length: callers }, async (_, caller) =>
        offices[caller % processes]?.(askFor(concert, reserve(`caller-${caller}`))),
      ),
    );
  return { race };
};
