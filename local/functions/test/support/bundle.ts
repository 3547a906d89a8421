import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

// The library asks for its core module with `require`, which an ES module has not (azure-functions-nodejs-library #201).
const banner = `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);`;

/** Bundles an app into a folder that needs nothing beside it, as most apps are deployed; gives the folder. */
export const bundle = async (source: string, folder: string): Promise<string> => {
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { readonly main: string };
  const entries = globSync(manifest.main, { cwd: source }).sort();
  await build({
    stdin: { contents: entries.map((file) => `import './${file}';`).join('\n'), resolveDir: source },
    outfile: join(folder, 'app.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@azure/functions-core'],
    banner: { js: banner },
    sourcemap: true,
    keepNames: true,
    logLevel: 'silent',
  });
  cpSync(join(source, 'host.json'), join(folder, 'host.json'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', main: 'app.js' }));
  return folder;
};
