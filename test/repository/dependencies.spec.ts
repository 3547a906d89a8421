import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifest } from './manifest.ts';
import { readPages } from './markdown.ts';
import { repositoryRoot } from './planted-tree.ts';

const page = readPages().find(({ path }) => path === 'docs/decisions/0008-dependencies.md')?.text ?? '';

/** The first column of a table below a heading. */
const tableBelow = (heading: string): readonly string[] => {
  const [section = ''] = page
    .split(`### ${heading}\n`)
    .slice(1)
    .map((rest) => rest.split(/^#/m)[0]);
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name);
};

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(repositoryRoot, path), 'utf8'));
/** The tools that are installed only when they are run, each with a lockfile of its own. */
const onDemand = ['mutation', 'browser'];
const dependenciesOf = (tool: string) =>
  (readJson(`tools/${tool}/package.json`) as { readonly dependencies: Readonly<Record<string, string>> }).dependencies;
const ofTools: Readonly<Record<string, string>> = Object.assign({}, ...onDemand.map(dependenciesOf));
type Lockfile = Readonly<Record<string, { readonly resolved?: string }>>;
const readLockfile = (path: string) => (readJson(path) as { readonly packages: Lockfile }).packages;

describe('The dependencies', () => {
  it('that are deployed are those that the decision gives a reason for', () => {
    expect(tableBelow('Deployed').toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted());
  });

  it('for development are those that the decision gives a reason for', () => {
    expect(tableBelow('For development').toSorted()).toEqual(
      Object.keys({ ...manifest.devDependencies, ...ofTools }).toSorted(),
    );
  });

  it('are pinned to exact versions, so that an upgrade is a commit', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...ofTools });
    expect(all.filter(([, version]) => !/^(\d+\.\d+\.\d+(-beta\.\d+)?|file:tools\/.+)$/.test(version))).toEqual([]);
  });

  it('that stubs stand for are nowhere else in the lockfile', () => {
    const stubs = readdirSync(join(repositoryRoot, 'tools/stubs'));
    const copies = Object.entries(readLockfile('package-lock.json')).flatMap(([path, { resolved }]) =>
      stubs.some((name) => path.endsWith(`node_modules/${name}`)) ? [[path, resolved]] : [],
    );
    expect(copies).toEqual(stubs.toSorted().map((name) => [`node_modules/${name}`, `tools/stubs/${name}`]));
  });

  it.each(['package-lock.json', ...onDemand.map((tool) => `tools/${tool}/package-lock.json`)])(
    'in %s name no registry, so that each machine uses its own',
    (path) => {
      const resolved = Object.values(readLockfile(path)).flatMap((entry) => entry.resolved ?? []);
      expect(resolved.filter((address) => !address.startsWith('tools/'))).toEqual([]);
    },
  );

  it('bring the Node that runs this', () => {
    expect(process.version).toMatch(/^v24\./);
  });
});
