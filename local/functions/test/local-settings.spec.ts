import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readLocalSettings } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'annal-settings-'));
const file = join(folder, 'local.settings.json');
afterAll(() => rmSync(folder, { recursive: true }));

const settingsOf = (content: object) => {
  writeFileSync(file, JSON.stringify(content));
  return readLocalSettings(file);
};

describe('local.settings.json', () => {
  it('says nothing when it is not there', () => {
    const nothing = { values: {}, port: undefined, cors: undefined, corsCredentials: false };
    expect(readLocalSettings(join(folder, 'absent.json'))).toEqual(nothing);
  });

  it('gives values, the port, and the origins whose pages may call', () => {
    const Host = { LocalHttpPort: 7072, CORS: 'http://localhost:3000/, https://a.example', CORSCredentials: true };
    expect(settingsOf({ IsEncrypted: false, Values: { A: 'b' }, Host })).toEqual({
      values: { A: 'b' },
      port: 7072,
      cors: ['http://localhost:3000', 'https://a.example'],
      corsCredentials: true,
    });
  });

  it('is refused when it is encrypted, or lets any origin send cookies', () => {
    expect(() => settingsOf({ IsEncrypted: true })).toThrow('encrypted');
    expect(() => settingsOf({ Host: { CORS: '*', CORSCredentials: true } })).toThrow('CORSCredentials');
  });
});
