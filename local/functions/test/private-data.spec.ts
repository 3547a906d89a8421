import { join } from 'node:path';
import { dataStaysPrivate } from '@annal/local-server/testing/private-data';
import { hostKeys } from '../http/keys.ts';
import { openTimerStore } from '../triggers/timer/timer-store.ts';

// What the host keeps, without the host: an app can be loaded only once in a process.
dataStaysPrivate('the Functions host', (data) => {
  hostKeys(join(data, 'keys.json'));
  return openTimerStore(data);
});
