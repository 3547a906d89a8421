import { join } from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { offences } from './planted-offences.ts';
import { plantTree, repositoryRoot } from './planted-tree.ts';

const tsconfig = JSON.stringify({
  compilerOptions: { module: 'nodenext', strict: true, allowImportingTsExtensions: true, noEmit: true, types: [] },
});

describe('The lint', () => {
  let found: ReadonlyMap<string, readonly (string | null)[]>;

  beforeAll(async () => {
    await using tree = await plantTree({
      'package.json': JSON.stringify({ type: 'module' }),
      'tsconfig.json': tsconfig,
      ...Object.fromEntries(offences.map(({ file, source }) => [file, source])),
    });
    const eslint = new ESLint({ cwd: tree.root, overrideConfigFile: join(repositoryRoot, 'eslint.config.js') });
    const results = await eslint.lintFiles(['.']);
    found = new Map(
      results.map(({ filePath, messages }) => [
        filePath.slice(tree.root.length + 1),
        messages.map(({ ruleId }) => ruleId),
      ]),
    );
  });

  it.each(offences.filter(({ rule }) => rule !== 'none'))('insists that $habit', ({ file, rule }) => {
    expect([...new Set(found.get(file))]).toEqual([rule]);
  });

  it.each(offences.filter(({ rule }) => rule === 'none'))('permits that $habit', ({ file }) => {
    expect(found.get(file)).toEqual([]);
  });
});
