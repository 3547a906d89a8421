import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { looseEntries } from './loose-entries.ts';

interface Closable {
  close(): unknown;
}

/** The rules that the data folder of every server keeps; `start` starts the server on the folder that it is given. */
export const dataStaysPrivate = (name: string, start: (data: string) => Closable | Promise<Closable>): void => {
  describe.skipIf(process.platform === 'win32')(`The data of ${name}`, () => {
    let root: string;
    let data: string;
    let umask: number;

    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), 'annal-private-'));
      data = join(root, 'server', 'data');
      umask = process.umask(0o022);
    });
    afterEach(() => {
      process.umask(umask);
      rmSync(root, { recursive: true });
    });

    it('is for its owner alone, whatever the umask', async () => {
      const server = await start(data);
      expect(readdirSync(data)).not.toEqual([]);
      expect(looseEntries(join(root, 'server'))).toEqual([]);
      await server.close();
    });

    it('becomes so when an earlier version left it open to others', async () => {
      await (await start(data)).close();
      for (const entry of readdirSync(data)) chmodSync(join(data, entry), 0o644);
      chmodSync(data, 0o755);
      const server = await start(data);
      expect(looseEntries(data)).toEqual([]);
      await server.close();
    });

    it('leaves alone what a link in its folder points to', async () => {
      mkdirSync(data, { recursive: true });
      const elsewhere = join(root, 'elsewhere');
      writeFileSync(elsewhere, '');
      symlinkSync(elsewhere, join(data, 'link'));
      await (await start(data)).close();
      expect(statSync(elsewhere).mode & 0o777).toBe(0o644);
    });
  });
};
