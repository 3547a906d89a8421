import { describe, expect, it } from 'vitest';
import { inMemoryCorrelatedCommits, inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { followedFrom } from '../../../application/history/correlated-events.ts';
import { appendAll, newCommit } from '../../adapters/contracts/new-commit.ts';

const unpublished = async () => [];

/** A store in which one request has led to these commits, each of so many events. */
const storeOf = async (...sizes: readonly number[]) => {
  const eventStore = inMemoryEventStore();
  for (const [index, size] of sizes.entries()) {
    const others = Array.from({ length: size - 1 }, (_, at) => `Later${at + 1}`);
    await appendAll(eventStore, 'order-1', [newCommit(`command-${index}`, 'First', ...others)]);
  }
  const correlated = inMemoryCorrelatedCommits(eventStore);
  return { eventStore, correlated, followed: followedFrom(correlated, unpublished) };
};

describe('What followed from a request', () => {
  it('has the place of each event, also of several in one commit', async () => {
    const { followed } = await storeOf(2, 3);
    const page = await followed('correlation-1', { limit: 20 });
    expect(page?.items.map(({ version, events }) => [version, events.map(({ place }) => place)])).toEqual([
      [2, ['order-1:1', 'order-1:2']],
      [5, ['order-1:3', 'order-1:4', 'order-1:5']],
    ]);
    expect(page?.items[1]).toMatchObject({
      ...{ streamId: 'order-1', category: 'order', entityId: '1', at: '2026-11-21T09:00:00.000Z', because: null },
      events: [{ version: 3, type: 'First' }, { type: 'Later1' }, { version: 5, type: 'Later2' }],
    });
  });

  it('has with each event of a commit the messages about that event alone', async () => {
    const { correlated } = await storeOf(3);
    const told = (id: string, version: number) => ({ id, contract: 'order.told', version, consumers: [] });
    const page = await followedFrom(correlated, async () => [told('a', 1), told('b', 3), told('c', 3)])(
      'correlation-1',
      { limit: 20 },
    );
    expect(page?.items[0]?.events.map(({ messages }) => messages?.map(({ id }) => id))).toEqual([
      ['a'],
      [],
      ['b', 'c'],
    ]);
  });

  it('is nothing where no commit has its id', async () => {
    const { followed } = await storeOf(1);
    expect(await followed('correlation-2', { limit: 20 })).toBeUndefined();
  });

  it('is an empty page, and not nothing, where what an earlier page led to holds no commit', async () => {
    const emptied = followedFrom({ of: async () => ({ items: [] }) }, unpublished);
    expect(await emptied('correlation-1', { limit: 1, continuation: 'behind' })).toEqual({ items: [] });
  });

  it('is a page, and not nothing, where all on the first are damaged and more follow', async () => {
    const damaged = followedFrom({ of: async () => ({ items: [], continuation: 'more' }) }, unpublished);
    expect(await damaged('correlation-1', { limit: 1 })).toEqual({ items: [], continuation: 'more' });
  });
});
