// Runs Azurite in this process, so that it ends with the process that started it: by itself it would outlive a parent
// that was killed. Its arguments are those of this file.

import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { makePrivateFolder } from '@annal/local-server';
import { noteRun } from './azurite-note.ts';

const patience = 5_000;

// Whatever it keeps is for its owner alone, as what our own servers keep.
process.umask(0o077);
const { location } = parseArgs({ options: { location: { type: 'string' } }, strict: false }).values;
makePrivateFolder(String(location));
noteRun(String(location));

// Once the parent is gone nobody reads what it says: that must not keep it from writing its index.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), patience).unref();
});
process.on('SIGTERM', () => {
  // Azurite closes its servers on this signal once it has started; before, there is nothing to close.
  if (process.listenerCount('SIGTERM') === 1) process.exit(0);
  // Then nothing but the channel to the parent would keep the process.
  process.channel?.unref();
});

createRequire(import.meta.url)('azurite/dist/src/azurite.js');
process.send?.({ state: 'ready', address: 'Azurite' });
