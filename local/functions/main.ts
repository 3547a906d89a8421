import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runService } from '../service-process.ts';
import { startFunctionsHost } from './index.ts';

const { values } = parseArgs({
  options: {
    app: { type: 'string', default: '.' },
    port: { type: 'string', default: '7071' },
    data: { type: 'string' },
    'require-keys': { type: 'boolean', default: false },
  },
});
const data = values.data && resolve(values.data);

// The worker's current folder is the app's root; an app may read files relative to it.
process.chdir(resolve(values.app));

await runService('functions', () =>
  startFunctionsHost({
    appRoot: process.cwd(),
    port: Number(values.port),
    requireKeys: values['require-keys'],
    ...(data !== undefined && { data }),
  }),
);
