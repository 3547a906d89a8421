import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findAggregates, repository } from '../../scripts/catalogue/aggregates.ts';

const folders = (await findAggregates()).map(({ folder }) => folder);

/** The modules that a folder's door opens, in their order. */
const doorsOf = (folder: string): readonly string[] => {
  const door = readFileSync(join(repository, 'domain', folder, 'index.ts'), 'utf8');
  return [...door.matchAll(/ from '\.\/([^']+)\.ts';/g)].map(([, module = '']) => module);
};

const has = (folder: string, module: string): boolean => existsSync(join(repository, 'domain', folder, `${module}.ts`));

describe('The folder of an aggregate', () => {
  it.each(folders)('has a file for each part, under the same name as its neighbours: domain/%s', (name) => {
    const parts = [name, 'commands', 'events', 'evolve', 'decide', `${name}-view`, `${name}s`, 'index'];
    expect(parts.filter((part) => !has(name, part))).toEqual([]);
  });

  it.each(folders)('has contracts and what fills them, or neither: domain/%s', (name) => {
    expect(has(name, 'publication')).toBe(has(name, 'contracts'));
  });

  it.each(folders)(
    'opens the aggregate first, then its parts in one order, and all that is declared last: domain/%s',
    (name) => {
      const doors = doorsOf(name);
      const first = [name, 'commands', 'events', 'evolve', 'decide'].filter((part) => doors.includes(part));
      expect(doors.slice(0, first.length)).toEqual(first);
      expect(doors.at(-1)).toBe(`${name}s`);
    },
  );

  it('is looked at in every aggregate', () => {
    expect(folders).toEqual(expect.arrayContaining(['account', 'customer', 'order', 'product']));
  });
});
