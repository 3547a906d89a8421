import type { Database } from '@azure/cosmos';
import { product, type ProductCommand } from '../../domain/product/index.ts';
import { answeredRequests } from '../measure/answered-requests.ts';
import { costOf } from '../measure/cost-of.ts';
import { inLanes, type Rate } from '../measure/in-lanes.ts';
import { askFor, commandProcess } from './command-process.ts';

const at = '2026-05-01T09:00:00.000Z';
const receive: ProductCommand = { type: 'ReceiveStock', data: { quantity: 1 }, at };

/** What callers reach who all want the same product, or one of ten, and what a command of theirs costs. */
export interface HotStream {
  readonly streams: number;
  readonly rate: Rate;
  readonly requests: number;
  readonly requestUnits: number;
}

/** Sends commands to so many products in one process, which knows them, so many at once and each caller one after the other. */
export const hotStream = async (database: Database, streams: number, lanes: number): Promise<HotStream> => {
  const handle = commandProcess(product, database);
  const idOf = (n: number) => `hot-${streams}-${n % streams}`;
  const data = { name: 'A seat', category: 'Concerts', currency: 'EUR', unitPrice: 4_500 };
  for (let n = 0; n < streams; n += 1) await handle(askFor(idOf(n), { type: 'AddProduct', data, at }));
  const send = (n: number) => handle({ ...askFor(idOf(n), receive), isNewId: true });
  const rate = await inLanes({ lanes, seconds: 3 }, send);
  const counted = 1_000;
  const { requests, requestUnits } = costOf(
    await answeredRequests(async () => {
      for (let from = 0; from < counted; from += lanes)
        await Promise.all(Array.from({ length: Math.min(lanes, counted - from) }, (_, lane) => send(from + lane)));
    }),
  );
  return { streams, rate, requests: requests / counted, requestUnits: requestUnits / counted };
};
