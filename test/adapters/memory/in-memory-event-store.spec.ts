import { describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { commitSchema } from '../../../application/streams/commit.ts';
import { eventStoreContract } from '../contracts/event-store.contract.ts';
import { appendAll, newCommit } from '../contracts/new-commit.ts';

eventStoreContract('The in-memory event store', async () => {
  const eventStore = inMemoryEventStore();
  return { eventStore, rival: eventStore };
});

describe('The feed of the in-memory event store', () => {
  it('lists all commits in the order of their appends, as undecoded documents', async () => {
    const eventStore = inMemoryEventStore();
    await appendAll(eventStore, 'order-2', [newCommit('one', 'OrderPlaced')]);
    await appendAll(eventStore, 'order-1', [newCommit('two', 'OrderPlaced', 'NoteTaken')]);
    await appendAll(eventStore, 'order-2', [newCommit('three', 'NoteTaken')]);

    const commits = eventStore.feed().map((document) => commitSchema.parse(document));
    expect(commits.map(({ streamId, version, commandId }) => [streamId, version, commandId])).toEqual([
      ['order-2', 1, 'one'],
      ['order-1', 2, 'two'],
      ['order-2', 2, 'three'],
    ]);
  });

  it('does not tell of a commit that was refused or repeated', async () => {
    const eventStore = inMemoryEventStore();
    const head = await appendAll(eventStore, 'order-1', []);
    await eventStore.append(head, newCommit('mine', 'OrderPlaced'));
    await eventStore.append(head, newCommit('theirs', 'OrderPlaced'));
    await eventStore.append(head, newCommit('mine', 'OrderPlaced'));
    expect(eventStore.feed()).toHaveLength(1);
  });
});
