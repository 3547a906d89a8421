import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A file below infra/, with its path from the root of the repository. */
export interface BicepFile {
  readonly path: string;
  /** Without comments: what the compiler acts upon. */
  readonly code: string;
}

/** Every Bicep file of the repository. */
export const bicepFiles: readonly BicepFile[] = globSync('infra/**/*.bicep', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map((path) => ({ path, code: readText(path).replaceAll(/^\s*\/\/.*$/gm, '') }));

/** One of them, by its file name. Throws when there is none. */
export function bicepFile(name: string): BicepFile {
  const found = bicepFiles.find(({ path }) => basename(path) === name);
  if (found === undefined) throw new Error(`There is no ${name} below infra/.`);
  return found;
}

/** The text of a file, by its path from the root of the repository. */
export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** A parameter of a Bicep file, as it is written. */
export interface BicepParameter {
  readonly name: string;
  readonly type: string;
  /** As written, without quotes; undefined where there is none. */
  readonly default: string | undefined;
  readonly decorators: string;
}

/** The parameters of a file. */
export function parametersOf({ code }: BicepFile): readonly BicepParameter[] {
  const declaration = /((?:^@.*\n)*)^param (\w+) (\w+)(?: = (.+))?$/gm;
  return [...code.matchAll(declaration)].map(([, decorators = '', name = '', type = '', value]) => ({
    name,
    type,
    default: value?.replaceAll(/^'|'$/g, ''),
    decorators,
  }));
}

/** The files that a file reads or uses, as paths from the root of the repository. */
export function filesUsedBy({ path, code }: BicepFile): readonly string[] {
  const uses = /(?:load\w+Content\(|^module \w+ )'([^']+)'/gm;
  return [...code.matchAll(uses)].map(([, used = '']) => posix.join(dirname(path), used));
}

/** The settings of the app, with the expressions that give them their values. */
export function appSettings(): ReadonlyMap<string, string> {
  const { code } = bicepFile('function-app.bicep');
  const block = /name: 'appsettings'\s+properties: \{([^]*?)\n {4}\}/.exec(code)?.[1] ?? '';
  return new Map([...block.matchAll(/^\s+(\w+): (.+)$/gm)].map(([, name = '', value = '']) => [name, value]));
}
