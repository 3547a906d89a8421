import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHeads, writeHeads } from '../../../scripts/archive/heads-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heads-'));
});
afterAll(() => rm(folder, { recursive: true }));

const hash = (letter: string) => letter.repeat(43);

describe('a file of heads', () => {
  it('gives back what was written to it, whatever streams are called', async () => {
    const path = join(folder, 'heads.txt');
    const heads = new Map([
      ['order-ä 1@7', hash('b')],
      ['order-a@b@12', hash('-')],
    ]);
    await writeHeads(path, heads);
    expect(await readHeads(path)).toEqual(heads);
    expect((await readFile(path, 'utf8')).split('\n')).toEqual([
      `${hash('-')} order-a@b@12`,
      `${hash('b')} order-ä 1@7`,
      '',
    ]);
  });

  it.each(['order-1@7', `${hash('a')} order-1`, `${hash('a')}a order-1@7`])(
    'is refused with the line %s',
    async (line) => {
      const path = join(folder, 'odd.txt');
      await writeFile(path, `${line}\n`);
      await expect(readHeads(path)).rejects.toThrow(`odd.txt holds a line that is no head: ${line}`);
    },
  );
});
