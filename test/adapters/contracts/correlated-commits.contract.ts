import { beforeEach, describe, expect, it } from 'vitest';
import type { CorrelatedCommit, CorrelatedCommits } from '../../../application/history/correlated-commits.ts';
import { UnknownContinuation } from '../../../application/paging.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import type { RestoreTarget } from '../../../application/streams/stored-history.ts';
import { appendAll, newCommit } from './new-commit.ts';

/** One store of events: to write, to damage, and to ask for what belongs together. */
export interface CorrelatedStore {
  readonly eventStore: EventStore;
  readonly target: RestoreTarget;
  readonly correlatedCommits: CorrelatedCommits;
}

const at = (second: number) => `2026-11-21T09:00:${String(second).padStart(2, '0')}.000Z`;

/** A commit that was recorded at this second and follows from this request. */
const commitOf = (correlationId: string, second: number, ...types: readonly [string, ...string[]]) => ({
  ...newCommit(`${correlationId} at ${second}`, ...types),
  ...{ correlationId, recordedAt: at(second) },
});

/** What every store promises that is asked what followed from a request. `make` gives an empty one. */
export const correlatedCommitsContract = (name: string, make: () => Promise<CorrelatedStore>): void => {
  describe(`${name} keeps the promises of correlated commits`, () => {
    let store: CorrelatedStore;
    const pageOf = (correlationId: string, limit = 100, continuation?: string) =>
      store.correlatedCommits.of(correlationId, { limit, ...(continuation !== undefined && { continuation }) });
    const placesOf = (items: readonly CorrelatedCommit[]) =>
      items.map(({ streamId, version }) => `${streamId}:${version}`);
    const followed = async (correlationId: string, limit: number): Promise<readonly string[]> => {
      const found: string[] = [];
      let continuation: string | undefined;
      do {
        const page = await pageOf(correlationId, limit, continuation);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        found.push(...placesOf(page.items));
        expect(found.length).toBeLessThan(100); // pages that lead nowhere never end
        continuation = page.continuation;
      } while (continuation !== undefined);
      return found;
    };

    beforeEach(async () => {
      store = await make();
    });

    it('finds nothing where nothing has the id', async () => {
      await appendAll(store.eventStore, 'order-1', [commitOf('a', 1, 'OrderPlaced')]);
      expect(await pageOf('A')).toEqual({ items: [] });
      expect(await pageOf('a ')).toEqual({ items: [] });
    });

    it('says of each commit where it lies, what it holds, who has caused it and by what, and nothing of its data', async () => {
      const caused = { ...commitOf('a', 2, 'StockReserved', 'StockShipped'), causationId: 'order-1:1' };
      await appendAll(store.eventStore, 'product-1', [commitOf('b', 1, 'ProductAdded'), caused]);
      expect((await pageOf('a')).items).toEqual([
        {
          ...{ streamId: 'product-1', category: 'order', version: 3, recordedAt: at(2), actor: 'bob' },
          ...{ commandId: 'a at 2', causationId: 'order-1:1', types: ['StockReserved', 'StockShipped'] },
        },
      ]);
    });

    it('finds those of all streams in the order of their times, and of one time by stream and version', async () => {
      await appendAll(store.eventStore, 'order-2', [commitOf('a', 3, 'One'), commitOf('a', 3, 'Two')]);
      await appendAll(store.eventStore, 'order-1', [commitOf('a', 1, 'One'), commitOf('b', 2, 'Two')]);
      await appendAll(store.eventStore, 'order-10', [commitOf('a', 3, 'One')]);
      await appendAll(store.eventStore, 'order-3', [commitOf('a', 2, 'One')]);
      expect(await followed('a', 100)).toEqual(['order-1:1', 'order-3:1', 'order-10:1', 'order-2:1', 'order-2:2']);
    });

    it('gives each once on pages of any size, in one order', async () => {
      for (let index = 0; index < 12; index += 1)
        await appendAll(store.eventStore, `order-${index}` as const, [
          commitOf('a', index % 3, 'One'),
          commitOf('a', 5, 'Two'),
          commitOf('a', 5, 'Three'),
        ]);
      const all = await followed('a', 100);
      expect(new Set(all).size).toBe(36);
      for (const limit of [1, 5, 35, 36]) expect([limit, await followed('a', limit)]).toEqual([limit, all]);
    });

    it('goes on behind the last one given, whatever was recorded since', async () => {
      for (const index of [1, 2, 3])
        await appendAll(store.eventStore, `order-${index}` as const, [commitOf('a', 2 * index, 'One')]);
      const first = await pageOf('a', 2);
      await appendAll(store.eventStore, 'order-0', [commitOf('a', 1, 'One')]);
      await appendAll(store.eventStore, 'order-9', [commitOf('a', 9, 'One')]);
      expect(placesOf((await pageOf('a', 9, first.continuation)).items)).toEqual(['order-3:1', 'order-9:1']);
    });

    it('finds by ids that hold any visible character, and by long ones', async () => {
      for (const [index, id] of ['a/b?c=%2F#', `'"\\@id`, 'x'.repeat(128)].entries()) {
        const streamId = `order-${index}` as const;
        await appendAll(store.eventStore, streamId, [commitOf(id, 1, 'One'), commitOf(id, 2, 'Two')]);
        expect(await followed(id, 1)).toEqual([`${streamId}:1`, `${streamId}:2`]);
      }
    });

    it('leaves out what is no commit, and gives what is around it', async () => {
      const damaged = { streamId: 'order-2', version: 1, recordedAt: at(2), correlationId: 'a', events: 'gone' };
      await store.target.put({ id: '0000000000000001', ...damaged });
      await store.target.put({ id: '0000000000000002', ...damaged, recordedAt: null });
      await store.target.put({ id: '0000000000000003', ...damaged, recordedAt: at(0), version: 'two' });
      await store.target.put({ id: '0000000000000004', ...damaged, version: 1.5 });
      await appendAll(store.eventStore, 'order-1', [commitOf('a', 1, 'One')]);
      await appendAll(store.eventStore, 'order-3', [commitOf('a', 3, 'One')]);
      expect(await followed('a', 1)).toEqual(['order-1:1', 'order-3:1']);
    });

    it('refuses a continuation that is none, or that of another id', async () => {
      await appendAll(store.eventStore, 'order-1', [commitOf('a', 1, 'One'), commitOf('a', 2, 'Two')]);
      const { continuation } = await pageOf('a', 1);
      await expect(pageOf('b', 1, continuation)).rejects.toThrow(UnknownContinuation);
      await expect(pageOf('a', 1, 'x')).rejects.toThrow(UnknownContinuation);
    });
  });
};
