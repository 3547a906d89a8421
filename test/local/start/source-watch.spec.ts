import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchSources } from '../../../local/start/source-watch.ts';

const source = 'domain/order/decide.ts';
let root: string;
/** What the app would have read of a file at its last restart. */
let seen: (file: string) => string | undefined;
let restarts: number;
let end: () => void;

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const git = (...command: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...command], { cwd: root, stdio: 'pipe' });
const read = (file: string) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined);
const until = (file: string, text: string | undefined) => expect.poll(() => seen(file)).toBe(text);
const watchNow = () => {
  end = watchSources(root, { folders: ['domain'], files: ['host.json'] }, () => {
    restarts += 1;
    const files = new Map(
      [source, 'domain/order/evolve.ts', 'domain/invoice/lines/total.ts', 'host.json'].map((file) => [
        file,
        read(file),
      ]),
    );
    seen = (file) => files.get(file);
  });
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'annal-watch-'));
  write(source, 'first');
  restarts = 0;
  seen = () => 'not restarted';
});
afterEach(() => {
  end();
  rmSync(root, { recursive: true });
});

describe('The app is restarted on the new code', () => {
  it('once for a burst of writes, in folders and in single files, and not for other files', async () => {
    watchNow();
    for (const text of ['second', 'third', 'fourth']) write(source, text);
    await until(source, 'fourth');
    expect(restarts).toBe(1);
    write('README.md', 'not a source');
    write('host.json', '{}');
    await until('host.json', '{}');
    expect(restarts).toBe(2);
  });

  it('each time an editor saves by a rename', async () => {
    watchNow();
    for (const text of ['second', 'third', 'fourth']) {
      write('domain/order/.decide.ts.swp', text);
      renameSync(join(root, 'domain/order/.decide.ts.swp'), join(root, source));
      await until(source, text);
    }
  });

  it('when a folder is new, and when a file in it changes', async () => {
    watchNow();
    for (const text of ['first', 'second']) {
      write('domain/invoice/lines/total.ts', text);
      await until('domain/invoice/lines/total.ts', text);
    }
  });

  it.each(['domain/order', 'domain'])('when %s was deleted and made again', async (folder) => {
    watchNow();
    rmSync(join(root, folder), { recursive: true });
    await until(source, undefined);
    for (const text of ['second', 'third']) {
      write(source, text);
      await until(source, text);
    }
  });

  it('when git checks out another branch, and after that', async () => {
    git('init', '--initial-branch', 'one');
    git('add', '.');
    git('commit', '--message', 'one');
    git('checkout', '-b', 'two');
    rmSync(join(root, 'domain/order'), { recursive: true });
    write('domain/invoice/lines/total.ts', 'of two');
    git('add', '.');
    git('commit', '--message', 'two');
    watchNow();
    git('checkout', 'one');
    await until(source, 'first');
    git('checkout', 'two');
    await until('domain/invoice/lines/total.ts', 'of two');
    git('checkout', 'one');
    await until(source, 'first');
    write(source, 'edited');
    await until(source, 'edited');
  });
});
