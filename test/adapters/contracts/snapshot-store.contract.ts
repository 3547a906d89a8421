import type { StreamId } from '../../../domain/modelling/ids.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot, SnapshotStore } from '../../../application/streams/snapshot-store.ts';

/** A snapshot of a stream at a version. */
export const newSnapshot = (streamId: StreamId, version: number, state: unknown = { note: 'ä € 😀 "' }): Snapshot => ({
  streamId,
  version,
  fingerprint: 'of this code',
  state,
  receipts: [[version, `command-${version}`, null, 1_777_888_800_000 + version, 'OrderPlaced', 'NoteTaken']],
});

/** What every snapshot store promises. `make` gives an empty one. */
export const snapshotStoreContract = (name: string, make: () => Promise<SnapshotStore>): void => {
  describe(`${name} keeps the promises of a snapshot store`, () => {
    let snapshots: SnapshotStore;

    beforeEach(async () => {
      snapshots = await make();
    });

    it('has none of a stream without one', async () => {
      await snapshots.save(newSnapshot('order-11', 1));
      expect(await snapshots.find('order-1')).toBeUndefined();
    });

    it('gives a snapshot back exactly as it was saved, whatever the state is', async () => {
      for (const state of [{ lines: [1, -0.5, 1e21, []], nothing: null }, 'encrypted', 7, null, []]) {
        await snapshots.save(newSnapshot('order-1', 7, state));
        expect(await snapshots.find('order-1')).toEqual(newSnapshot('order-1', 7, state));
      }
    });

    it('keeps the one that was saved last', async () => {
      for (const version of [100, 200, 150]) await snapshots.save(newSnapshot('order-1', version));
      expect((await snapshots.find('order-1'))?.version).toBe(150);
    });

    it('keeps streams apart, whatever they are called', async () => {
      const names = ['order-1', 'order-11', 'order-ä 1', 'order-1/2?#', 'order-"1"', 'constructor-1'] as const;
      for (const [index, streamId] of names.entries()) await snapshots.save(newSnapshot(streamId, index + 1));
      for (const [index, streamId] of names.entries())
        expect(await snapshots.find(streamId)).toEqual(newSnapshot(streamId, index + 1));
    });

    it('shares nothing with what it was given and what it gives', async () => {
      const state = { quantity: 5 };
      await snapshots.save(newSnapshot('order-1', 1, state));
      state.quantity = 6;
      const found = (await snapshots.find('order-1'))?.state as { quantity: number };
      expect(found).toEqual({ quantity: 5 });
      found.quantity = 7;
      expect((await snapshots.find('order-1'))?.state).toEqual({ quantity: 5 });
    });

    it('does not keep one that no document can hold, and keeps the one before', async () => {
      await snapshots.save(newSnapshot('order-1', 1));
      await snapshots.save(newSnapshot('order-1', 2, 'ä'.repeat(1_100_000)));
      expect((await snapshots.find('order-1'))?.version).toBe(1);
    });
  });
};
