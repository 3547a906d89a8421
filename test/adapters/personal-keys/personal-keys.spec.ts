import type { Subject } from '../../../domain/modelling/ids.ts';
import { describe, expect, it } from 'vitest';
import { inMemoryKeyDocuments } from '../../../adapters/memory/index.ts';
import { keyVaultKeyWrap, personalKeys, type KeyWrap } from '../../../adapters/personal-keys/index.ts';
import { DamagedKey, type KeyDocuments } from '../../../application/privacy/key-documents.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import type { PersonalKey } from '../../../application/privacy/personal-keys.ts';
import { fakeCredential, fakeKeyUrl, fakeKeyVault } from '../../support/fake-key-vault.ts';

const minute = 60_000;

/** Wraps by turning bytes round, and counts. */
const turning = (): KeyWrap & { readonly unwraps: () => number; fail: boolean } => {
  let unwraps = 0;
  const turned = (bytes: Buffer): Buffer => Buffer.from(bytes).reverse();
  const wrap = {
    fail: false,
    unwraps: () => unwraps,
    wrap: async (key: Buffer) => ({ wrapped: turned(key).toString('base64url'), wrappedBy: 'turning' }),
    unwrap: async ({ wrapped }: { readonly wrapped: string }) => {
      if (wrap.fail) throw new StoreUnavailable('The vault is closed.');
      unwraps += 1;
      return turned(Buffer.from(wrapped, 'base64url'));
    },
  };
  return wrap;
};

/** Processes that share documents and a wrapping key, and a clock that is moved by hand. */
const world = (documents: KeyDocuments = inMemoryKeyDocuments()) => {
  const keyWrap = turning();
  let time = 1;
  const process = () => personalKeys({ documents, keyWrap, maximumAgeMs: 5 * minute, now: () => time });
  return { documents, keyWrap, process, pass: (milliseconds: number) => (time += milliseconds) };
};

const isKey = (found: PersonalKey | 'erased' | 'missing'): PersonalKey => {
  if (typeof found === 'string') throw new Error('There is no key any more.');
  return found;
};

describe('The key of a subject', () => {
  it('is made on first use, and read by every process', async () => {
    const { process } = world();
    const sealed = isKey(await process().toSeal('customer-1')).seal('Ada', 'here');
    expect(isKey(await process().toOpen('customer-1')).open(sealed, 'here')).toBe('Ada');
  });

  it('is one, also when many processes make it at the same moment', async () => {
    const { process } = world();
    const keys = await Promise.all(Array.from({ length: 8 }, () => process().toSeal('customer-1')));
    const sealed = keys.map((key) => isKey(key).seal('Ada', 'here'));
    const reader = isKey(await process().toOpen('customer-1'));
    expect(sealed.map((each) => reader.open(each, 'here'))).toEqual(Array(8).fill('Ada'));
  });

  it('is read once for all concurrent requests', async () => {
    const { process, keyWrap } = world();
    await process().toSeal('customer-1');
    const reader = process();
    await Promise.all(Array.from({ length: 8 }, () => reader.toOpen('customer-1')));
    expect(keyWrap.unwraps()).toBe(1);
  });

  it('is remembered for five minutes, and looked up again after them', async () => {
    const { process, keyWrap, pass } = world();
    await process().toSeal('customer-1');
    const reader = process();
    await reader.toOpen('customer-1');
    pass(5 * minute - 1);
    await reader.toOpen('customer-1');
    expect(keyWrap.unwraps()).toBe(1);
    pass(2);
    await reader.toOpen('customer-1');
    expect(keyWrap.unwraps()).toBe(2);
  });

  it('that cannot be seen yet is no erased one', async () => {
    const documents = inMemoryKeyDocuments();
    let isBehind = true;
    const { process } = world({
      ...documents,
      find: async (subject) => (isBehind ? undefined : documents.find(subject)),
    });
    await documents.create('customer-1', { wrapped: 'b25l', wrappedBy: 'spec' });
    const reader = process();
    await expect(reader.toOpen('customer-1')).rejects.toThrow(StoreUnavailable);
    await expect(reader.toSeal('customer-1')).rejects.toThrow(StoreUnavailable);
    isBehind = false;
    isKey(await reader.toOpen('customer-1'));
  });

  it('that is certainly not there is missing, and neither erased nor remembered so', async () => {
    const { process } = world();
    const reader = process();
    expect(await reader.toOpen('customer-1')).toBe('missing');
    await process().toSeal('customer-1');
    isKey(await reader.toOpen('customer-1'));
  });

  it('is created for a writer while a concurrent reader finds none', async () => {
    const { process } = world();
    const keys = process();
    const [read, written] = await Promise.all([keys.toOpen('customer-1'), keys.toSeal('customer-1')]);
    expect(read).toBe('missing');
    isKey(written);
  });

  it('is no erased one while the vault cannot be used, and is there when it can', async () => {
    const { process, keyWrap } = world();
    await process().toSeal('customer-1');
    const reader = process();
    keyWrap.fail = true;
    await expect(reader.toOpen('customer-1')).rejects.toThrow(StoreUnavailable);
    await expect(reader.toSeal('customer-1')).rejects.toThrow(StoreUnavailable);
    keyWrap.fail = false;
    expect(await reader.toOpen('customer-1')).not.toBe('erased');
  });
});

