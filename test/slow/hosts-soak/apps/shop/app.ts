import './quick-leases.ts';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { app } from '@azure/functions';
import { randomNumbers } from '../../../cosmos-soak/random.ts';

const root = join(import.meta.dirname, '../../../../..');
for (const file of globSync('functions/*/*.ts', { cwd: root })) await import(pathToFileURL(join(root, file)).href);

/** Of so many batches of the feed one is never handled: its call hangs until the host gives it up. */
const oneInSoMany = 40;
/** The others take up to so many milliseconds longer, so that whatever happens to a host, it happens amid batches. */
const longest = 800;
const random = randomNumbers(Number(process.env['SOAK_SEED']));
app.hook.preInvocation(async (context) => {
  if (context.invocationContext.options.trigger.type !== 'cosmosDBTrigger') return;
  if (random(oneInSoMany) === 0) context.functionHandler = () => Promise.race([]);
  await pause(random(longest));
});
