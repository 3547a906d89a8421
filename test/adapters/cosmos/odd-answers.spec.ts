import type { Database } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import {
  cosmosEventStore,
  cosmosParkingLot,
  cosmosReadModel,
  cosmosStoredHistory,
} from '../../../adapters/cosmos/index.ts';
import { CommitTooLarge, StoreUnavailable } from '../../../application/streams/event-store.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { clientOfAnswers, type Answering } from '../../support/answering-server.ts';
import { newCommit } from '../contracts/new-commit.ts';
import { stored, storedSheets, type StoredSheet } from '../contracts/read-model.contract.ts';

const key = { id: '1', partition: 'bob' };
const place = newCommit('place', 'OrderPlaced');
const append = (database: Database, budgetMs = 400) =>
  cosmosEventStore(database, { budgetMs }).append(StreamHead.beforeFirst('order-1'), place);

const failure = (status: number, substatus?: number) => ({
  status,
  headers: substatus === undefined ? {} : { 'x-ms-substatus': String(substatus) },
  body: JSON.stringify({ code: 'x', message: `answered with ${status}` }),
});
const page = (documents: readonly object[], continuation?: string) => ({
  status: 200,
  headers: continuation === undefined ? {} : { 'x-ms-continuation': continuation },
  body: JSON.stringify({ _rid: '', Documents: documents, _count: documents.length }),
});

/** The commit that {@link append} appends, as the store has it. */
const storedCommit = JSON.stringify({ id: '0000000000000001', streamId: 'order-1', version: 1, ...place });

/** Runs some work on an account that is answered by hand. */
const answeredBy = async (
  answering: Answering,
  work: (odd: { readonly database: Database; readonly requests: () => number }) => Promise<void>,
  requestTimeoutMs?: number,
) => {
  const { client, requests, close } = await clientOfAnswers(answering, requestTimeoutMs);
  try {
    await work({ database: client.database('annal'), requests });
  } finally {
    await close();
  }
};

describe('A missing container is distinguished from a missing document', () => {
  // 404 with substatus 1003: "Owner resource does not exist".
  const ownerNotFound = () => failure(404, 1003);

  it('when a view is looked for, saved or replaced', () =>
    answeredBy(ownerNotFound, async ({ database }) => {
      const readModel = cosmosReadModel<StoredSheet>(database, storedSheets);
      await expect(readModel.find(key)).rejects.toMatchObject({ code: 404 });
      await expect(readModel.save(key, stored('1', 'bob'), undefined)).rejects.toMatchObject({ code: 404 });
      await expect(readModel.save(key, stored('1', 'bob'), '"1"')).rejects.toMatchObject({ code: 404 });
    }));

  it('when a parked commit is released', () =>
    answeredBy(ownerNotFound, async ({ database }) => {
      await expect(cosmosParkingLot(database).release('orders', 'order-1', 'any')).rejects.toMatchObject({ code: 404 });
    }));
});

describe('An odd answer', () => {
  it('of a replica that is behind this session is asked again, and not taken for a missing document', () =>
    answeredBy(
      () => failure(404, 1002),
      async ({ database, requests }) => {
        const readModel = cosmosReadModel<StoredSheet>(database, storedSheets, { budgetMs: 400 });
        await expect(readModel.find(key)).rejects.toThrow(StoreUnavailable);
        expect(requests()).toBeGreaterThan(1);
      },
    ));

  it('of a proxy that speaks HTML is asked again, with pauses that grow', () =>
    answeredBy(
      () => ({ status: 502, body: '<html>Bad Gateway</html>' }),
      async ({ database, requests }) => {
        await expect(append(database)).rejects.toThrow(StoreUnavailable);
        expect(requests()).toBeGreaterThan(1);
        expect(requests()).toBeLessThan(30);
      },
    ));

  it('that calls a commit too large is understood, whatever this code had measured', () =>
    answeredBy(
      () => failure(413),
      async ({ database }) => {
        await expect(append(database)).rejects.toThrow(CommitTooLarge);
      },
    ));

  it('of any other kind is thrown on as it came, after one request', () =>
    answeredBy(
      () => failure(403),
      async ({ database, requests }) => {
        await expect(append(database)).rejects.toMatchObject({ code: 403 });
        expect(requests()).toBe(1);
      },
    ));

  it('that never comes is given up, and what became of the append is read', () =>
    answeredBy(
      (method) => (method === 'POST' ? undefined : { status: 200, body: storedCommit }),
      async ({ database }) => {
        expect(await append(database, 20_000)).toMatchObject({ outcome: 'repeated' });
      },
      300,
    ));

  it('to an append that was stored is settled by reading also while the store refuses every further write', () =>
    answeredBy(
      (method, count) => {
        if (method === 'GET') return { status: 200, body: storedCommit };
        return failure(count === 0 ? 408 : 429);
      },
      async ({ database }) => {
        expect(await append(database)).toMatchObject({ outcome: 'repeated' });
      },
    ));
});

describe('An answer that is cut off in the middle', () => {
  const whole = page([{ ...place, id: '0000000000000001', streamId: 'order-1', version: 1 }]);
  const cutOffFirst: Answering = (_method, count) => {
    if (count === 0) return { ...whole, isCutOff: true };
    return count === 1 ? whole : { status: 304, body: '' };
  };

  it('to an append is settled by reading what became of it', () =>
    answeredBy(
      (method) =>
        method === 'POST' ? { status: 201, body: storedCommit, isCutOff: true } : { status: 200, body: storedCommit },
      async ({ database }) => {
        expect(await append(database, 20_000)).toMatchObject({ outcome: 'repeated' });
      },
    ));

  it('of a stream is asked for again', () =>
    answeredBy(cutOffFirst, async ({ database }) => {
      expect(await cosmosEventStore(database).read('order-1')).toHaveLength(1);
    }));

  it('of a page of the change feed is asked for again', () =>
    answeredBy(cutOffFirst, async ({ database }) => {
      const found: unknown[] = [];
      for await (const documents of cosmosStoredHistory(database).pages()) found.push(...documents);
      expect(found).toHaveLength(1);
    }));
});

describe('An empty page is not the end', () => {
  const commit = { ...place, id: '0000000000000001', streamId: 'order-1', version: 1 };
  const { view, version } = stored('1', 'bob');
  const document = { id: '1', version, ...view, _etag: '"1"' };
  const thirdPageOf = (found: object): Answering => {
    return (_method, count) => (count < 2 ? page([], `token-${count}`) : page(count === 2 ? [found] : []));
  };

  it('of a stream', () =>
    answeredBy(thirdPageOf(commit), async ({ database }) => {
      expect(await cosmosEventStore(database).read('order-1')).toHaveLength(1);
    }));

  it('of a list', () =>
    answeredBy(thirdPageOf(document), async ({ database }) => {
      const readModel = cosmosReadModel<StoredSheet>(database, storedSheets);
      expect(await readModel.list({ partition: 'bob', limit: 5 })).toEqual({ items: [stored('1', 'bob')] });
    }));
});
