// Loaded by each server of the soak before its own code: on SIGUSR2 it writes down how many bytes its heap holds after a
// collection.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

process.on('SIGUSR2', () => {
  collectGarbage();
  const file = join(process.env['ANNAL_SOAK_HEAPS'] ?? '.', String(process.pid));
  writeFileSync(`${file}.part`, String(process.memoryUsage().heapUsed));
  renameSync(`${file}.part`, file);
});
