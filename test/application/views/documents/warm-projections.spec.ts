import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedCaches } from '../../../../adapters/cache/index.ts';
import { inMemoryReadModel, type StoredViews } from '../../../../adapters/memory/index.ts';
import { shapeOf } from '../../../../adapters/read-model-shape.ts';
import { decryptingWith } from '../../../../application/privacy/decrypt-commits.ts';
import type { Cache, CacheUse, NewCache } from '../../../../application/streams/cache.ts';
import { projector } from '../../../../application/views/documents/projector.ts';
import type { ReadModel } from '../../../../application/views/read-model.ts';
import { countedReadModel } from '../../../support/counted-read-model.ts';
import { peopleById, sheetsById, sheetsByOwner, type PersonCommand } from '../../../support/ledger/index.ts';
import { asking, peopleOverMemory } from '../../../support/people.ts';
import { commands, sheetsOverMemory } from '../../../support/sheets.ts';

/** A sheet of four events, and processes that follow it: they share the documents, and not what they remember. */
const followed = async (name: 'byId' | 'byOwner') => {
  const reads: string[] = [];
  const bobs = sheetsOverMemory((inner) => ({
    ...inner,
    read: (streamId, after) => {
      reads.push(streamId);
      return inner.read(streamId, after);
    },
  }));
  await bobs.send('1', commands.open, commands.changeRent(6), commands.removeTax, commands.close);
  const view = name === 'byId' ? sheetsById : sheetsByOwner;
  const key = { id: '1', partition: name === 'byId' ? '1' : 'bob' };
  const documents: StoredViews = new Map();
  const stored = inMemoryReadModel(shapeOf(view), documents);
  const newProcess = (over: ReadModel<SheetShape> = stored, newCache = bobs.newCache) => {
    const { readModel, requests } = countedReadModel(over);
    const { deliver } = projector(view, { ...bobs, readModel, newCache });
    /** What delivering these events costs, in requests to the view; `read` is one to the store of events. */
    const costOf = async (...delivered: Parameters<typeof deliver>) => {
      requests.length = reads.length = 0;
      const report = await deliver(...delivered);
      return { requests: [...requests, ...reads.map(() => 'read')], ...report };
    };
    return { deliver, costOf };
  };
  const [first, second, third, fourth] = bobs.feed();
  return { bobs, key, documents, stored, newProcess, events: { first, second, third, fourth } };
};

/** Caches that can be looked into. */
const watchedCaches = (inner: NewCache) => {
  const caches: Cache<object>[] = [];
  const newCache: NewCache = <Value extends object>(use: CacheUse<Value>) => {
    const cache = inner(use);
    caches.push({ get: cache.get, set: () => undefined });
    return cache;
  };
  return { caches, newCache };
};

type SheetShape = NonNullable<ReturnType<typeof sheetsById.fold>>;

