import { describe, expect, it } from 'vitest';
import type { ViewRegistry } from '../../../application/generations/view-registry.ts';

const registered = (name: string, live: number) => ({
  ...{ name, live, previous: 1, switchedAt: '2026-05-04T10:00:00.000Z', switchedBy: 'olga', reason: 'it is built' },
});

/** What every registry of views promises. `make` gives an empty one. */
export const viewRegistryContract = (name: string, make: () => Promise<ViewRegistry>): void => {
  describe(`${name} keeps the promises of a registry of views`, () => {
    it('knows no view that was never switched', async () => {
      expect(await (await make()).find('sheets')).toBeUndefined();
    });

    it('gives back what was saved last, of each view by itself', async () => {
      const registry = await make();
      expect(await registry.save(registered('sheets', 2), undefined)).toBe('saved');
      expect(await registry.save(registered('people', 4), undefined)).toBe('saved');
      const found = await registry.find('sheets');
      expect(found?.registered).toEqual(registered('sheets', 2));
      expect(await registry.save(registered('sheets', 3), found?.etag)).toBe('saved');
      expect((await registry.find('sheets'))?.registered).toEqual(registered('sheets', 3));
      expect((await registry.find('people'))?.registered).toEqual(registered('people', 4));
    });

    it('lets one of two switches win: the other one has not seen it', async () => {
      const registry = await make();
      const first = await Promise.all([2, 3].map((live) => registry.save(registered('sheets', live), undefined)));
      expect(first.toSorted()).toEqual(['conflict', 'saved']);
      const etag = (await registry.find('sheets'))?.etag;
      const second = await Promise.all([4, 5].map((live) => registry.save(registered('sheets', live), etag)));
      expect(second.toSorted()).toEqual(['conflict', 'saved']);
      expect(await registry.save(registered('sheets', 6), etag)).toBe('conflict');
    });

    it('replaces nothing that is not there', async () => {
      const registry = await make();
      expect(await registry.save(registered('sheets', 2), '"gone"')).toBe('conflict');
      expect(await registry.find('sheets')).toBeUndefined();
    });
  });
};
