import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/** What a build made. */
export interface Build {
  /** The folder that is deployed. */
  readonly folder: string;
  readonly files: number;
  /** Size of all its code, in bytes. */
  readonly bytes: number;
  /** Size of the code that is read when it starts; the rest is read when it is first used. */
  readonly startBytes: number;
  /** Files of code beside the first one. */
  readonly chunks: number;
  /** The files that went into it, as paths from the root. */
  readonly inputs: readonly string[];
}

const bundle = 'app.js';

/** What `/api/docs` reads when it is opened (adapters/azure-functions/openapi/docs-routes.ts): no part of a cold start. */
const pageFolder = resolve(import.meta.dirname, '../node_modules/swagger-ui-dist');
const pageFiles = ['swagger-ui-bundle.js', 'swagger-ui.css'];

/** What the bundle begins with: it loads all others once it has seen that they can be loaded. */
const firstFile = resolve(import.meta.dirname, '../functions/start-app.ts');

/** Stands for the list of the files with functions. */
const everyFunction = 'every-function:';

// The library asks for its core module with `require`, which an ES module has not (azure-functions-nodejs-library #201).
// Under a name of its own, as code of a package may import the same.
const requireBanner = `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);`;

/**
 * Makes the folder that is deployed: every function of `root` and all that they use as ES modules with their source maps,
 * host.json, the files of the page at /api/docs, and a package.json whose `main` is the first of the modules. What is
 * imported only when it is used lies in chunks of its own, which no start reads (docs/decisions/0009). Nothing else is left in
 * the folder: it is deployed as it is. Rejects when a source file does not compile; the folder is then as it was.
 */
export async function build(root: string, folder: string): Promise<Build> {
  const { main, name, version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
  const entries = globSync(main, { cwd: root }).sort();
  refuseSources(root, folder);
  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  try {
    const sizes = await bundleFiles(root, entries, fresh);
    await copyFile(join(root, 'host.json'), join(fresh, 'host.json'));
    for (const file of pageFiles) await copyFile(join(pageFolder, file), join(fresh, file));
    const engines = { node: '>=24' };
    const manifest = {
      name,
      version,
      license,
      private: true,
      type: 'module',
      main: bundle,
      engines,
      build: await buildOf(fresh),
    };
    await writeFile(join(fresh, 'package.json'), JSON.stringify(manifest, undefined, 2));
    await mkdir(folder, { recursive: true });
    await replaceFiles(fresh, folder);
    return { folder, files: entries.length, ...sizes };
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Names a build by its code: the same code has the same name, wherever it is built. */
async function buildOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.js')).sort())
    hash.update(file).update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}

/**
 * File by file, each at once, and the first module last: a host that starts meanwhile, or a second build, never finds one
 * missing. Then everything else goes: former chunks, and files that were added by hand, such as settings with their secrets.
 */
async function replaceFiles(fresh: string, folder: string): Promise<void> {
  const files = (await readdir(fresh)).sort((one, other) => Number(one === bundle) - Number(other === bundle));
  for (const file of files) await rename(join(fresh, file), join(folder, file));
  const others = (await readdir(folder)).filter((file) => !files.includes(file));
  for (const file of others) await rm(join(folder, file), { recursive: true, force: true });
}

/** A folder that is emptied must not be the checkout, nor one that it lies in. */
function refuseSources(root: string, folder: string): void {
  const way = relative(resolve(folder), resolve(root));
  if (!way.startsWith('..') && !isAbsolute(way))
    throw new Error(`${folder} holds the sources: it cannot hold the build.`);
}

/** Bundles the entry files into `folder`; gives what it made. */
async function bundleFiles(root: string, entries: readonly string[], folder: string) {
  // Loaded here, because it loads slowly and not every importer of this file builds.
  const esbuild = await import('esbuild');
  const { metafile } = await esbuild.build({
    stdin: { contents: startingWith(firstFile), resolveDir: root },
    plugins: [functionList(root, entries)],
    absWorkingDir: root,
    outdir: folder,
    entryNames: 'app',
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
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
  return sizesOf(metafile);
}

const startingWith = (file: string): string =>
  `import { startApp } from ${JSON.stringify(file)};\nawait startApp(() => import('${everyFunction}'));`;

const functionList = (root: string, entries: readonly string[]): Plugin => ({
  name: 'every-function',
  setup: (build) => {
    build.onResolve({ filter: new RegExp(`^${everyFunction}$`) }, ({ path }) => ({ path, namespace: 'list' }));
    build.onLoad({ filter: /./, namespace: 'list' }, () => ({
      contents: entries.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n'),
      resolveDir: root,
    }));
  },
});

/** What is read at the start is the first module, the functions, and all that these import; not what they ask for later. */
function sizesOf({ inputs, outputs }: Metafile) {
  const code = Object.entries(outputs).filter(([path]) => path.endsWith('.js'));
  const first = ['<stdin>', `list:${everyFunction}`];
  const atStart = new Set(code.filter(([, { entryPoint = '' }]) => first.includes(entryPoint)).map(([path]) => path));
  for (const path of atStart)
    for (const { path: imported, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && imported in outputs) atStart.add(imported);
  const bytesOf = (paths: Iterable<string>) => [...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
  return {
    bytes: bytesOf(code.map(([path]) => path)),
    startBytes: bytesOf(atStart),
    chunks: code.length - 1,
    // These stand for no file: the first lines, the list of functions, and modules that a package leaves out of Node.
    inputs: Object.keys(inputs).filter((path) => !/^(?:[<(]|list:)/.test(path)),
  };
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
    const { files, bytes, startBytes, chunks } = await build(root, join(root, 'dist'));
    const time = Math.round(performance.now() - started);
    const size = (count: number) => `${(count / 1024 / 1024).toFixed(1)} MB`;
    console.log(
      `dist/ holds ${files} function files in ${chunks + 1} modules of ${size(bytes)}, made in ${time} ms. ` +
        `A start reads ${size(startBytes)}.`,
    );
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
