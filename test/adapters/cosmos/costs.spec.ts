import { describe, expect, it } from 'vitest';
import type { JSONObject } from '@azure/cosmos';
import { commitDocument } from '../../../adapters/commit-document.ts';
import { cosmosEventStore, cosmosReadModel, cosmosWaitingMessages, shapeOf } from '../../../adapters/cosmos/index.ts';
import { beginWaiting } from '../../../application/consumers/waiting-stream.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { appendAll, headAt, newCommit } from '../contracts/new-commit.ts';
import { deskOf, filteredDesks, saveDesks, type Desk } from '../contracts/read-model-filters.contract.ts';
import { stored, storedSheets, type StoredSheet } from '../contracts/read-model.contract.ts';

/** The ranges of each container of the local server. */
const ranges = 3;

/** What work costs once the client knows the account and the container. */
const costOf = async (work: () => Promise<unknown>) => {
  const requests = await answeredRequests(work);
  return {
    requests: requests.map(({ method, status }) => `${method} ${status}`),
    requestUnits: requests.reduce((sum, { requestUnits }) => sum + requestUnits, 0),
  };
};

/** The commit of one event that makes this version another, as a request to store it. */
const storedAfter = (version: number) => {
  const commit = commitDocument(headAt('order-1', version), newCommit(`command-${version}`, 'NoteTaken'));
  return { operationType: 'Create' as const, resourceBody: JSON.parse(JSON.stringify(commit)) as JSONObject };
};

describe('What the event store costs', () => {
  const cosmos = useLocalCosmos();
  const warm = async () => {
    const eventStore = cosmosEventStore(await cosmos.freshDatabase());
    await appendAll(eventStore, 'order-0', [newCommit('warm up', 'OrderPlaced')]);
    return eventStore;
  };

  it('is one request and at most 6.5 RU for the append of a small commit', async () => {
    const eventStore = await warm();
    const nowhere = StreamHead.beforeFirst('order-1');
    const { requests, requestUnits } = await costOf(() =>
      eventStore.append(nowhere, newCommit('place', 'OrderPlaced')),
    );
    expect(requests).toEqual(['POST 201']);
    expect(requestUnits).toBeLessThanOrEqual(6.5);
  });

  it('is no more for a commit whose events hold a hundred values, as none of them is indexed', async () => {
    const eventStore = await warm();
    const data = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`f${index}`, index]));
    const commit = { ...newCommit('place', 'OrderPlaced'), events: [{ type: 'T', schemaVersion: 1, data }] as const };
    const { requestUnits } = await costOf(() => eventStore.append(StreamHead.beforeFirst('order-1'), commit));
    expect(requestUnits).toBeLessThanOrEqual(6.5);
  });

  it('is a refused create and a point read for a lost race', async () => {
    const eventStore = await warm();
    const lost = () => eventStore.append(StreamHead.beforeFirst('order-0'), newCommit('late', 'OrderPlaced'));
    const { requests, requestUnits } = await costOf(lost);
    expect(requests).toEqual(['POST 409', 'GET 200']);
    expect(requestUnits).toBeLessThanOrEqual(2.5);
  });

  it('is one query, at most 3.5 RU, to find a command in a stream of 1,500 commits, found or not', async () => {
    const database = await cosmos.freshDatabase();
    for (let from = 0; from < 1_500; from += 100) {
      const commits = Array.from({ length: 100 }, (_, index) => storedAfter(from + index));
      await database.container('events').items.batch(commits, 'order-1');
    }
    const eventStore = cosmosEventStore(database);
    for (const commandId of ['command-700', 'nobody']) {
      const { requests, requestUnits } = await costOf(() => eventStore.findByCommands('order-1', [commandId]));
      expect(requests.at(-1)).toBe('POST 200');
      expect(requestUnits).toBeLessThanOrEqual(3.5);
    }
  });

  it('is one query of one partition for the read of a stream; its plan is asked for beside it and costs nothing', async () => {
    const eventStore = await warm();
    const commits = Array.from({ length: 10 }, (_, index) => newCommit(`command-${index}`, 'NoteTaken'));
    await appendAll(eventStore, 'order-1', commits);
    const { requests, requestUnits } = await costOf(() => eventStore.read('order-1'));
    expect(requests).toEqual(['POST 200', 'POST 200']);
    expect(requestUnits).toBeLessThanOrEqual(3.5);
  });
});

