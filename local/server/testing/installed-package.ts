import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { buildPackage } from '../packaging/build-package.ts';

const run = promisify(execFile);

/** A package in a folder that has nothing else. */
export interface InstalledPackage extends Disposable {
  /** The folder that somebody installed it in; its `node_modules` holds it and its dependencies. */
  readonly folder: string;
  /** The files of the package. */
  readonly files: string;
  /** The program that it brings, as npm links it. */
  readonly program: (command: string) => string;
}

/** Packs a workspace as `npm pack` does after its build, and installs the file in an empty folder outside of the checkout. */
export const installPackage = async (workspace: string): Promise<InstalledPackage> => {
  const root = mkdtempSync(join(tmpdir(), 'annal-package-'));
  const [dist, folder] = [join(root, 'dist'), join(root, 'somebody')];
  await buildPackage(workspace, dist);
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', root], { cwd: dist });
  const [{ filename, name }] = JSON.parse(stdout) as [{ readonly filename: string; readonly name: string }];
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const files = join(folder, 'node_modules', name);
  await unpack(join(root, filename), files, folder);
  return {
    folder,
    files,
    program: (command) => join(folder, 'node_modules/.bin', command),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
};

/**
 * What `npm install` makes of the file, without a registry, so that the spec does not depend on a network: the package is
 * unpacked, its program linked, and each dependency that its package.json names linked from this checkout, in the very
 * version. A dependency that it does not name is not found.
 */
const unpack = async (file: string, files: string, folder: string): Promise<void> => {
  mkdirSync(files, { recursive: true });
  await run('tar', ['-xzf', file, '--strip-components=1', '-C', files]);
  const { bin, dependencies } = JSON.parse(readFileSync(join(files, 'package.json'), 'utf8')) as PackedManifest;
  for (const [name, version] of Object.entries(dependencies)) {
    const from = packageFolder(name);
    const there = (JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as { readonly version: string })
      .version;
    if (there !== version) throw new Error(`The package wants ${name} ${version}, and this checkout has ${there}.`);
    link(from, join(folder, 'node_modules', name));
  }
  for (const [command, path] of Object.entries(bin))
    link(join(files, path), join(folder, 'node_modules/.bin', command));
};

interface PackedManifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const link = (target: string, path: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
};

const packageFolder = (name: string): string => {
  const found = createRequire(import.meta.url)
    .resolve.paths(name)
    ?.map((path) => join(path, name))
    .find((path) => hasManifest(path));
  if (found === undefined) throw new Error(`This checkout has no package ${name}.`);
  return found;
};

const hasManifest = (path: string): boolean => {
  try {
    return readFileSync(join(path, 'package.json')).length > 0;
  } catch {
    return false;
  }
};
