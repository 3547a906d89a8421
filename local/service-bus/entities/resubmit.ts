import { readIncomingMessage } from '../messages/index.ts';
import type { MessageRow } from '../storage/index.ts';
import type { Broker } from './broker.ts';
import { enqueue } from './enqueue.ts';
import { enqueueingOf } from './enqueueing.ts';
import type { Entity } from './entity.ts';
import { condition, Refusal } from './refusal.ts';

/**
 * Sends dead letters back to the entity in which they died, as they were sent at first: at the end, with a new number,
 * a new lifetime and no earlier delivery. Those of a subscription go to it alone, whatever its rules say now. Gives how
 * many went; one that a receiver holds stays.
 *
 * @throws Refusal for an entity that is no place of dead letters.
 */
export function resubmit(broker: Broker, deadLetters: Entity, rows: readonly MessageRow[]): number {
  if (deadLetters.parent === null || deadLetters.kind !== 'dead-letter')
    throw new Refusal(condition.notAllowed, `'${deadLetters.path}' holds no dead letters.`);
  const owner = broker.directory.byId(deadLetters.parent);
  const free = rows.filter(({ lockToken }) => lockToken === null);
  if (free.length === 0) return 0;
  broker.storage.turns.join();
  const letters = free.map((row) => {
    const { header, annotations, bare } = broker.storage.messages.payloadOf(row);
    const sent = Buffer.concat([header, annotations, bare].filter((part) => part !== null));
    broker.storage.messages.remove(row);
    return enqueueingOf(readIncomingMessage(sent));
  });
  enqueue(broker, owner, letters);
  return letters.length;
}
