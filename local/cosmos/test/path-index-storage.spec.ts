import { describe, expect, it } from 'vitest';
import { insertItem } from '../storage/items.ts';
import { openStorage } from '../storage/open-storage.ts';
import { createPathIndex, findByPath, pathIndexState, type PathRange } from '../storage/path-index.ts';

const everyNumber: PathRange = {
  low: { value: Number.NEGATIVE_INFINITY, isIncluded: true },
  high: { value: '', isIncluded: false },
};
const indexed = { container: 1, path: ['n'], purpose: 'find' } as const;

describe('an index over a path', () => {
  it('says that there are too many items rather than naming some of them', async () => {
    const storage = openStorage(':memory:');
    await storage.write(() => {
      for (let no = 1; no <= 5; no += 1) {
        const body = JSON.stringify({ n: no });
        insertItem(storage, { no, container: 1, range: 0, key: '["p"]', id: String(no), lsn: no, seq: 1, etag: '', ts: 0, expires: null, body }); // prettier-ignore
      }
      createPathIndex(storage, indexed);
    });
    expect(findByPath(storage, indexed, everyNumber, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(findByPath(storage, indexed, everyNumber, 4)).toBeUndefined();
    await storage.close();
  });

  it('goes with its container, as soon as the next one is made', async () => {
    const storage = openStorage(':memory:'); // where no container is
    await storage.write(() => createPathIndex(storage, indexed));
    expect(pathIndexState(storage, indexed)).toBe('ready');
    await storage.write(() => createPathIndex(storage, { container: 2, path: ['m'], purpose: 'order' }));
    expect(pathIndexState(storage, indexed)).toBe('missing');
    await storage.close();
  });

  it('is not made for a name that SQLite cannot say', async () => {
    const storage = openStorage(':memory:');
    for (const name of [`it's`, '"quoted"', 'back\\slash', '', '\ud800'])
      expect(pathIndexState(storage, { container: 1, path: [name], purpose: 'find' })).toBe('full');
    await storage.close();
  });
});
