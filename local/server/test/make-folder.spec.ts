import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../make-folder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'folder-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('A data folder', () => {
  it('is made, with the folders above it', () => {
    const folder = join(root, 'a', 'b', 'c');
    makeFolder(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
  });

  it('that is there stays as it is', () => {
    const folder = join(root, 'a');
    mkdirSync(folder);
    writeFileSync(join(folder, 'kept'), '');
    makeFolder(folder);
    expect(statSync(join(folder, 'kept')).isFile()).toBe(true);
  });

  it('is not made below a file', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => makeFolder(join(root, 'file', 'a'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
  });

  it.runIf(process.platform === 'linux')(
    'that cannot be made is refused at once, where Node would try for ever',
    () => {
      expect(() => makeFolder('/proc/annal/data')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    },
  );
});