describe('What a read model costs', () => {
  const cosmos = useLocalCosmos();

  it('costs one point read of 1 RU to find a small document, also when there is none', async () => {
    const readModel = cosmosReadModel<StoredSheet>(await cosmos.freshDatabase(), storedSheets);
    const key = { id: '1', partition: 'bob' };
    await readModel.find(key);
    expect(await costOf(() => readModel.find(key))).toEqual({ requests: ['GET 404'], requestUnits: 1 });
    await readModel.save(key, stored('1', 'bob'), undefined);
    expect(await costOf(() => readModel.find(key))).toEqual({ requests: ['GET 200'], requestUnits: 1 });
  });

  it('is one request for a save', async () => {
    const readModel = cosmosReadModel<StoredSheet>(await cosmos.freshDatabase(), storedSheets);
    await readModel.save({ id: '0', partition: 'bob' }, stored('0', 'bob'), undefined);
    const created = await costOf(() => readModel.save({ id: '1', partition: 'bob' }, stored('1', 'bob'), undefined));
    expect(created.requests).toEqual(['POST 201']);
    const found = await readModel.find({ id: '1', partition: 'bob' });
    const replaced = await costOf(() =>
      readModel.save({ id: '1', partition: 'bob' }, { ...stored('1', 'bob'), version: 2 }, found?.etag),
    );
    expect(replaced.requests).toEqual(['PUT 200']);
  });

  it('does not grow with the documents of others that a page of one partition does not show', async () => {
    const readModel = cosmosReadModel<StoredSheet>(await cosmos.freshDatabase(), storedSheets);
    const saveAll = (ownerId: string, count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) => {
          const document = stored(`${ownerId}-${index}`, ownerId);
          return readModel.save({ id: document.view.sheetId, partition: ownerId }, document, undefined);
        }),
      );
    await saveAll('bob', 5);
    const before = await costOf(() => readModel.list({ partition: 'bob', limit: 5 }));
    await saveAll('eve', 50);
    expect(await costOf(() => readModel.list({ partition: 'bob', limit: 5 }))).toEqual(before);
  });
});

describe('What a page of a declared query costs', () => {
  const cosmos = useLocalCosmos();
  const filled = async () => {
    const database = await cosmos.freshDatabase();
    await cosmos.addContainerOf(database, filteredDesks);
    const readModel = cosmosReadModel<Desk>(database, shapeOf(filteredDesks));
    const desks = Array.from({ length: 60 }, (_, index) =>
      deskOf(`desk-${index}`, { ownerId: index % 2 === 0 ? 'bob' : `other-${index}`, floor: index }),
    );
    await saveDesks(readModel, desks);
    await readModel.list({ limit: 1 });
    return readModel;
  };
  const searched = { equal: { state: 'free' }, orderBy: 'floor', from: 5, limit: 10 };

  it('is one query of at most 4 RU in one partition, and its plan, which is free, on the first page and on the next', async () => {
    const readModel = await filled();
    const asked = { ...searched, partition: 'bob' };
    const { continuation = '' } = await readModel.list(asked);
    for (const page of [asked, { ...asked, continuation }]) {
      const { requests, requestUnits } = await costOf(() => readModel.list(page));
      expect(requests).toEqual(['POST 200', 'POST 200']);
      expect(requestUnits).toBeLessThanOrEqual(4);
    }
  });

  it('is one query of at most 4 RU for each of the ranges that all partitions lie in', async () => {
    const readModel = await filled();
    const { continuation = '' } = await readModel.list(searched);
    for (const page of [searched, { ...searched, continuation }]) {
      const { requests, requestUnits } = await costOf(() => readModel.list(page));
      expect(requests.toSorted()).toEqual(['POST 200', ...Array<string>(ranges).fill('POST 200')]);
      expect(requestUnits).toBeLessThanOrEqual(ranges * 4);
    }
  });

  it('is one query more, of at most 4.5 RU, for the count of one partition', async () => {
    const readModel = await filled();
    const { requests, requestUnits } = await costOf(() => readModel.count({ partition: 'bob' }));
    expect(requests).toEqual(['POST 200', 'POST 200']);
    expect(requestUnits).toBeLessThanOrEqual(4.5);
  });
});

describe('What waiting messages cost', () => {
  const cosmos = useLocalCosmos();
  const waits = (streamId: string) =>
    beginWaiting(streamId, { id: `${streamId}:1`, position: 1, since: '2026-05-04T10:00:00.000Z', body: {} });

  it('is one query, its plan aside, of at most 3 RU to learn whether anything waits, whatever waits for others', async () => {
    const database = await cosmos.freshConsumerDatabase([]);
    const waiting = cosmosWaitingMessages(database, 'email');
    await waiting.any();
    for (let index = 0; index < 50; index += 1)
      await cosmosWaitingMessages(database, 'other').add(waits(`order-${index}`));
    const { requests, requestUnits } = await costOf(() => waiting.any());
    expect(requests).toEqual(['POST 200', 'POST 200']);
    expect(requestUnits).toBeLessThanOrEqual(3);
  });

  it('is one write of at most 12 RU for each step of a wait', async () => {
    const waiting = cosmosWaitingMessages(await cosmos.freshConsumerDatabase([]), 'email');
    await waiting.any();
    const added = await costOf(() => waiting.add(waits('order-1')));
    const found = await waiting.find('order-1');
    const replaced = await costOf(() => waiting.replace({ ...waits('order-1'), tries: 1 }, found?.revision ?? ''));
    const again = await waiting.find('order-1');
    const removed = await costOf(() => waiting.remove('order-1', again?.revision ?? ''));
    expect([added, replaced, removed].map(({ requests }) => requests)).toEqual([
      ['POST 201'],
      ['PUT 200'],
      ['DELETE 204'],
    ]);
    for (const { requestUnits } of [added, replaced, removed]) expect(requestUnits).toBeLessThanOrEqual(12);
  });
});
