import { beforeEach, describe, expect, it } from 'vitest';
import { firstVersionOf } from '../../../application/streams/commit.ts';
import {
  CommitTooLarge,
  UnusableStreamId,
  type EventStore,
  type NewCommit,
} from '../../../application/streams/event-store.ts';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { commitsTogetherContract } from './commits-together.contract.ts';
import { appendAll, commitOfBytes, headOf, newCommit } from './new-commit.ts';

/** Two ways to the same data, as two instances of the app have them. */
export interface EventStoreUnderContract {
  readonly eventStore: EventStore;
  readonly rival: EventStore;
}

/** What every event store promises. `make` gives an empty one. */
export const eventStoreContract = (name: string, make: () => Promise<EventStoreUnderContract>): void => {
  describe(`${name} keeps the promises of an event store`, () => {
    let eventStore: EventStore;
    let rival: EventStore;
    const nowhere = StreamHead.beforeFirst('order-1');

    beforeEach(async () => {
      ({ eventStore, rival } = await make());
    });

    it('has no commits of a stream that does not exist', async () => {
      expect(await eventStore.read('order-1')).toEqual([]);
    });

    it('gives a commit back exactly as it was appended, with its stream and version', async () => {
      const commit: NewCommit = {
        ...newCommit('place', 'OrderPlaced', 'NoteTaken'),
        causationId: 'message-7',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      };
      await eventStore.append(nowhere, commit);
      const hash: unknown = expect.any(String);
      expect(await rival.read('order-1')).toEqual([{ ...commit, streamId: 'order-1', version: 2, hash }]);
    });

    it('gives every commit a hash of its own, and the hash of the commit before it', async () => {
      const commits = ['one', 'two', 'three'].map((commandId) => newCommit(commandId, 'NoteTaken'));
      const head = await appendAll(eventStore, 'order-1', commits);
      const read = await rival.read('order-1');
      const hashes = read.map(({ hash }) => hash);
      expect(new Set(hashes).size).toBe(3);
      expect(read.map(({ previousHash }) => previousHash)).toEqual([undefined, ...hashes.slice(0, 2)]);
      expect(head.hash).toBe(hashes[2]);
    });

    it('gives a stream with the same commits the same hashes', async () => {
      const commits = ['one', 'two'].map((commandId) => newCommit(commandId, 'NoteTaken'));
      const head = await appendAll(eventStore, 'order-1', commits);
      expect(head.hash).toBe((await appendAll(inMemoryEventStore(), 'order-1', commits)).hash);
      expect(head.hash).not.toBe((await appendAll(eventStore, 'order-2', commits)).hash);
    });

    it('records no commit before the one that it follows, whatever a clock says', async () => {
      const times = ['09:00:00.000Z', '08:59:59.999Z', '09:00:00Z', '09:00:00.5Z', '09:00:00.499Z', '09:00:01Z'];
      const recordedAt = (time: string) => `2026-11-21T${time}`;
      const commits = times.map((time) => ({ ...newCommit(time, 'NoteTaken'), recordedAt: recordedAt(time) }));
      await appendAll(eventStore, 'order-1', commits);
      expect((await rival.read('order-1')).map((commit) => commit.recordedAt)).toEqual(
        [times[0], times[0], times[0], times[3], times[3], times[5]].map((time) => recordedAt(time ?? '')),
      );
    });

    it('keeps event data as JSON does, whatever it holds', async () => {
      const data = {
        id: 'x',
        _etag: '"1"',
        text: 'ä € 😀 " \\ \u2028',
        nothing: null,
        deep: { list: [1, -0.5, 1e21, []] },
      };
      const commit = {
        ...newCommit('place', 'OrderPlaced'),
        events: [{ type: 'OrderPlaced', schemaVersion: 3, data }],
      };
      await appendAll(eventStore, 'order-1', [commit as unknown as NewCommit]);
      expect((await eventStore.read('order-1'))[0]?.events[0]?.data).toEqual(data);
    });

    it('keeps what JSON makes of a value that JSON has no word for, and takes it for unchanged', async () => {
      const data = {
        at: new Date(0),
        site: new URL('http://a.example/'),
        none: () => 1,
        list: [undefined, new Date(1)],
      };
      const commit: NewCommit = {
        ...newCommit('place', 'OrderPlaced'),
        events: [{ type: 'OrderPlaced', schemaVersion: 1, data }],
      };
      const appended = await eventStore.append(nowhere, commit);
      const [read] = await rival.read('order-1');
      expect(read).toEqual(appended.outcome === 'appended' ? appended.commits[0] : appended);
      expect(read).not.toHaveProperty('isChanged');
      const list = [null, '1970-01-01T00:00:00.001Z'];
      expect(read?.events[0]?.data).toEqual({ at: '1970-01-01T00:00:00.000Z', site: 'http://a.example/', list });
    });

    it('shares nothing with what it was given and what it gives', async () => {
      const data: Record<string, unknown> = { quantity: 5 };
      await eventStore.append(nowhere, {
        ...newCommit('place', 'OrderPlaced'),
        events: [{ type: 'OrderPlaced', schemaVersion: 1, data }],
      });
      data['quantity'] = 6;
      const [read] = await eventStore.read('order-1');
      if (read?.events[0] !== undefined) read.events[0].data['quantity'] = 7;
      expect((await eventStore.read('order-1'))[0]?.events[0]?.data).toEqual({ quantity: 5 });
    });

    it('gives commits in the order of their versions, also beyond ten', async () => {
      const commits = Array.from({ length: 12 }, (_, index) => newCommit(`command-${index}`, 'NoteTaken', 'NoteTaken'));
      await appendAll(eventStore, 'order-1', commits);
      const versions = (await eventStore.read('order-1')).map(({ version }) => version);
      expect(versions).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]);
    });

    it('returns only commits with a version above the given one, and a commit that contains it as a whole', async () => {
      await appendAll(eventStore, 'order-1', [
        newCommit('one', 'A', 'B'),
        newCommit('two', 'C', 'D', 'E'),
        newCommit('three', 'F'),
      ]);
      const readAfter = async (after: number) =>
        (await eventStore.read('order-1', after)).map(({ commandId }) => commandId);
      expect(await readAfter(2)).toEqual(['two', 'three']);
      expect(await readAfter(3)).toEqual(['two', 'three']);
      expect(await readAfter(5)).toEqual(['three']);
      expect(await readAfter(6)).toEqual([]);
    });

    it('gives only what ends before a version', async () => {
      const commits = ['one', 'two', 'three'].map((commandId) => newCommit(commandId, 'A', 'B'));
      await appendAll(eventStore, 'order-1', commits);
      const readBetween = async (after: number, before: number) =>
        (await eventStore.read('order-1', after, before)).map(({ commandId }) => commandId);
      expect(await readBetween(0, 5)).toEqual(['one', 'two']);
      expect(await readBetween(3, 5)).toEqual(['two']);
      expect(await readBetween(0, 4)).toEqual(['one']);
      expect(await readBetween(4, 5)).toEqual([]);
    });

    it('gives the newest commits, oldest first, and no more than are asked for', async () => {
      expect(await eventStore.readNewest('order-1', 3)).toEqual([]);
      const commits = Array.from({ length: 12 }, (_, index) => newCommit(`command-${index}`, 'A', 'B'));
      await appendAll(eventStore, 'order-1', commits);
      const all = await eventStore.read('order-1');
      expect(await eventStore.readNewest('order-1', 3)).toEqual(all.slice(-3));
      expect(await eventStore.readNewest('order-1', 12)).toEqual(all);
      expect(await eventStore.readNewest('order-1', 50)).toEqual(all);
    });

    it('returns fewer of the newest commits, without a gap, where one answer cannot hold so many', async () => {
      const commits = Array.from({ length: 4 }, (_, index) => commitOfBytes(`command-${index}`, 1_800_000));
      await appendAll(eventStore, 'order-1', commits);
      const versions = (await eventStore.readNewest('order-1', 4)).map(({ version }) => version);
      expect(versions).toEqual([1, 2, 3, 4].slice(-versions.length));
      expect(versions).not.toEqual([]);
    });

    it('keeps streams apart, whatever they are called', async () => {
      const names = ['order-1', 'order-11', 'order-ä 1', 'order-1.2&=%', 'order-"1"', 'constructor-1'] as const;
      for (const streamId of names)
        await appendAll(eventStore, streamId, [newCommit(`for ${streamId}`, 'OrderPlaced')]);
      for (const streamId of names)
        expect((await eventStore.read(streamId)).map(({ commandId }) => commandId)).toEqual([`for ${streamId}`]);
    });

    it('reads a stream to its end that is longer than one answer of the store', async () => {
      const commits = Array.from({ length: 4 }, (_, index) => commitOfBytes(`command-${index}`, 1_800_000));
      await appendAll(eventStore, 'order-1', commits);
      expect((await eventStore.read('order-1')).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    });

    it('lets only one of two writers have a place', async () => {
      expect(await eventStore.append(nowhere, newCommit('mine', 'OrderPlaced'))).toMatchObject({ outcome: 'appended' });
      expect(await rival.append(nowhere, newCommit('theirs', 'OrderPlaced', 'NoteTaken'))).toMatchObject({
        outcome: 'conflict',
      });
      expect((await eventStore.read('order-1')).map(({ commandId }) => commandId)).toEqual(['mine']);
    });

    it('returns the commit at that position to a writer that lost the race', async () => {
      const written = await eventStore.append(nowhere, newCommit('mine', 'OrderPlaced', 'NoteTaken'));
      await eventStore.append(await headOf(eventStore, 'order-1'), newCommit('more', 'NoteTaken'));
      const next = written.outcome === 'appended' ? written.commits[0] : undefined;
      expect(await rival.append(nowhere, newCommit('theirs', 'OrderPlaced'))).toEqual({ outcome: 'conflict', next });
    });

    it('calls a commit repeated that the same command has stored before, and stores it once', async () => {
      await eventStore.append(nowhere, newCommit('place', 'OrderPlaced'));
      await eventStore.append(await headOf(eventStore, 'order-1'), newCommit('other', 'NoteTaken'));
      expect(await rival.append(nowhere, newCommit('place', 'OrderPlaced'))).toMatchObject({ outcome: 'repeated' });
      expect((await eventStore.read('order-1')).map(({ commandId }) => commandId)).toEqual(['place', 'other']);
    });

    it('gives an appended commit as it is stored, also to the second of two tries', async () => {
      const first = await eventStore.append(nowhere, newCommit('place', 'OrderPlaced'));
      const again = { ...newCommit('place', 'OrderPlaced'), recordedAt: '2030-01-01T00:00:00.000Z' };
      const [stored] = await eventStore.read('order-1');
      expect(first).toEqual({ outcome: 'appended', commits: [stored] });
      expect(await rival.append(nowhere, again)).toEqual({ outcome: 'repeated', commit: stored });
    });

    it('finds the commits of commands by their ids, oldest first, in one stream only', async () => {
      expect(await eventStore.findByCommands('order-1', ['one'])).toEqual([]);
      await appendAll(eventStore, 'order-1', [
        newCommit('one', 'A', 'B'),
        newCommit('two', 'C'),
        newCommit('three', 'D'),
      ]);
      await appendAll(eventStore, 'order-2', [newCommit('elsewhere', 'A')]);
      const [first, second, third] = await eventStore.read('order-1');
      expect(await rival.findByCommands('order-1', ['one'])).toEqual([first]);
      expect(await rival.findByCommands('order-1', ['two'])).toEqual([second]);
      expect(await rival.findByCommands('order-1', ['three', 'elsewhere', 'one'])).toEqual([first, third]);
      const others = ['elsewhere', 'on', 'ONE', "one' OR true", ''];
      expect(await rival.findByCommands('order-1', others)).toEqual([]);
    });

    it('finds every commit that has the command id, among ids of any characters, as many as a line is long', async () => {
      const odd = `'"\\ä😀`;
      await appendAll(
        eventStore,
        'order-1',
        ['twice', 'other', 'twice', odd].map((id) => newCommit(id, 'A')),
      );
      expect(await rival.findByCommands('order-1', ['twice'])).toMatchObject([{ version: 1 }, { version: 3 }]);
      const many = Array.from({ length: 1_000 }, (_, index) => `command-${index}`);
      expect(await rival.findByCommands('order-1', [...many, odd])).toMatchObject([{ version: 4 }]);
    });

    it('says whether there is a commit after a head', async () => {
      expect(await eventStore.hasNext(nowhere)).toBe(false);
      await rival.append(nowhere, newCommit('place', 'OrderPlaced', 'NoteTaken'));
      expect(await eventStore.hasNext(nowhere)).toBe(true);
      const head = await headOf(eventStore, 'order-1');
      expect(await eventStore.hasNext(head)).toBe(false);
      await rival.append(head, newCommit('other', 'NoteTaken'));
      expect(await eventStore.hasNext(head)).toBe(true);
    });

    it('refuses a commit above 2 MB of UTF-8, keeps nothing of it, and takes a smaller one in its place', async () => {
      await expect(eventStore.append(nowhere, commitOfBytes('large', 2_100_000, 'ä'))).rejects.toThrow(CommitTooLarge);
      expect(await eventStore.read('order-1')).toEqual([]);
      expect(await eventStore.append(nowhere, commitOfBytes('smaller', 2_000_000, 'ä'))).toMatchObject({
        outcome: 'appended',
      });
    });

    it('refuses a commit of more than 1,000 events, and takes one of as many', async () => {
      const many = (count: number) => newCommit('many', 'A', ...Array.from({ length: count - 1 }, () => 'B'));
      await expect(eventStore.append(nowhere, many(1_001))).rejects.toThrow(CommitTooLarge);
      expect(await eventStore.append(nowhere, many(1_000))).toMatchObject({ outcome: 'appended' });
    });

    it('refuses a commit that is nested deeper than hosts read, and takes one that is not', async () => {
      const nested = (levels: number): unknown => (levels === 0 ? 'deep' : [nested(levels - 1)]);
      const deep = (levels: number): NewCommit => ({
        ...newCommit('deep', 'A'),
        events: [{ type: 'A', schemaVersion: 1, data: { nested: nested(levels) } }],
      });
      await expect(eventStore.append(nowhere, deep(57))).rejects.toThrow(CommitTooLarge);
      expect(await eventStore.append(nowhere, deep(56))).toMatchObject({ outcome: 'appended' });
    });

    it.each([
      'order-1/2',
      'order-1\\2',
      'order-1?',
      'order-#',
      'order-\n',
      'order-\ud800',
      '-',
      `order-${'o'.repeat(95)}`,
    ] as const)('refuses the stream %j, which something behind it could not keep', async (streamId) => {
      const appending = eventStore.append(StreamHead.beforeFirst(streamId), newCommit('place', 'OrderPlaced'));
      await expect(appending).rejects.toThrow(UnusableStreamId);
    });

    it('loses no event of 50 writers at once, and leaves no gap', async () => {
      const writers = Array.from({ length: 50 }, (_, index) => `writer-${index}`);
      const conflicts = await Promise.all(
        writers.map((writer, index) => untilAppended(index % 2 === 0 ? eventStore : rival, writer)),
      );

      const commits = await eventStore.read('order-1');
      expect(commits.map(({ commandId }) => commandId).sort()).toEqual(writers.toSorted());
      expect(commits.map(firstVersionOf)).toEqual(Array.from({ length: 50 }, (_, index) => 2 * index + 1));
      expect(Math.max(...conflicts)).toBeGreaterThan(0);
    });
  });
  commitsTogetherContract(name, make);
};

/** Appends two events at the head of order-1, again after each conflict. Returns the number of conflicts. */
const untilAppended = async (eventStore: EventStore, commandId: string): Promise<number> => {
  let head = StreamHead.beforeFirst('order-1');
  for (let conflicts = 0; ; conflicts += 1) {
    head = head.after(await eventStore.read('order-1', head.version));
    const written = await eventStore.append(head, newCommit(commandId, 'OrderPlaced', 'NoteTaken'));
    if (written.outcome === 'appended') return conflicts;
  }
};
