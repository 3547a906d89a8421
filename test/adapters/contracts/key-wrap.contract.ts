import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DamagedWrap, type KeyWrap } from '../../../adapters/personal-keys/index.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';

/** What every wrapping key promises. `open` gives another door to the same key, as another instance of the app has one. */
export const keyWrapContract = (name: string, open: () => Promise<KeyWrap>): void => {
  describe(`${name} keeps the promises of a wrapping key`, () => {
    const key = randomBytes(32);

    it('gives back what it has wrapped, also through another door', async () => {
      const wrapped = await (await open()).wrap(key);
      expect((await (await open()).unwrap(wrapped)).equals(key)).toBe(true);
    });

    it('shows nothing of the key, and wraps it differently each time', async () => {
      const keyWrap = await open();
      const [one, other] = [await keyWrap.wrap(key), await keyWrap.wrap(key)];
      expect(one.wrapped).not.toContain(key.toString('base64url'));
      expect(one.wrapped).not.toBe(other.wrapped);
    });

    it('says by which key it has wrapped', async () => {
      const keyWrap = await open();
      expect((await keyWrap.wrap(key)).wrappedBy).toBe((await keyWrap.wrap(key)).wrappedBy);
    });

    it('refuses what another key has wrapped, and what was changed', async () => {
      const keyWrap = await open();
      const wrapped = await keyWrap.wrap(key);
      await expect(keyWrap.unwrap({ ...wrapped, wrappedBy: 'local:another' })).rejects.toThrow(StoreUnavailable);
      const [first = '', ...rest] = wrapped.wrapped;
      const changed = { ...wrapped, wrapped: [first === 'A' ? 'B' : 'A', ...rest].join('') };
      await expect(keyWrap.unwrap(changed)).rejects.toThrow(DamagedWrap);
    });

    it.each(['', 'AAAA', 'not Base64url', 'A'.repeat(342)])(
      'says that %j is damaged, so that nobody tries it again',
      async (wrapped) => {
        const keyWrap = await open();
        const { wrappedBy } = await keyWrap.wrap(key);
        await expect(keyWrap.unwrap({ wrapped, wrappedBy })).rejects.toThrow(DamagedWrap);
      },
    );
  });
};
