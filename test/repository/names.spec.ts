import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryFiles } from './repository-files.ts';

// Names like these collect unrelated things. The last word of a name says what a thing is, so they are banned there.
const drawers = /(^|-)(utils?|helpers?|commons?|cores?|managers?|services?|misc|shared|dtos?)$/;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What a file or folder is called, without extensions: `order.contract.spec.ts` is `order`. */
const nameOf = (path: string): string => basename(path).replace(/^\./, '').split('.')[0] ?? '';

const sources = repositoryFiles().filter((path) => /\.(ts|mjs|js)$/.test(path));
const folders = [...new Set(sources.flatMap((path) => ancestors(path)))];

describe('The name of every file and folder with code in it', () => {
  it('says the domain and not a drawer', () => {
    expect([...sources, ...folders].filter((path) => drawers.test(nameOf(path)))).toEqual([]);
  });

  it('is kebab-case', () => {
    expect([...sources, ...folders].filter((path) => !kebabCase.test(nameOf(path)))).toEqual([]);
  });

  it.each(['utils.ts', 'order-helpers.ts', 'common.ts', 'stream-manager.ts', 'order-service.ts', 'core.ts'])(
    'is never %s',
    (name) => {
      expect(nameOf(name)).toMatch(drawers);
    },
  );

  it.each(['service-bus', 'service-process.ts', 'order.spec.ts', 'shared-access-signature.ts'])('may be %s', (name) => {
    expect(nameOf(name)).not.toMatch(drawers);
  });
});

function ancestors(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === '.' ? [] : [parent, ...ancestors(parent)];
}
