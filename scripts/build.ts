import { globSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** What a build made. */
export interface Build {
  /** The folder that is deployed. */
  readonly folder: string;
  readonly files: number;
  /** Size of the bundle, in bytes. */
  readonly bytes: number;
}

const bundle = 'app.js';

// The library asks for its core module with `require`, which an ES module has not (azure-functions-nodejs-library #201).
const requireBanner = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

/**
 * Makes the folder that is deployed: every function of `root` and all that they use in one ES module with its source
 * map, host.json, and a package.json whose `main` is that module. One file, because a cold start reads each file over
 * the network. Rejects when a source file does not compile; the folder is then as it was.
 */
export async function build(root: string, folder: string): Promise<Build> {
  const { main, name, version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
  const entries = globSync(main, { cwd: root }).sort();
  const { build: bundleWith, stop } = await import('esbuild');
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const { metafile } = await bundleWith({
    stdin: { contents: entries.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n'), resolveDir: root },
    outfile: join(fresh, bundle),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['@azure/functions-core'],
    banner: { js: requireBanner },
    sourcemap: true,
    sourcesContent: false,
    keepNames: true,
    metafile: true,
    logLevel: 'silent',
  });
  await stop();
  await copyFile(join(root, 'host.json'), join(fresh, 'host.json'));
  const manifest = { name, version, license, private: true, type: 'module', main: bundle };
  await writeFile(join(fresh, 'package.json'), JSON.stringify(manifest, undefined, 2));
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
  const bytes = Object.entries(metafile.outputs).find(([file]) => file.endsWith(bundle))?.[1].bytes ?? 0;
  return { folder, files: entries.length, bytes };
}

interface Manifest {
  readonly main: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..');
  const started = performance.now();
  const { files, bytes } = await build(root, join(root, 'dist'));
  const [size, time] = [(bytes / 1024 / 1024).toFixed(1), Math.round(performance.now() - started)];
  console.log(`dist/ holds ${files} function files in one bundle of ${size} MB, made in ${time} ms.`);
}
