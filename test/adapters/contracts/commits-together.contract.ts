import { beforeEach, describe, expect, it } from 'vitest';
import type { EventStore, NewCommit } from '../../../application/streams/event-store.ts';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { appendAll, commitOfBytes, headOf, newCommit } from './new-commit.ts';

/** Two ways to the same data, as two instances of the app have them. */
interface TwoWays {
  readonly eventStore: EventStore;
  readonly rival: EventStore;
}

/** What every event store promises of commits that are appended together. `make` gives an empty one. */
export const commitsTogetherContract = (name: string, make: () => Promise<TwoWays>): void => {
  describe(`${name} keeps the promises of commits that are appended together`, () => {
    let eventStore: EventStore;
    let rival: EventStore;
    const nowhere = StreamHead.beforeFirst('order-1');

    beforeEach(async () => {
      ({ eventStore, rival } = await make());
    });

    it('appends commits together as if they came one behind the other', async () => {
      const commits = ['one', 'two', 'three'].map((commandId) => newCommit(commandId, 'NoteTaken', 'NoteTaken'));
      const [one, two, three] = commits as [NewCommit, NewCommit, NewCommit];
      await eventStore.append(nowhere, one);
      const written = await eventStore.append(await headOf(eventStore, 'order-1'), two, three);
      const read = await rival.read('order-1');
      expect(written).toEqual({ outcome: 'appended', commits: read.slice(1) });
      const head = await appendAll(inMemoryEventStore(), 'order-1', commits);
      expect(StreamHead.beforeFirst('order-1').after(read)).toEqual(head);
    });

    it('appends none of several commits where another writer was first, and says which', async () => {
      await rival.append(nowhere, newCommit('theirs', 'NoteTaken'));
      const [theirs] = await rival.read('order-1');
      const written = await eventStore.append(nowhere, newCommit('one', 'NoteTaken'), newCommit('two', 'NoteTaken'));
      expect(written).toEqual({ outcome: 'conflict', next: theirs });
      expect(await rival.read('order-1')).toEqual([theirs]);
    });

    it('calls several commits repeated by the first of them, also where the others are not there', async () => {
      await rival.append(nowhere, newCommit('one', 'NoteTaken'));
      const [first] = await rival.read('order-1');
      const written = await eventStore.append(nowhere, newCommit('one', 'NoteTaken'), newCommit('two', 'NoteTaken'));
      expect(written).toEqual({ outcome: 'repeated', commit: first });
      expect(await rival.read('order-1')).toEqual([first]);
    });

    it.each<[string, number, readonly [NewCommit, ...NewCommit[]]]>([
      ['100 commits', 100, [newCommit('one', 'A'), ...Array.from({ length: 104 }, (_, n) => newCommit(`${n}`, 'A'))]],
      ['2 MB', 2, [newCommit('one', 'A'), commitOfBytes('two', 1_500_000), commitOfBytes('three', 500_000)]],
      ['what can be stored', 1, [newCommit('one', 'A'), commitOfBytes('large', 2_100_000), newCommit('three', 'A')]],
    ])('takes the first of many commits, those that make up %s', async (_, taken, commits) => {
      const written = await eventStore.append(nowhere, ...commits);
      expect(written).toEqual({ outcome: 'appended', commits: await rival.read('order-1') });
      const commandIds = (await rival.read('order-1')).map(({ commandId }) => commandId);
      expect(commandIds).toEqual(commits.slice(0, taken).map(({ commandId }) => commandId));
    });

    it('lets one of several writers of several commits have a place, whole', async () => {
      const together = (name: string) =>
        [newCommit(`${name}-1`, 'A'), newCommit(`${name}-2`, 'A'), newCommit(`${name}-3`, 'A')] as const;
      const written = await Promise.all(
        ['a', 'b', 'c', 'd'].map((name, index) =>
          (index % 2 === 0 ? eventStore : rival).append(nowhere, ...together(name)),
        ),
      );
      expect(written.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
      const winner = (await eventStore.read('order-1'))[0]?.commandId.slice(0, 1) ?? 'nobody';
      expect((await rival.read('order-1')).map((commit) => commit.commandId)).toEqual(
        [1, 2, 3].map((n) => `${winner}-${n}`),
      );
    });
  });
};
