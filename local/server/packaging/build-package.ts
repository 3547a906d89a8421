import { cpSync, globSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { declarationOf, writeDeclarations } from './declarations.ts';
import { dependenciesOf, entriesOf, publishedManifest, readManifest } from './manifest.ts';

const shared = resolve(import.meta.dirname, '..');
const license = resolve(shared, '../../LICENSE');

/**
 * Makes of a workspace a package that runs without this checkout: what it exports and its program as JavaScript with
 * source maps and types, the files of its page, README and license. What the servers share is bundled in; other
 * dependencies stay dependencies. `target` is replaced once everything is there, and stays as it was when a file does
 * not compile.
 */
export const buildPackage = async (workspace: string, target: string): Promise<void> => {
  const manifest = readManifest(workspace);
  const entries = entriesOf(manifest);
  const fresh = `${target}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    await build({
      entryPoints: Object.entries(entries).map(([out, file]) => ({ in: join(workspace, file), out })),
      absWorkingDir: workspace,
      outdir: fresh,
      chunkNames: 'chunk-[hash]',
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      external: Object.keys(dependenciesOf(manifest)),
      sourcemap: true,
      keepNames: true,
      logLevel: 'silent',
    });
    const typed = Object.values(entries).filter((file) => file.endsWith('.ts'));
    writeDeclarations(workspace, typed, fresh);
    copyPage(workspace, fresh);
    for (const file of [join(workspace, 'README.md'), license]) cpSync(file, join(fresh, basename(file)));
    const published = publishedManifest(manifest, (file) => declarationOf(workspace, file));
    writeFileSync(join(fresh, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
};

/** Modules find their page beside themselves (`import.meta.dirname`), and all of them lie in one folder now. */
const copyPage = (workspace: string, folder: string): void => {
  const pages = globSync('{*,*/*}/page', { cwd: workspace }).filter((path) => !path.startsWith('dist'));
  if (pages.length > 1) throw new Error(`One page fits into a package, and there are ${pages.join(', ')}.`);
  for (const page of pages) {
    cpSync(join(workspace, page), join(folder, 'page'), { recursive: true });
    cpSync(join(shared, 'page/page.css'), join(folder, 'page.css'));
  }
};
