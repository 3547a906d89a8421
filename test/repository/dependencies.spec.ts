import { describe, expect, it } from 'vitest';
import { manifest } from './manifest.ts';
import { readPages } from './markdown.ts';

const page = readPages().find(({ path }) => path === 'docs/decisions/0008-dependencies.md')?.text ?? '';

/** The first column of a table below a heading. */
const tableBelow = (heading: string): readonly string[] => {
  const [section = ''] = page
    .split(`### ${heading}\n`)
    .slice(1)
    .map((rest) => rest.split(/^#/m)[0]);
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name);
};

describe('The dependencies', () => {
  it('that are deployed are those that the decision gives a reason for', () => {
    expect(tableBelow('Deployed').toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted());
  });

  it('for development are those that the decision gives a reason for', () => {
    expect(tableBelow('For development').toSorted()).toEqual(Object.keys(manifest.devDependencies).toSorted());
  });

  it('are pinned to exact versions, so that an upgrade is a commit', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(all.filter(([, version]) => !/^(\d+\.\d+\.\d+(-beta\.\d+)?|file:tools\/.+)$/.test(version))).toEqual([]);
  });

  it('bring the Node that runs this', () => {
    expect(process.version).toMatch(/^v24\./);
  });
});
