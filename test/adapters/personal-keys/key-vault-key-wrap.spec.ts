import { describe, expect, it } from 'vitest';
import { keyVaultKeyWrap } from '../../../adapters/personal-keys/index.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { fakeCredential, fakeKeyUrl, fakeKeyVault } from '../../support/fake-key-vault.ts';
import { keyWrapContract } from '../contracts/key-wrap.contract.ts';

const hour = 3_600_000;

/** Doors to one simulated vault, through the real SDK, whose retries do not pause here. */
const world = () => {
  const vault = fakeKeyVault();
  let time = 1;
  const open = () =>
    keyVaultKeyWrap({
      keyUrl: fakeKeyUrl,
      credential: fakeCredential,
      clientOptions: {
        httpClient: vault.httpClient,
        retryOptions: { maxRetries: 1, retryDelayInMs: 1, maxRetryDelayInMs: 1 },
      },
      now: () => time,
    });
  return { vault, open, pass: (milliseconds: number) => (time += milliseconds) };
};

const { open } = world();
keyWrapContract('A key in (a simulated) Key Vault', async () => open());

describe('A key in Key Vault', () => {
  const key = Buffer.alloc(32, 7);

  it('is named with its version by what it has wrapped', async () => {
    expect((await world().open().wrap(key)).wrappedBy).toBe(`${fakeKeyUrl}/version1`);
  });

  it('that was rotated unwraps what its older version has wrapped, and wraps by the newer one within the hour', async () => {
    const { vault, open: openHere, pass } = world();
    const keyWrap = openHere();
    const old = await keyWrap.wrap(key);
    vault.rotate();
    pass(hour + 1);
    expect((await keyWrap.wrap(key)).wrappedBy).toBe(`${fakeKeyUrl}/version2`);
    expect((await keyWrap.unwrap(old)).equals(key)).toBe(true);
    expect((await openHere().unwrap(old)).equals(key)).toBe(true);
  });

  it('is looked at once, and then asked once for each key that it wraps or unwraps', async () => {
    const { vault, open: openHere } = world();
    const keyWrap = openHere();
    await keyWrap.wrap(key);
    await keyWrap.wrap(key);
    expect(vault.asked().map((operation) => operation.toLowerCase())).toEqual(['get', 'wrapkey', 'wrapkey']);
  });

  it.each([403, 404, 429, 500, 503])(
    'is unavailable, and nobody erased, while the vault answers %s',
    async (status) => {
      const { vault, open: openHere } = world();
      const keyWrap = openHere();
      const wrapped = await keyWrap.wrap(key);
      vault.fail(status);
      await expect(keyWrap.unwrap(wrapped)).rejects.toThrow(StoreUnavailable);
      await expect(openHere().wrap(key)).rejects.toThrow(StoreUnavailable);
      vault.fail(undefined);
      expect((await keyWrap.unwrap(wrapped)).equals(key)).toBe(true);
    },
  );

  it('leads to no other vault, whatever a document says', async () => {
    const elsewhere = { wrapped: 'AAAA', wrappedBy: 'https://evil.vault.azure.net/keys/personal-data/version1' };
    await expect(world().open().unwrap(elsewhere)).rejects.toThrow('is no version of');
  });
});