describe.each(['byId', 'byOwner'] as const)('a process that follows %s', (name) => {
  it('sends one request for a document, from the first event of a stream on', async () => {
    const { newProcess, events, stored, key } = await followed(name);
    const { costOf } = newProcess();
    expect(await costOf([events.first])).toMatchObject({ applied: 1, requests: ['create'] });
    expect(await costOf([events.second, events.third])).toMatchObject({ applied: 1, requests: ['replace'] });
    expect(await costOf([events.fourth])).toMatchObject({ applied: 1, requests: ['replace'] });
    expect(await stored.find(key)).toMatchObject({ version: 4, view: { status: 'closed', total: 6 } });
  });

  it('looks before it says that an event is applied already, as no save would prove it', async () => {
    const { newProcess, events, documents, stored, key } = await followed(name);
    const { costOf } = newProcess();
    await costOf([events.first, events.second]);
    expect(await costOf([events.second])).toMatchObject({ alreadyApplied: 1, requests: ['find'] });
    documents.clear();
    expect(await costOf([events.second])).toMatchObject({ applied: 1 });
    expect(await stored.find(key)).toMatchObject({ view: { sheetId: '1' } });
  });

  it('sends a request more for an event that another process has applied', async () => {
    const { newProcess, events, stored, key } = await followed(name);
    const [one, other] = [newProcess(), newProcess()];
    await one.deliver([events.first, events.second]);
    await other.deliver([events.first, events.second, events.third]);
    expect(await one.costOf([events.third])).toMatchObject({ alreadyApplied: 1, requests: ['replace', 'find'] });
    expect(await one.costOf([events.fourth])).toMatchObject({ applied: 1, requests: ['replace'] });
    expect(await other.costOf([events.fourth])).toMatchObject({ alreadyApplied: 1, requests: ['replace', 'find'] });
    expect(await stored.find(key)).toMatchObject({ version: 4, view: { total: 6 } });
  });

  it('finds its own document after an answer was lost', async () => {
    const { newProcess, events, stored, key } = await followed(name);
    let lost = 0;
    const losing: ReadModel<SheetShape> = {
      ...stored,
      save: async (...asked) => {
        const saved = await stored.save(...asked);
        lost += 1;
        return lost <= 2 ? 'conflict' : saved;
      },
    };
    const { costOf } = newProcess(losing);
    expect(await costOf([events.first])).toMatchObject({ alreadyApplied: 1, applied: 0 });
    expect(await costOf([events.second])).toMatchObject({ alreadyApplied: 1, requests: ['replace', 'find'] });
    expect(await costOf([events.third])).toMatchObject({ applied: 1, requests: ['replace'] });
    expect(await stored.find(key)).toMatchObject({ version: 3 });
  });

  it('folds a document that was deleted from the start of its stream with the next event', async () => {
    const { newProcess, events, documents, stored, key } = await followed(name);
    const { deliver } = newProcess();
    await deliver([events.first, events.second]);
    documents.clear();
    expect(await deliver([events.third])).toMatchObject({ applied: 1 });
    expect(await stored.find(key)).toMatchObject({ version: 4, view: { total: 6 } });
  });

  it('brings a deleted document back by a replay, whatever it remembers', async () => {
    const { newProcess, bobs, documents, stored, key } = await followed(name);
    const { deliver } = newProcess();
    await deliver(bobs.feed());
    documents.clear();
    expect(await deliver(bobs.feed(), 'replay')).toMatchObject({ applied: 1 });
    expect(await stored.find(key)).toMatchObject({ version: 4, view: { total: 6 } });
  });

  it('folds a document anew that somebody has damaged meanwhile', async () => {
    const { newProcess, events, stored, key } = await followed(name);
    const { deliver } = newProcess();
    await deliver([events.first, events.second]);
    const found = await stored.find(key);
    if (found?.view === undefined) throw new Error('The view was not saved.');
    await stored.save(key, { view: { ...found.view, total: 0 }, version: 999 }, found.etag);
    expect(await deliver([events.third])).toMatchObject({ applied: 1 });
    expect(await stored.find(key)).toMatchObject({ version: 4, view: { total: 6 } });
  });

  it('comes to the same documents as others beside it, whatever each is given and whatever is deleted', async () => {
    const step = fc.record({
      process: fc.integer({ min: 0, max: 2 }),
      batch: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
      isDeleted: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 8 }), async (rounds) => {
        const { newProcess, bobs, documents, stored, key } = await followed(name);
        const processes = [newProcess(), newProcess(), newProcess()];
        const feed = bobs.feed();
        for (const round of rounds)
          await Promise.all(
            round.map(({ process, batch, isDeleted }) => {
              if (isDeleted) documents.clear();
              return (processes[process] ?? newProcess()).deliver(batch.toSorted().map((index) => feed[index]));
            }),
          );
        await processes[0]?.deliver(feed.slice(-1));
        expect(await stored.find(key)).toMatchObject({ version: 4, view: { status: 'closed', total: 6 } });
        expect(documents.size).toBe(1);
      }),
      { numRuns: 150 },
    );
  });
});

describe('what a process remembers', () => {
  it('is forgotten after five minutes where it is personal, and replaced by an erasure at once', async () => {
    const people = peopleOverMemory();
    const { readModel, requests } = countedReadModel(people.readModel);
    const { caches, newCache } = watchedCaches(people.newCache);
    const { send, keys, eventStore } = people.newProcess();
    const decrypt = decryptingWith(keys);
    const { deliver } = projector(peopleById, { ...people, eventStore, decrypt, readModel, newCache });
    const requestsAfter = async (command: PersonCommand) => {
      await send('ada', command);
      requests.length = 0;
      await deliver(people.stored.feed().slice(-1));
      return [...requests];
    };
    expect(await requestsAfter(asking.register('ada@example.org'))).toEqual(['create']);
    expect(await requestsAfter(asking.changeEmail('ada@new.example'))).toEqual(['replace']);
    expect(JSON.stringify(caches.map((cache) => cache.get('person-ada')))).toContain('ada@new.example');
    people.pass(301);
    expect(caches.map((cache) => cache.get('person-ada'))).toEqual([undefined, undefined]);
    expect(await requestsAfter(asking.changeEmail('ada@other.example'))).toEqual(['find', 'replace']);
    expect(await requestsAfter(asking.erase)).toEqual(['replace']);
    expect(JSON.stringify(caches.map((cache) => cache.get('person-ada')))).not.toContain('@');
  });

  it('is bounded: where it has dropped a document it reads that again, and not the stream', async () => {
    const { newProcess, events, stored } = await followed('byOwner');
    const placesOnly = boundedCaches({ entries: 100, bytes: 400 });
    const { costOf } = newProcess(stored, placesOnly);
    await costOf([events.first, events.second]);
    expect(await costOf([events.third])).toMatchObject({ applied: 1, requests: ['find', 'replace'] });
  });

  it('is nothing after a start: then a document in the partition of a field is found by the stream', async () => {
    const { newProcess, events } = await followed('byOwner');
    await newProcess().deliver([events.first, events.second]);
    expect(await newProcess().costOf([events.third])).toMatchObject({
      applied: 1,
      requests: ['find', 'replace', 'read'],
    });
  });
});
