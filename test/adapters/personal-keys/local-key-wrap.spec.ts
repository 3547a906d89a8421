import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localKeyWrap } from '../../../adapters/personal-keys/index.ts';
import { keyWrapContract } from '../contracts/key-wrap.contract.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'annal-key-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

keyWrapContract('The local key', async () => localKeyWrap(join(folder, 'shared.key')));

describe('The file of the local key', () => {
  it('is made on first use, for its owner only, and is the same ever after', async () => {
    const path = join(folder, 'new/personal.key');
    await localKeyWrap(path).wrap(Buffer.alloc(32));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700);
    const content = readFileSync(path, 'utf8');
    await localKeyWrap(path).wrap(Buffer.alloc(32));
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(readdirSync(join(folder, 'new'))).toEqual(['personal.key']);
  });

  it('must hold a key', async () => {
    const path = join(folder, 'broken.key');
    writeFileSync(path, 'c2hvcnQ\n');
    await expect(localKeyWrap(path).wrap(Buffer.alloc(32))).rejects.toThrow('must hold 32 bytes');
  });
});
