import { join } from 'node:path';
import type { Server } from '../cosmos/server.ts';
import { startChild, type Child } from './child.ts';

const root = join(import.meta.dirname, '../..');

/** What runs of the app, and how long a feed waits after it has found nothing new, in milliseconds. */
export interface Running {
  readonly functions: string;
  readonly pollDelayMs: number;
}

/** The app in the local Functions host, in a process of its own. Nothing but the store is asked for anything by what runs. */
export const startApp = (
  { connectionString }: Server,
  folder: string,
  { functions, pollDelayMs }: Running,
): Promise<Child> => {
  const args = ['--app', root, '--port', '0', '--functions', functions];
  return startChild('local/functions/run.mjs', args, {
    COSMOS: connectionString,
    COSMOS_DATABASE: 'annal',
    SERVICE_BUS:
      'Endpoint=sb://127.0.0.1:1/;SharedAccessKeyName=none;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true;',
    SERVICE_BUS_TOPIC: 'events',
    PERSONAL_DATA_KEY: `file:${join(folder, 'personal-data.key')}`,
    ARCHIVE: 'UseDevelopmentStorage=true',
    ARCHIVE_CONTAINER: 'archive',
    FEED_POLL_DELAY_MS: String(pollDelayMs),
    CALLERS: 'jwt',
    CALLERS_ISSUER: 'http://127.0.0.1:1',
    CALLERS_AUDIENCE: 'annal',
  });
};
