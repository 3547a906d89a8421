import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of what can be imported (`.`, `./worker`), and the file of each. */
export type Exports = Readonly<Record<string, string>>;

/** The package.json of a workspace, as far as a package is made of it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Exports;
  /** What the package exports, where that is less than what the checkout does. */
  readonly publishConfig?: { readonly exports?: Exports };
  readonly dependencies?: Readonly<Record<string, string>>;
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** What is exported, under the name that its file has in the package: `.` is `index`, `./run` is `run`. */
export const entriesOf = ({ exports, publishConfig }: Manifest): Exports =>
  Object.fromEntries(
    Object.entries(publishConfig?.exports ?? exports).map(([name, file]) => [
      name === '.' ? 'index' : name.slice('./'.length),
      file,
    ]),
  );

/** Packages that whoever installs this one needs, too. What the servers share is bundled instead. */
export const dependenciesOf = ({ dependencies = {} }: Manifest): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(dependencies).filter(([name]) => name !== '@annal/local-server'));

/** The package.json of the package: exact versions, and types where there are any. */
export const publishedManifest = (manifest: Manifest, typesOf: (file: string) => string | undefined): object => {
  const { name, version, description, license, engines, bin } = manifest;
  const exported = Object.entries(entriesOf(manifest)).map(([entry, file]) => {
    const types = typesOf(file);
    const code = `./${entry}.js`;
    return [entry === 'index' ? '.' : `./${entry}`, types === undefined ? code : { types, default: code }];
  });
  return {
    ...{ name, version, description, license, type: 'module', engines },
    bin: Object.fromEntries(Object.keys(bin).map((command) => [command, 'run.js'])),
    exports: Object.fromEntries(exported) as object,
    dependencies: dependenciesOf(manifest),
  };
};
