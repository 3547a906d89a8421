import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runService } from '@annal/local-server';
import { startIdentity } from './index.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '8082' }, data: { type: 'string' }, audience: { type: 'string' } },
});
const { port, data, audience } = values;

await runService('identity', () =>
  startIdentity({
    port: Number(port),
    ...(data !== undefined && { data: resolve(data) }),
    ...(audience !== undefined && { audience }),
  }),
);
