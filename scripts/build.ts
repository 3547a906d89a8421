import { globSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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

/** The library behind /api/docs (adapters/azure-functions/openapi/docs-routes.ts). */
const pageFolder = 'node_modules/swagger-ui-dist';
const pageFiles = ['swagger-ui-bundle.js', 'swagger-ui.css'];

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
  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  try {
    const bytes = await bundleFiles(root, entries, join(fresh, bundle));
    await copyFile(join(root, 'host.json'), join(fresh, 'host.json'));
    // Read from disk when somebody opens the page, so that a cold start pays nothing for it.
    for (const file of pageFiles) await copyFile(join(root, pageFolder, file), join(fresh, file));
    const manifest = { name, version, license, private: true, type: 'module', main: bundle };
    await writeFile(join(fresh, 'package.json'), JSON.stringify(manifest, undefined, 2));
    await mkdir(folder, { recursive: true });
    // File by file, each at once: a host that starts meanwhile, or a second build, never finds one missing.
    for (const file of await readdir(fresh)) await rename(join(fresh, file), join(folder, file));
    return { folder, files: entries.length, bytes };
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Bundles the entry files into `outfile`; gives its size in bytes. */
async function bundleFiles(root: string, entries: readonly string[], outfile: string): Promise<number> {
  // Loaded here, since it is slow to load and who imports this file may not build.
  const esbuild = await import('esbuild');
  const { metafile } = await esbuild.build({
    stdin: { contents: entries.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n'), resolveDir: root },
    outfile,
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
  await esbuild.stop();
  return Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint !== undefined)?.bytes ?? 0;
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
  try {
    const { files, bytes } = await build(root, join(root, 'dist'));
    const [size, time] = [(bytes / 1024 / 1024).toFixed(1), Math.round(performance.now() - started)];
    console.log(`dist/ holds ${files} function files in one bundle of ${size} MB, made in ${time} ms.`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