describe('A destroyed key', () => {
  it('is gone at once where it was destroyed, and everywhere within five minutes', async () => {
    const { process, pass } = world();
    const [here, elsewhere] = [process(), process()];
    await here.toSeal('customer-1');
    await elsewhere.toOpen('customer-1');
    await here.destroy('customer-1');
    expect(await here.toOpen('customer-1')).toBe('erased');
    expect(await elsewhere.toOpen('customer-1')).not.toBe('erased');
    pass(5 * minute + 1);
    expect(await elsewhere.toOpen('customer-1')).toBe('erased');
  });

  it('is never created again', async () => {
    const { process, pass } = world();
    await process().toSeal('customer-1');
    await process().destroy('customer-1');
    expect(await process().toSeal('customer-1')).toBe('erased');
    pass(60 * minute);
    expect(await process().toSeal('customer-1')).toBe('erased');
  });

  it('is not created by a writer that found none just before it was destroyed', async () => {
    const documents = inMemoryKeyDocuments();
    const { process } = world({
      ...documents,
      create: async (...key) => {
        await documents.destroy('customer-1');
        return documents.create(...key);
      },
    });
    expect(await process().toSeal('customer-1')).toBe('erased');
  });
});

describe('A key whose wrapped bytes are damaged', () => {
  const damaged = async (keyWrap: KeyWrap) => {
    const documents = inMemoryKeyDocuments();
    const { wrappedBy } = await keyWrap.wrap(Buffer.alloc(32, 7));
    await documents.create('customer-1', { wrapped: 'garbage', wrappedBy });
    return personalKeys({ documents, keyWrap, maximumAgeMs: 5 * minute });
  };
  const { httpClient, fail } = fakeKeyVault();
  const vaultKeyWrap = keyVaultKeyWrap({
    keyUrl: fakeKeyUrl,
    credential: fakeCredential,
    clientOptions: { httpClient, retryOptions: { maxRetries: 0 } },
  });

  it('is named, and reads as what no retry helps: whoever follows parks the stream, and does not wait for it', async () => {
    const keys = await damaged(vaultKeyWrap);
    await expect(keys.toOpen('customer-1')).rejects.toThrow(DamagedKey);
    await expect(keys.toSeal('customer-1')).rejects.toThrow('The key of customer-1 is damaged');
  });

  it('is not taken for damaged while the vault is away', async () => {
    const keys = await damaged(vaultKeyWrap);
    fail(503);
    await expect(keys.toOpen('customer-1')).rejects.toThrow(StoreUnavailable);
    fail(undefined);
    await expect(keys.toOpen('customer-1')).rejects.toThrow(DamagedKey);
  });

  it('says so every time, as nothing of it is cached', async () => {
    const keys = await damaged(vaultKeyWrap);
    await expect(keys.toOpen('customer-1')).rejects.toThrow(DamagedKey);
    await expect(keys.toOpen('customer-1')).rejects.toThrow(DamagedKey);
  });
});

describe('A fingerprint', () => {
  it('is the same in every process, and another for another text or under another key', async () => {
    const { process } = world();
    const of = async (subject: Subject, text: string) => isKey(await process().toSeal(subject)).fingerprint(text);
    expect(await of('$emails', 'ada@example.org')).toBe(await of('$emails', 'ada@example.org'));
    expect(await of('$emails', 'ada@example.org')).not.toBe(await of('$emails', 'bob@example.org'));
    expect(await of('$emails', 'ada@example.org')).not.toBe(await of('$others', 'ada@example.org'));
  });
});
