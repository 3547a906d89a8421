import './quick-leases.ts';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { randomNumbers } from '@annal/local-server/testing';
import { app } from '@azure/functions';
import './witness.ts';

const root = join(import.meta.dirname, '../../../../..');
for (const file of globSync('functions/*/*.ts', { cwd: root })) await import(pathToFileURL(join(root, file)).href);

/** Of so many batches of the feed, and messages, one is never handled: its call hangs until the host gives it up. */
const oneHangsInSoMany = 40;
/** Of so many one fails, and comes again after a pause in which much may happen to the host. */
const oneFailsInSoMany = 12;
/** The others take up to so many milliseconds longer, so that whatever happens to a host, it happens amid batches. */
const longest = 800;
const random = randomNumbers(Number(process.env['SOAK_SEED']));
app.hook.preInvocation(async (context) => {
  if (context.invocationContext.options.trigger.type === 'httpTrigger') return;
  if (random(oneHangsInSoMany) === 0) context.functionHandler = () => Promise.race([]);
  await pause(random(longest));
  if (random(oneFailsInSoMany) === 0) throw new Error('It fails, as it is asked to.');
});
