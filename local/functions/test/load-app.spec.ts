import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '@annal/local-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHostJson } from '../host/host-json.ts';
import { emptyRegistry } from '../worker/app-registry.ts';
import { findEntryFiles } from '../worker/entry-files.ts';
import { loadApp } from '../worker/load-app.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'annal-load-'))));
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, content: string | object) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
};
const load = () => loadApp(root, emptyRegistry());

describe('The entry files of an app', () => {
  it('are what "main" matches, in the order of their paths', () => {
    write('package.json', { main: 'src/{a,b}/*.js' });
    for (const file of ['src/b/1.js', 'src/a/2.js', 'src/a/1.js', 'src/c/1.js', 'src/a/1.txt']) write(file, '');
    expect(findEntryFiles(root)).toEqual(['src/a/1.js', 'src/a/2.js', 'src/b/1.js'].map((file) => join(root, file)));
  });
});

describe('An app is refused, saying why, when', () => {
  it('it has no package.json', async () => {
    await expect(load()).rejects.toThrow(/package\.json is missing/);
  });

  it('its package.json has no "main"', async () => {
    write('package.json', { name: 'x' });
    await expect(load()).rejects.toThrow(/has no "main"/);
  });

  it('no file matches "main"', async () => {
    write('package.json', { main: 'dist/*.js' });
    await expect(load()).rejects.toThrow(/No file .* matches "main" .*"dist\/\*\.js"/);
  });

  it('a file throws while it is loaded', async () => {
    write('package.json', { main: '*.mjs' });
    write('broken.mjs', `throw new Error('no settings');`);
    await expect(load()).rejects.toThrow(StartupError);
    await expect(load()).rejects.toThrow(/broken\.mjs failed to load.*\n.*no settings/);
  });

  it('no file registers a function', async () => {
    write('package.json', { main: '*.mjs' });
    write('quiet.mjs', 'export {};');
    await expect(load()).rejects.toThrow(/none registered a function/);
  });
});

describe('host.json', () => {
  it('has the defaults of the real host', () => {
    write('host.json', { version: '2.0' });
    expect(readHostJson(root)).toEqual({
      routePrefix: 'api',
      functionTimeout: 30 * 60_000,
      cosmos: { rewritesDates: true },
      serviceBus: {
        autoCompleteMessages: true,
        maxConcurrentCalls: 16,
        maxConcurrentSessions: 8,
        maxMessageBatchSize: 1000,
        maxAutoLockRenewalDuration: 300_000,
        sessionIdleTimeout: 60_000,
      },
    });
  });

  it.each([
    ['00:10:00', 600_000],
    ['-1', undefined],
  ])('may limit calls to %s', (functionTimeout, milliseconds) => {
    write('host.json', { version: '2.0', functionTimeout });
    expect(readHostJson(root).functionTimeout).toBe(milliseconds);
  });

  it('may tell it to leave dates in documents as they are, with the one word that the extension knows', () => {
    const rewritesDates = (dateParseHandling: string) => {
      write('host.json', { version: '2.0', extensions: { cosmosDB: { serializerSettings: { dateParseHandling } } } });
      return readHostJson(root).cosmos.rewritesDates;
    };
    expect(['None', 'none', 'DateTime', 'Never'].map(rewritesDates)).toEqual([false, false, true, true]);
  });

  it('may take the prefix away', () => {
    write('host.json', { version: '2.0', extensions: { http: { routePrefix: '' } } });
    expect(readHostJson(root).routePrefix).toBe('');
  });

  it.each([
    [{ version: '1.0' }, /"version": "2\.0"/],
    [{ version: '2.0', extensions: { serviceBus: { maxConcurrentSessions: 0 } } }, /maxConcurrentSessions.*above 0/],
    [{ version: '2.0', extensions: { serviceBus: { sessionIdleTimeout: '1s' } } }, /sessionIdleTimeout.*duration/],
  ])('%o is refused', (content, message) => {
    write('host.json', content);
    expect(() => readHostJson(root)).toThrow(message);
  });

  it('that is no JSON is refused', () => {
    write('host.json', '{');
    expect(() => readHostJson(root)).toThrow(/host\.json is not JSON/);
  });
});
