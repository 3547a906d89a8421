import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasExpired, sweepExpired } from '../storage/expiry.ts';
import { findItem, insertItem } from '../storage/items.ts';
import { openStorage, type Storage } from '../storage/open-storage.ts';
import { writeTerms } from '../storage/terms.ts';

let storage: Storage;
beforeEach(() => {
  storage = openStorage(':memory:');
});
afterEach(() => storage.close());

const place = { container: 1, range: 0, key: '["p"]', lsn: 1, seq: 1, etag: '"e"', ts: 1, body: '{}' };
const identity = (id: string) => ({ container: 1, key: '["p"]', id });

describe('a file', () => {
  it('is synced with every commit: a kill cannot show it, but a power cut would', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'storage-'));
    const file = openStorage(folder);
    const full = 2;
    expect(file.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: full });
    expect(file.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    await file.close();
    rmSync(folder, { recursive: true });
  });
});

describe('the sweep', () => {
  it('removes what is over, with its terms, so many at a time, and nothing else', async () => {
    await storage.write(() => {
      const ends = [10, 10, 10, 11, null];
      for (const [index, expires] of ends.entries()) {
        const item = { ...place, no: index + 1, id: `i${index}`, expires };
        insertItem(storage, item);
        writeTerms(storage, item, [{ path: '["v"]', value: Buffer.of(1) }]);
      }
    });
    expect([hasExpired(storage, 9), hasExpired(storage, 10)]).toEqual([false, true]);
    expect(await storage.write(() => sweepExpired(storage, 10, 2))).toBe(2);
    expect(await storage.write(() => sweepExpired(storage, 10, 2))).toBe(1);
    expect(hasExpired(storage, 10)).toBe(false);
    const left = ['i0', 'i1', 'i2', 'i3', 'i4'].filter((id) => findItem(storage, identity(id)) !== undefined);
    expect(left).toEqual(['i3', 'i4']);
    expect(storage.prepare('SELECT count(*) AS n FROM term').get()).toEqual({ n: 2 });
  });
});

describe('a write', () => {
  it('that follows from one that is under way is waited for when the file is closed; one that comes later fails', async () => {
    const closing = openStorage(':memory:');
    const insert = (no: number) => () => insertItem(closing, { ...place, no, id: `i${no}`, expires: null });
    const chain = closing.write(insert(1)).then(() => closing.write(insert(2)));
    await closing.close();
    await expect(chain).resolves.toBeUndefined();
    await expect(closing.write(insert(3))).rejects.toThrow('not open');
  });

  it('that fails takes nothing of its neighbours in the same commit with it', async () => {
    const write = (no: number, fails: boolean): Promise<void> =>
      storage.write(() => {
        insertItem(storage, { ...place, no, id: `i${no}`, expires: null });
        if (fails) throw new Error('refused');
      });
    const outcomes = await Promise.allSettled([write(1, false), write(2, true), write(3, false)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const found = [1, 2, 3].map((no) => findItem(storage, identity(`i${no}`)) !== undefined);
    expect(found).toEqual([true, false, true]);
  });
});
