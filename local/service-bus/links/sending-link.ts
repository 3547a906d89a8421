import { attempt, condition, maxMessageSize, Refusal, send, type Entity } from '../entities/index.ts';
import { readTransfer } from '../messages/index.ts';
import type { ClientConnection } from './client-connection.ts';
import { outcomes, type IncomingLink, type WireDelivery, type WireEvent } from './rhea-internals.ts';
import { sentFormat } from './rhea-repairs.ts';

/**
 * A client sends to a queue or topic. A transfer is accepted when it is on disk, never before.
 *
 * @throws Refusal for an entity that cannot be sent to.
 */
export function openSendingLink(connection: ClientConnection, link: IncomingLink, entity: Entity): void {
  if (entity.kind !== 'queue' && entity.kind !== 'topic')
    throw new Refusal(condition.notAllowed, `Messages cannot be sent to the ${entity.kind} '${entity.path}'.`);
  link.set_source(link.source ?? {});
  link.set_target({ address: link.target?.address });
  link.local.attach.max_message_size = maxMessageSize;
  link.on('message', (event) => {
    if (link.is_open()) void takeTransfer(connection, entity, event);
  });
}

async function takeTransfer(connection: ClientConnection, entity: Entity, event: WireEvent): Promise<void> {
  const { delivery, message, format } = event;
  try {
    const wait = connection.faults.beforeSend();
    if (wait) await wait;
    if (message.length > maxMessageSize)
      throw new Refusal(
        condition.sizeExceeded,
        `The received message (delivery-id:${delivery.id}, size:${message.length} bytes) exceeds the limit (${maxMessageSize} bytes).`,
      );
    const messages = readMessages(message, format);
    attempt(connection.broker, () => send(connection.broker, entity, messages));
  } catch (error) {
    reject(delivery, error);
    return;
  }
  connection.broker.storage.turns.afterCommit({
    committed: () => delivery.update(true, outcomes.accepted().described()),
    lost: (error) => reject(delivery, error),
  });
}

function readMessages(payload: Buffer, format: number): ReturnType<typeof readTransfer> {
  try {
    return readTransfer(payload, sentFormat(format));
  } catch (error) {
    throw new Refusal(condition.argument, `The message cannot be read: ${String(error)}`);
  }
}

function reject(delivery: WireDelivery, error: unknown): void {
  delivery.update(true, outcomes.rejected({ error: amqpErrorOf(error) }).described());
}

/** An error as clients see it. Whatever is no refusal is a fault of the broker. */
export function amqpErrorOf(error: unknown): { condition: string; description: string } {
  if (error instanceof Refusal) return { condition: error.condition, description: error.message };
  return { condition: condition.internal, description: String(error) };
}
