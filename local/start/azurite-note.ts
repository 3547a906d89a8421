import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { privateFile } from '@annal/local-server';

const noteIn = (location: string): string => join(location, 'running');

/**
 * Notes that Azurite runs on this folder, until this process ends by itself with exit code 0. Azurite writes its index every five
 * seconds and when it is stopped: a note that is there at a start says that the newest blobs may be lost.
 */
export function noteRun(location: string): void {
  const note = privateFile(noteIn(location));
  process.on('exit', (exitCode) => {
    if (exitCode === 0) rmSync(note, { force: true });
  });
}

/** Whether Azurite was ended by force when it ran on this folder last. Ask before it is started again. */
export function wasEndedByForce(location: string): boolean {
  return existsSync(noteIn(location));
}
