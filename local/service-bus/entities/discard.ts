import type { MessageRow } from '../storage/index.ts';
import type { Broker } from './broker.ts';

/** Removes messages for good, and gives how many; one that a receiver holds stays. */
export function discard(broker: Broker, rows: readonly MessageRow[]): number {
  const free = rows.filter(({ lockToken }) => lockToken === null);
  if (free.length === 0) return 0;
  broker.storage.turns.join();
  for (const row of free) broker.storage.messages.remove(row);
  return free.length;
}
