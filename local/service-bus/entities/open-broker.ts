import { openStorage } from '../storage/index.ts';
import type { Broker } from './broker.ts';
import { startClockwork } from './clockwork.ts';
import { openDeliveries } from './deliveries.ts';
import { openDirectory } from './directory.ts';
import { endEarlierLocks } from './passing-time.ts';
import { openSessionLocks } from './session-locks.ts';
import { openVisits } from './visits.ts';

/** What `openBroker` needs. */
export interface BrokerOptions {
  /** A folder, or `:memory:`. */
  readonly data: string;
  readonly now: () => number;
  /** The disk refused a commit: nothing of that turn happened. All connections must end, so that clients ask again. */
  readonly lost: (error: unknown) => void;
}

/** A broker and its end. */
export interface OpenBroker extends Broker {
  close(): void;
}

/** Opens the entities of a data folder. @throws StartupError as `openStorage` does. */
export function openBroker({ data, now, lost }: BrokerOptions): OpenBroker {
  const storage = openStorage(data, {
    settle: () => deliveries.settle(),
    lost(error) {
      broker.directory.reload();
      lost(error);
    },
  });
  const deliveries = openDeliveries(() => storage.turns.requestSettle());
  const broker: Broker = {
    storage,
    directory: openDirectory(storage),
    sessions: openSessionLocks(),
    deliveries,
    visits: openVisits(now),
    now,
  };
  endEarlierLocks(broker);
  for (const entity of broker.directory.all().filter(({ properties }) => properties.requiresSession))
    for (const session of storage.sessionStates.withMessages(entity.id)) broker.sessions.offer(entity, session);
  storage.turns.flush();
  const stopClockwork = startClockwork(broker);
  return {
    ...broker,
    close() {
      stopClockwork();
      storage.close();
    },
  };
}
