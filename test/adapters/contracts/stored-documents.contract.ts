import { beforeAll, describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { hashOf } from '../../../application/streams/commit-hash.ts';
import { sha256 } from '../../../adapters/commit-document.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { DamagedStream, StreamHead } from '../../../application/streams/stream-head.ts';
import { appendAll, headOf, newCommit } from './new-commit.ts';

type Document = Readonly<Record<string, unknown>> & { readonly version: number };
type Tampering = (documents: readonly Document[]) => readonly Document[];

/** Changes the document of one version. */
const changed =
  (version: number, change: (document: Document) => Readonly<Record<string, unknown>>): Tampering =>
  (documents) =>
    documents.map((each) => (each.version === version ? { ...each, ...change(each) } : each));

const without = (document: Document, ...names: readonly string[]): Document => ({
  version: document.version,
  ...Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name))),
});

const other = [{ type: 'NoteTaken', schemaVersion: 1, data: { note: 'another amount' } }];
const rehashed = (document: Document) => ({ ...document, hash: hashOf(document, sha256) });

/** What somebody could do to four commits of one event each, and the version that is named. */
const tamperings: readonly (readonly [what: string, tamper: Tampering, named: number])[] = [
  ['an amount was changed', changed(2, () => ({ events: other })), 2],
  ['an amount was changed in the newest commit', changed(4, () => ({ events: other })), 4],
  ['the actor was changed', changed(3, () => ({ actor: 'mallory' })), 3],
  ['the time was changed', changed(1, () => ({ recordedAt: '2020-01-01T00:00:00.000Z' })), 1],
  ['a field was added', changed(2, () => ({ ofTomorrow: true })), 2],
  ['a commit was removed', (documents) => documents.filter(({ version }) => version !== 2), 3],
  [
    'a commit was removed, and the later ones moved up',
    (documents) =>
      documents
        .filter(({ version }) => version !== 2)
        .map((each) => (each.version < 2 ? each : { ...each, ...placeOf(each.version - 1) })),
    2,
  ],
  [
    'two commits were swapped',
    ([first, second, third, fourth]) =>
      [first, third && { ...third, ...placeOf(2) }, second && { ...second, ...placeOf(3) }, fourth].flatMap(
        (each) => each ?? [],
      ),
    2,
  ],
  ['a commit was changed together with its hash', changed(2, (each) => rehashed({ ...each, events: other })), 3],
  [
    'a commit was changed and its hashes were taken away',
    (documents) =>
      documents.map((each) =>
        each.version === 2 ? without({ ...each, events: other }, 'hash', 'previousHash') : each,
      ),
    3,
  ],
];

const placeOf = (version: number) => ({ id: String(version).padStart(16, '0'), version });

/** What an event store promises about what it holds. `make` gives one that holds these stored documents of order-1. */
export const storedDocumentsContract = (
  name: string,
  make: (documents: readonly unknown[]) => Promise<EventStore>,
): void => {
  describe(`${name} keeps the promises about stored documents`, () => {
    let stored: readonly Document[];

    beforeAll(async () => {
      const memory = inMemoryEventStore();
      const ids = ['one', 'two', 'three', 'four'];
      await appendAll(
        memory,
        'order-1',
        ids.map((id) => newCommit(id, 'NoteTaken')),
      );
      stored = (await memory.ofStream('order-1')).map((each) => each as Document);
    });

    it('reads what was stored, whatever the order of its fields and what the store has added', async () => {
      const odd = stored.map((each) => ({ _ts: 1, ...Object.fromEntries(Object.entries(each).toReversed()) }));
      expect((await headOf(await make(odd), 'order-1')).version).toBe(4);
    });

    it.each(tamperings)('refuses a history in which %s, and names the version', async (_, tamper, version) => {
      const eventStore = await make(tamper(stored));
      const loading = headOf(eventStore, 'order-1');
      await expect(loading).rejects.toThrow(DamagedStream);
      await expect(loading).rejects.toThrow(new RegExp(`order-1 is damaged: .*(version |@)${version}\\b`));
    });

    it('refuses it also where only the newest commits are read', async () => {
      const eventStore = await make(changed(4, () => ({ actor: 'mallory' }))(stored));
      const [third] = await eventStore.read('order-1', 2, 4);
      const newest = await eventStore.readNewest('order-1', 1);
      expect(() => third && StreamHead.behind(third).after(newest)).toThrow('the content of version 4');
    });

    it('reads what an older release has stored without hashes, and covers it with the next commit', async () => {
      const old = stored.map((each) => without(each, 'hash', 'previousHash'));
      const eventStore = await make(old);
      await appendAll(eventStore, 'order-1', [newCommit('five', 'NoteTaken')]);
      const next = (await eventStore.read('order-1', 4))[0];
      expect(next?.previousHash).toBe(hashOf(old[3], sha256));

      const tampered = await make([...changed(4, () => ({ actor: 'mallory' }))(old), { ...next, ...placeOf(5) }]);
      await expect(headOf(tampered, 'order-1')).rejects.toThrow(DamagedStream);
    });

    it('reads a stream to which an older release has appended in between', async () => {
      const mixed = changed(4, () => ({}))(stored).map((each) =>
        each.version === 4 ? without(each, 'hash', 'previousHash') : each,
      );
      const eventStore = await make(mixed);
      const head = await appendAll(eventStore, 'order-1', [newCommit('five', 'NoteTaken')]);
      expect(await headOf(eventStore, 'order-1')).toEqual(head);
    });
  });
};
