import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifest, workspaces, type Manifest } from './manifest.ts';
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
const tools = onDemand.map((tool) => readJson(`tools/${tool}/package.json`) as Pick<Manifest, 'dependencies'>);
const deployed = Object.keys(manifest.dependencies ?? {});
/** Every dependency that some package.json names, with its version, but for the workspaces themselves. */
const declared = [manifest, ...tools, ...workspaces]
  .flatMap(({ dependencies = {}, devDependencies = {} }: Partial<Manifest>) => [dependencies, devDependencies])
  .flatMap((each) => Object.entries(each))
  .filter(([name]) => !workspaces.some((workspace) => workspace.name === name));
type Lockfile = Readonly<Record<string, { readonly resolved?: string }>>;
const readLockfile = (path: string) => (readJson(path) as { readonly packages: Lockfile }).packages;

describe('The dependencies', () => {
  it('that are deployed are those that the decision gives a reason for', () => {
    expect(tableBelow('Deployed').toSorted()).toEqual(deployed.toSorted());
  });

  it('for development are those that the decision gives a reason for', () => {
    const names = new Set(declared.map(([name]) => name).filter((name) => !deployed.includes(name)));
    expect(tableBelow('For development').toSorted()).toEqual([...names].toSorted());
  });

  it('are pinned to exact versions, so that an upgrade is a commit', () => {
    expect(declared.filter(([, version]) => !/^(\d+\.\d+\.\d+(-beta\.\d+)?|file:tools\/.+)$/.test(version))).toEqual(
      [],
    );
  });

  it('are pinned to the same version in every workspace, so that each is installed once', () => {
    const versions = Object.groupBy(declared, ([name]) => name);
    expect(Object.values(versions).filter((each) => new Set(each?.map(([, version]) => version)).size > 1)).toEqual([]);
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
      expect(resolved.filter((address) => !/^(tools|local)\//.test(address))).toEqual([]);
    },
  );

  it('bring the Node that runs this', () => {
    expect(process.version).toMatch(/^v24\./);
  });
});
