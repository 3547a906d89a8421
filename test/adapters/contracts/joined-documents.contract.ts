import type { NamedStream } from '../../../domain/modelling/ids.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ChangesTooLarge, mostChanges } from '../../../application/views/contributions/contributions.ts';
import type { DocumentAfter, JoinedDocuments } from '../../../application/views/joined/joined-documents.ts';
import { UnusableKey } from '../../../application/views/read-model.ts';

const schema = z.object({ ownerId: z.string(), amount: z.int() }).readonly();
const part = z.object({ amount: z.int() }).readonly();

/** A document of the contract, and a part of it. */
export type Owned = z.infer<typeof schema>;
export type OwnedPart = z.infer<typeof part>;

/** How the documents of the contract are stored. */
export const ownedAmounts = {
  name: 'owners',
  schema,
  part,
  partition: { by: 'field', field: 'ownerId' },
  orderBy: 'amount',
} as const;

const document = (amount: number, version = 1, ownerId = 'bob'): DocumentAfter<Owned> => ({
  view: { ownerId, amount },
  version,
});
const fresh = (streamId: NamedStream, amount: number, version = 1) => ({
  streamId,
  version,
  value: { amount },
  before: undefined,
});
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** What every store of joined documents promises. `make` gives an empty one. */
export const joinedDocumentsContract = (name: string, make: () => Promise<JoinedDocuments<Owned, OwnedPart>>): void => {
  describe(`${name} keeps the promises of joined documents`, () => {
    let store: JoinedDocuments<Owned, OwnedPart>;
    beforeEach(async () => {
      store = await make();
    });

    const begin = async (...streams: string[]) => {
      const parts = streams.map((streamId) => fresh(streamId, 5));
      const saved = await store.save('bob', { document: document(5 * streams.length), etag: undefined, parts });
      if (typeof saved === 'string') throw new Error(saved);
      return saved;
    };
    const listed = async () => (await store.list({ limit: 100 })).items.map(({ view }) => view);

    it('finds nothing that was not saved', async () => {
      expect(await store.find('bob')).toBeUndefined();
      expect(await store.findPart('bob', 'sheet-1')).toBeUndefined();
      expect([await store.parts('bob'), await store.streams('bob', 9), await listed()]).toEqual([[], [], []]);
    });

    it('finds a document and its parts as they were saved, and lists the document alone', async () => {
      const saved = await begin('sheet-1', 'person-1');
      expect(await store.find('bob')).toEqual({
        view: { ownerId: 'bob', amount: 10 },
        version: 1,
        etag: saved.document,
      });
      const found = { streamId: 'person-1', version: 1, value: { amount: 5 }, etag: saved.parts[1] };
      expect(await store.findPart('bob', 'person-1')).toEqual(found);
      expect(await store.parts('bob')).toContainEqual(found);
      expect((await store.streams('bob', 9)).toSorted()).toEqual(['person-1', 'sheet-1']);
      expect(await store.streams('bob', 1)).toHaveLength(1);
      expect(await listed()).toEqual([{ ownerId: 'bob', amount: 10 }]);
      expect(await store.count({ partition: 'bob' })).toBe(1);
    });

    it('names every key that holds a document or a part, once', async () => {
      expect(await store.keys()).toEqual([]);
      await begin('sheet-1', 'person-1');
      const gone = { ...fresh('sheet-2', 1), value: undefined };
      await store.save('eve', { document: 'stays', etag: undefined, parts: [gone] });
      await store.save('zoe', { document: document(1, 1, 'zoe'), etag: undefined, parts: [] });
      expect(await store.keys()).toEqual(['bob', 'eve', 'zoe']);
    });

    it('takes the etags that a save gave for the next one', async () => {
      const { document: etag, parts } = await begin('sheet-1');
      const before = { ...fresh('sheet-1', 5), etag: parts[0] ?? '' };
      const changed = { ...fresh('sheet-1', 6, 2), before };
      expect(await store.save('bob', { document: document(6, 2), etag, parts: [changed] })).toMatchObject({
        parts: [expect.any(String)],
      });
      expect(await store.findPart('bob', 'sheet-1')).toMatchObject({ version: 2, value: { amount: 6 } });
      expect(await listed()).toEqual([{ ownerId: 'bob', amount: 6 }]);
    });

    it('changes nothing at all where a part was changed since, or is there already, or is gone', async () => {
      const { document: etag, parts } = await begin('sheet-1');
      const old = { ...fresh('sheet-1', 5), etag: parts[0] ?? '' };
      await store.save('bob', { document: document(6, 2), etag, parts: [{ ...fresh('sheet-1', 6, 2), before: old }] });
      const now = (await store.find('bob'))?.etag;
      for (const change of [
        { ...fresh('sheet-1', 7, 3), before: old },
        fresh('sheet-1', 7),
        { ...fresh('sheet-9', 7), before: { ...fresh('sheet-9', 1), etag: '"1"' } },
      ])
        expect(
          await store.save('bob', { document: document(7, 3), etag: now, parts: [fresh('sheet-2', 1), change] }),
        ).toBe('part conflict');
      expect(await store.findPart('bob', 'sheet-2')).toBeUndefined();
      expect(await listed()).toEqual([{ ownerId: 'bob', amount: 6 }]);
    });

    it('changes nothing at all where the document was changed since, or is there already, or is gone', async () => {
      const { document: etag } = await begin('sheet-1');
      await store.save('bob', { document: document(7, 2), etag, parts: [fresh('sheet-2', 2)] });
      for (const stale of [etag, undefined])
        expect(await store.save('bob', { document: document(9, 3), etag: stale, parts: [fresh('sheet-3', 2)] })).toBe(
          'document conflict',
        );
      const absent = { document: document(1, 2, 'eve'), etag: etag ?? '', parts: [fresh('sheet-4', 1)] };
      expect(await store.save('eve', absent)).toBe('document conflict');
      expect(await store.save('eve', { ...absent, document: undefined })).toBe('document conflict');
      expect([await store.findPart('bob', 'sheet-3'), await store.findPart('eve', 'sheet-4')]).toEqual([
        undefined,
        undefined,
      ]);
      expect(await listed()).toEqual([{ ownerId: 'bob', amount: 7 }]);
    });

    it('deletes a document of which nothing is left, and keeps the part with its version', async () => {
      const { document: etag, parts } = await begin('sheet-1');
      const before = { ...fresh('sheet-1', 5), etag: parts[0] ?? '' };
      const gone = { streamId: 'sheet-1', version: 2, value: undefined, before };
      expect(await store.save('bob', { document: undefined, etag, parts: [gone] })).toMatchObject({
        document: undefined,
      });
      expect(await store.find('bob')).toBeUndefined();
      expect(await store.findPart('bob', 'sheet-1')).toMatchObject({ version: 2, value: undefined });
      expect(await store.streams('bob', 9)).toEqual(['sheet-1']);
      const again = await store.save('bob', { document: document(1), etag: undefined, parts: [fresh('sheet-2', 1)] });
      expect(again).toMatchObject({ document: expect.any(String) });
    });

    it('saves a part beside a document that stays', async () => {
      const gone = { streamId: 'sheet-1', version: 2, value: undefined, before: undefined };
      expect(await store.save('bob', { document: 'stays', etag: undefined, parts: [gone] })).toMatchObject({
        document: undefined,
      });
      expect(await store.find('bob')).toBeUndefined();
      expect(await store.findPart('bob', 'sheet-1')).toMatchObject({ version: 2, value: undefined });
    });

    it('lets exactly one of many change a document', async () => {
      const { document: etag } = await begin('sheet-0');
      const answers = await Promise.all(
        upTo(6).map((each) =>
          store.save('bob', { document: document(each, 2), etag, parts: [fresh(`sheet-${each}`, each)] }),
        ),
      );
      expect(answers.filter((answer) => typeof answer !== 'string')).toHaveLength(1);
      expect(await store.parts('bob')).toHaveLength(2);
    });

    it('takes 99 parts in one transaction, and never more', async () => {
      const many = (count: number) => upTo(count).map((each) => fresh(`sheet-${each}`, 1));
      const change = { document: document(99), etag: undefined };
      expect(await store.save('bob', { ...change, parts: many(mostChanges) })).toMatchObject({
        document: expect.any(String),
      });
      await expect(store.save('eve', { ...change, parts: many(mostChanges + 1) })).rejects.toThrow();
      expect(await store.parts('bob')).toHaveLength(99);
    });

    it('refuses a transaction above 2 MB, and keeps what was there', async () => {
      const large = upTo(3).map((each) => fresh(`sheet-${each}-${'x'.repeat(800_000)}`, 1));
      await expect(store.save('bob', { document: document(3), etag: undefined, parts: large })).rejects.toThrow(
        ChangesTooLarge,
      );
      expect(await store.find('bob')).toBeUndefined();
    });

    it('refuses a document of another key, and a key of more than 2,048 bytes', async () => {
      const parts = [fresh('sheet-1', 1)];
      await expect(store.save('bob', { document: document(1, 1, 'eve'), etag: undefined, parts })).rejects.toThrow(
        'ownerId',
      );
      const long = 'ö'.repeat(1_025);
      await expect(store.find(long)).rejects.toThrow(UnusableKey);
      await expect(store.findPart(long, 'sheet-1')).rejects.toThrow(UnusableKey);
      await expect(store.save(long, { document: document(1, 1, long), etag: undefined, parts })).rejects.toThrow(
        UnusableKey,
      );
    });

    it('keeps keys and streams of any name apart', async () => {
      const keys = ['bob', 'from:sheet-1', 'joined:bob', 'a/b', 'a?b', 'ä'];
      const streams = ['sheet-bob', 'joined:bob-1', 'sheet-a/b', 'sheet-a?b', 'sheet-ä', 'sheet-1'] as const;
      for (const [index, key] of keys.entries())
        await store.save(key, {
          document: document(index, 1, key),
          etag: undefined,
          parts: streams.map((streamId) => fresh(streamId, index)),
        });
      expect((await listed()).map(({ ownerId }) => ownerId)).toEqual(keys.toReversed());
      for (const [index, key] of keys.entries()) {
        expect((await store.streams(key, 9)).toSorted()).toEqual(streams.toSorted());
        for (const streamId of streams)
          expect(await store.findPart(key, streamId)).toMatchObject({ streamId, value: { amount: index } });
      }
    });

    it('lists documents of equal order on pages that hold each once', async () => {
      const keys = upTo(7).map((each) => `owner-${each}`);
      for (const key of keys)
        await store.save(key, { document: document(5, 1, key), etag: undefined, parts: [fresh('sheet-1', 5)] });
      const seen: string[] = [];
      let continuation: string | undefined;
      do {
        const page = await store.list({ limit: 2, ...(continuation === undefined ? {} : { continuation }) });
        seen.push(...page.items.map(({ view }) => view.ownerId));
        continuation = page.continuation;
      } while (continuation !== undefined);
      expect(seen.toSorted()).toEqual(keys);
    });
  });
};
