import { beforeEach, describe, expect, it } from 'vitest';
import {
  longestBatch,
  TooMuchAtOnce,
  type DocumentContainer,
  type DocumentOperation,
  type DocumentStore,
} from '../../../application/consumers/document-store.ts';

/** The containers that the store of a spec has. */
export const containersOfSpecs = ['parcels', 'depots'] as const;

const create = (id: string, text = id): DocumentOperation => ({ type: 'create', id, body: { text } });
const put = (id: string, text = id): DocumentOperation => ({ type: 'put', id, body: { text } });

/** What every store of a consumer promises. `make` gives an empty one, with the containers {@link containersOfSpecs}. */
export const documentsContract = (name: string, make: () => Promise<DocumentStore>): void => {
  let store: DocumentStore;
  let parcels: DocumentContainer;
  beforeEach(async () => {
    store = await make();
    parcels = store('parcels');
  });
  const textOf = async (id: string, partition = 'a') => (await parcels.read(partition, id))?.body;
  const revisionOf = async (id: string) => (await parcels.read('a', id))?.revision ?? 'none';

  describe(`${name} keeps the promises of a consumer's store`, () => {
    it('gives a document as it was written, whatever its id and its partition are', async () => {
      const body = { text: 'Köln 5 €', nested: { list: [1, null, 'x'] }, id: 'its own', key: 'its own', partition: 7 };
      for (const id of ['1', '4/ü?#', '.', 'x'.repeat(1_000)])
        expect(await parcels.batch('order 7/ü', [{ type: 'create', id, body }])).toBe('done');
      for (const id of ['1', '4/ü?#', '.', 'x'.repeat(1_000)])
        expect(await parcels.read('order 7/ü', id)).toEqual({ id, body, revision: expect.any(String) });
    });

    it('keeps partitions and containers apart', async () => {
      await parcels.batch('a', [create('1')]);
      expect(await parcels.read('b', '1')).toBeUndefined();
      expect(await store('depots').read('a', '1')).toBeUndefined();
      expect(await parcels.list('b', { prefix: '', atMost: 10 })).toEqual([]);
    });

    it('lists what begins alike, in the order of ids, at most so many, and goes on behind one of them', async () => {
      await parcels.batch(
        'a',
        ['mail:10', 'mail:2', 'mail:1', 'mark:1', 'mai', 'mail;', 'mail:1/ü'].map((id) => create(id)),
      );
      const ids = async (after: string | undefined, atMost: number) =>
        (await parcels.list('a', { prefix: 'mail:', ...(after !== undefined && { after }), atMost })).map(
          ({ id }) => id,
        );
      expect(await ids(undefined, 10)).toEqual(['mail:1', 'mail:1/ü', 'mail:10', 'mail:2']);
      expect(await ids(undefined, 2)).toEqual(['mail:1', 'mail:1/ü']);
      expect(await ids('mail:10', 10)).toEqual(['mail:2']);
      expect(await ids('mail:1/', 1)).toEqual(['mail:1/ü']);
    });

    it('gives each version of a document a revision of its own, in lists as well', async () => {
      await parcels.batch('a', [create('1')]);
      const first = await revisionOf('1');
      await parcels.batch('a', [put('1')]);
      const [listed] = await parcels.list('a', { prefix: '', atMost: 1 });
      expect(listed?.revision).not.toBe(first);
      expect(await revisionOf('1')).toBe(listed?.revision);
    });

    it('creates, puts, replaces, requires and removes in one batch', async () => {
      await parcels.batch('a', [create('old'), create('gone'), create('there')]);
      const [old, gone] = [await revisionOf('old'), await revisionOf('gone')];
      const operations: readonly DocumentOperation[] = [
        create('new'),
        put('put', 'put'),
        { type: 'replace', id: 'old', body: { text: 'replaced' }, revision: old },
        { type: 'remove', id: 'gone', revision: gone },
        { type: 'require', id: 'there' },
      ];
      expect(await parcels.batch('a', operations)).toBe('done');
      expect(await textOf('old')).toEqual({ text: 'replaced' });
      expect((await parcels.list('a', { prefix: '', atMost: 10 })).map(({ id }) => id)).toEqual([
        'new',
        'old',
        'put',
        'there',
      ]);
    });

    it.each<[string, (stale: string) => DocumentOperation]>([
      ['creates what is there', () => create('1', 'again')],
      ['replaces what was changed meanwhile', (revision) => ({ type: 'replace', id: '1', body: {}, revision })],
      ['replaces what is not there', (revision) => ({ type: 'replace', id: '9', body: {}, revision })],
      ['removes what was changed meanwhile', (revision) => ({ type: 'remove', id: '1', revision })],
      ['removes what is not there', (revision) => ({ type: 'remove', id: '9', revision })],
      ['requires what is not there', () => ({ type: 'require', id: '9' })],
    ])('does nothing of a batch that %s, and says which step it is', async (_, step) => {
      await parcels.batch('a', [create('1', 'first')]);
      const stale = await revisionOf('1');
      await parcels.batch('a', [put('1', 'second')]);
      expect(await parcels.batch('a', [create('2'), put('3'), step(stale), put('4')])).toEqual({ refused: 2 });
      expect(await textOf('1')).toEqual({ text: 'second' });
      expect((await parcels.list('a', { prefix: '', atMost: 10 })).map(({ id }) => id)).toEqual(['1']);
    });

    it('lets one of many win that create the same at once', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, index) => parcels.batch('a', [create('1', `${index}`), create(`of ${index}`)])),
      );
      const winner = outcomes.indexOf('done');
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      expect(outcomes.filter((_, index) => index !== winner)).toEqual(
        Array.from({ length: 7 }, () => ({ refused: 0 })),
      );
      expect((await parcels.list('a', { prefix: '', atMost: 10 })).map(({ id }) => id)).toEqual(['1', `of ${winner}`]);
    });

    it('lets one of many win that replace the same revision', async () => {
      await parcels.batch('a', [create('1')]);
      const revision = await revisionOf('1');
      const replacing = (text: string): DocumentOperation => ({ type: 'replace', id: '1', body: { text }, revision });
      const outcomes = await Promise.all(['x', 'y', 'z'].map((text) => parcels.batch('a', [replacing(text)])));
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    });

    it('does nothing in a batch without steps', async () => {
      expect(await parcels.batch('a', [])).toBe('done');
    });

    it('carries out the longest batch, and refuses a longer one for good', async () => {
      const steps = (count: number) => Array.from({ length: count }, (_, index) => create(`${index}`.padStart(3, '0')));
      await expect(parcels.batch('a', steps(longestBatch + 1))).rejects.toThrow(TooMuchAtOnce);
      expect(await parcels.batch('a', steps(longestBatch))).toBe('done');
      expect(await parcels.list('a', { prefix: '', atMost: 1_000 })).toHaveLength(longestBatch);
    });

    it('refuses a document for good that is too large, with its whole batch', async () => {
      const large = create('large', 'x'.repeat(2 * 1024 * 1024));
      await expect(parcels.batch('a', [create('1'), large])).rejects.toThrow(TooMuchAtOnce);
      expect(await parcels.list('a', { prefix: '', atMost: 10 })).toEqual([]);
    });
  });
};
