import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import {
  cosmosEventStore,
  cosmosReadModel,
  cosmosReservations,
  cosmosStoredHistory,
} from '../../../adapters/cosmos/index.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import type { ReadModel } from '../../../application/views/read-model.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { newCommit } from '../contracts/new-commit.ts';
import { stored, storedSheets, type StoredSheet } from '../contracts/read-model.contract.ts';
import { streamIdOf } from '../../../application/streams/commit.ts';

const cosmos = useLocalCosmos();

/** A query is answered that the range is gone (410, substatus 1002), as it is after a split. */
const gone = { when: 'before-commit', answer: 410, operations: ['query'] } as const;

/** Reports a range gone to every query that names it. The local server lets the halves of a split range answer for it. */
const reportGone = (range: string) =>
  cosmos.server().faults.randomly({
    seed: 1,
    faults: [
      { ...gone, probability: 1, match: ({ headers }) => headers['x-ms-documentdb-partitionkeyrangeid'] === range },
    ],
  });

const days = Array.from({ length: 28 }, (_, index) => index + 1);
const newestFirst = days.toReversed().map((day) => `order-${day}`);

/** A view with 28 orders of as many customers, over three ranges, and the client that has listed them before. */
const filled = async (database: Database, budgetMs?: number) => {
  const readModel = cosmosReadModel<StoredSheet>(database, storedSheets, budgetMs === undefined ? {} : { budgetMs });
  for (const day of days) {
    const document = stored(`order-${day}`, `customer-${day}`, day);
    await readModel.save({ id: document.view.sheetId, partition: document.view.ownerId }, document, undefined);
  }
  return readModel;
};

const idsOf = async (readModel: ReadModel<StoredSheet>, limit: number, between = () => Promise.resolve()) => {
  const ids: string[] = [];
  let continuation: string | undefined;
  do {
    const page = await readModel.list({ limit, ...(continuation === undefined ? {} : { continuation }) });
    ids.push(...page.items.map(({ view }) => view.sheetId));
    continuation = page.continuation;
    await between();
  } while (continuation !== undefined);
  return ids;
};

describe('A list over all partitions', () => {
  it('is whole although a range is reported gone', async () => {
    const readModel = await filled(await cosmos.freshDatabase());
    cosmos.server().faults.next(gone);
    expect(await idsOf(readModel, 100)).toEqual(newestFirst);
    expect(cosmos.server().faults.pending()).toBe(0);
  });

  it.each([410, 429, 449] as const)('is whole although every fourth query is answered with %i', async (answer) => {
    const readModel = await filled(await cosmos.freshDatabase(), 4_000);
    let queries = 0;
    const fault = { when: 'before-commit', answer, operations: ['query'] } as const;
    const everyFourth = { ...fault, probability: 1, match: () => (queries += 1) % 4 === 0 };
    cosmos.server().faults.randomly({ seed: 1, faults: [everyFourth] });
    expect(await idsOf(readModel, 5)).toEqual(newestFirst);
    expect(queries).toBeGreaterThan(8);
  });

  it('continues where it was when a range is reported gone between its pages', async () => {
    const readModel = await filled(await cosmos.freshDatabase());
    const ids = await idsOf(readModel, 5, async () => cosmos.server().faults.next(gone));
    expect(ids).toEqual(newestFirst);
  });

  it('is whole after a range was split that this client knows, and that Azure reports gone', async () => {
    const database = await cosmos.freshDatabase();
    const readModel = await filled(database);
    expect(await idsOf(readModel, 100)).toEqual(newestFirst);
    await cosmos.server().split(database.id, storedSheets.container, '0');
    reportGone('0');
    expect(await idsOf(readModel, 100)).toEqual(newestFirst);
  });

  it('holds each document once when a range is split between its pages', async () => {
    const database = await cosmos.freshDatabase();
    const readModel = await filled(database);
    let isWhole = true;
    const ids = await idsOf(readModel, 5, async () => {
      if (isWhole) await cosmos.server().split(database.id, storedSheets.container, '1');
      isWhole = false;
      reportGone('1');
    });
    expect(ids).toEqual(newestFirst);
  });

  it('is unavailable while ranges stay gone, leaves the process to others meanwhile, and answers afterwards', async () => {
    const readModel = await filled(await cosmos.freshDatabase(), 400);
    cosmos.server().faults.randomly({ seed: 1, faults: [{ ...gone, probability: 1 }] });
    const listed = expect(readModel.list({ limit: 5 })).rejects.toThrow(StoreUnavailable);
    await delay(1); // never comes while the process is blocked
    await listed;
    cosmos.server().faults.clear();
    expect(await idsOf(readModel, 100)).toEqual(newestFirst);
  });
});

describe('A query over all partitions', () => {
  it('finds everything although a range is reported gone between its pages', async () => {
    const database = await cosmos.freshDatabase();
    const reservations = cosmosReservations(database);
    const names = Array.from({ length: 250 }, (_, index) => `email-${index}`);
    for (const name of names) await reservations.confirm(name, 'customer-1');
    let queries = 0;
    const fault = { ...gone, probability: 1, match: () => (queries += 1) % 4 === 2 };
    cosmos.server().faults.randomly({ seed: 1, faults: [fault] });
    expect([...(await reservations.namesOf('customer-1'))].toSorted()).toEqual(names.toSorted());
    expect(queries).toBeGreaterThan(4);
  });
});

describe('The change feed', () => {
  it('is read to its end although ranges are reported gone', async () => {
    const database = await cosmos.freshDatabase();
    for (let order = 0; order < 20; order += 1)
      await cosmosEventStore(database).append(
        StreamHead.beforeFirst(streamIdOf('order', String(order))),
        newCommit('place', 'OrderPlaced'),
      );
    const fault = { ...gone, operations: ['feed'], probability: 0.3 } as const;
    cosmos.server().faults.randomly({ seed: 1, faults: [fault] });
    let found = 0;
    for await (const page of cosmosStoredHistory(database, { pageSize: 3 }).pages()) found += page.length;
    expect(found).toBe(20);
  });
});
