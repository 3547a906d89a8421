import { attempt, condition, maxMessageSizeOf, Refusal, send, type Entity } from '../entities/index.ts';
import { readTransfer } from '../messages/index.ts';
import { amqpErrorOf } from './amqp-error.ts';
import type { ClientConnection } from './client-connection.ts';
import { outcomes, type WireDelivery, type WireEvent } from './rhea-deliveries.ts';
import type { IncomingLink } from './rhea-internals.ts';
import { sentFormat } from './rhea-repairs.ts';
import { underFaults } from './under-faults.ts';

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
  link.local.attach.max_message_size = maxMessageSizeOf(entity);
  link.on('message', (event) => {
    if (!link.is_open()) return;
    underFaults(connection, 'send', {
      run: (tell) => takeTransfer(connection, entity, { event, tell }),
      refuse: (error) => reject(event.delivery, error),
    });
  });
}

function takeTransfer(
  connection: ClientConnection,
  entity: Entity,
  { event, tell }: { readonly event: WireEvent; readonly tell: (confirm: () => void) => void },
): void {
  const { delivery, message, format } = event;
  try {
    if (message.length > maxMessageSizeOf(entity))
      throw new Refusal(
        condition.sizeExceeded,
        `The received message (delivery-id:${delivery.id}, size:${message.length} bytes) exceeds the limit (${maxMessageSizeOf(entity)} bytes).`,
      );
    const messages = readMessages(message, format);
    attempt(connection.broker, () => send(connection.broker, entity, messages));
  } catch (error) {
    reject(delivery, error);
    return;
  }
  connection.broker.storage.turns.afterCommit({
    committed: () => tell(() => delivery.update(true, outcomes.accepted().described())),
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
