import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runService } from '@annal/local-server';
import { readLocalSettings, startFunctionsHost } from './index.ts';
import { surviveLinkRejections } from './link-rejections.ts';

const { values } = parseArgs({
  options: {
    app: { type: 'string', default: '.' },
    port: { type: 'string' },
    data: { type: 'string' },
    settings: { type: 'string' },
    functions: { type: 'string' },
    'no-keys': { type: 'boolean', default: false },
  },
});
const appRoot = resolve(values.app);
const data = values.data && resolve(values.data);
const settingsFile = resolve(values.settings ?? join(appRoot, 'local.settings.json'));

// Stack traces name the lines of the sources, also of a bundle.
process.setSourceMapsEnabled(true);
surviveLinkRejections(console.error);
// The worker's current folder is the app's root; an app may read files relative to it.
process.chdir(appRoot);

await runService('functions', () => {
  const { values: settings, port = 7071, cors, corsCredentials } = readLocalSettings(settingsFile);
  return startFunctionsHost({
    appRoot,
    port: values.port === undefined ? port : Number(values.port),
    // What the environment says is stronger, as with the Core Tools.
    settings: { ...settings, ...(process.env as Record<string, string>) },
    keys: !values['no-keys'],
    ...(cors !== undefined && { crossOrigin: { origins: cors, credentials: corsCredentials } }),
    ...(values.functions !== undefined && { functions: values.functions.split(',').map((name) => name.trim()) }),
    ...(data !== undefined && { data }),
  });
});
