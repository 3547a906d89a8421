import type { ServiceBusMessageBatch, ServiceBusSender } from '@azure/service-bus';
import { MessageTooLarge, type OutgoingMessage } from '../../application/messages/message-bus.ts';
import { assertUsableId } from '../usable-message-id.ts';
import { wireMessage } from './wire-message.ts';

/**
 * Packs messages, in their order, into as few batches as the broker's size limit allows.
 * Throws {@link MessageTooLarge} when one does not even fit alone, and {@link UnusableMessageId}.
 */
export const sealBatches = async (
  sender: Pick<ServiceBusSender, 'createMessageBatch'>,
  messages: readonly OutgoingMessage[],
): Promise<readonly ServiceBusMessageBatch[]> => {
  const batches: ServiceBusMessageBatch[] = [];
  for (const message of messages) {
    assertUsableId(message);
    const wire = wireMessage(message);
    if (batches.at(-1)?.tryAddMessage(wire)) continue;
    const next = await sender.createMessageBatch();
    if (!next.tryAddMessage(wire))
      throw new MessageTooLarge(`Message ${message.messageId} does not fit into ${next.maxSizeInBytes} bytes.`);
    batches.push(next);
  }
  return batches;
};
