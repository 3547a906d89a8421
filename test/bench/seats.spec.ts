import type { Database } from '@azure/cosmos';
import { beforeAll, describe, expect, it } from 'vitest';
import { cosmosEventStore } from '../../adapters/cosmos/index.ts';
import { streamIdOf } from '../../application/streams/commit.ts';
import { decodeCommits } from '../../application/streams/event-codec.ts';
import { seatsOnSale } from '../../bench/commands/seats.ts';
import { answeredRequests } from '../../bench/measure/answered-requests.ts';
import { costOf } from '../../bench/measure/cost-of.ts';
import { product } from '../../domain/product/index.ts';
import { countStock } from '../domain/product/stock-ledger.ts';
import { useLocalCosmos } from '../support/local-cosmos.ts';

describe('The last 100 seats, which 1,000 callers want at once', () => {
  const cosmos = useLocalCosmos();
  let database: Database;

  beforeAll(async () => {
    database = await cosmos.freshDatabase();
  });

  /** How often each answer was given, as a caller would read it, and what all of them cost. */
  const raceOver = async (processes: number) => {
    const concert = `concert-${processes}`;
    // Time stands still, so that nobody gives up on a busy machine.
    const now = () => 0;
    const { race } = await seatsOnSale(database, concert, { seats: 100, callers: 1_000, processes, now });
    const answers = new Map<string, number>();
    const requests = await answeredRequests(async () => {
      for (const answer of await race()) {
        const name = answer?.outcome === 'rejected' ? answer.rejection.type : (answer?.outcome ?? 'none');
        answers.set(name, (answers.get(name) ?? 0) + 1);
      }
    });
    const commits = await cosmosEventStore(database).read(streamIdOf(product.category, concert));
    const history = decodeCommits(product.events, commits).map(({ event }) => event);
    return { answers: Object.fromEntries(answers), cost: costOf(requests), counts: countStock(history) };
  };

  it('go to 100 of them, and the others hear that they are sold out, by a single request', async () => {
    const { answers, cost, counts } = await raceOver(1);
    expect(answers).toEqual({ accepted: 100, SoldOut: 900 });
    expect(counts.at(-1)).toEqual({ received: 100, available: 0, reserved: 100, shipped: 0 });
    expect(cost.requests).toBe(1);
    expect(cost.requestUnits / 1_000).toBeLessThanOrEqual(0.7);
  });

  it.each([2, 4])('go to 100 of them when %i processes sell: none is told to come again', async (processes) => {
    const { answers, cost, counts } = await raceOver(processes);
    expect(answers).toEqual({ accepted: 100, SoldOut: 900 });
    expect(counts.at(-1)).toEqual({ received: 100, available: 0, reserved: 100, shipped: 0 });
    expect(counts.filter(({ available }) => available < 0)).toEqual([]);
    // For each process its append; for each lost race a read of what won, and another try.
    expect(cost.requests).toBeLessThanOrEqual(4 * processes);
    expect(cost.requestUnits / 1_000).toBeLessThanOrEqual(1);
  });
});
