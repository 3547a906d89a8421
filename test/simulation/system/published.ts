import { MessageTooLarge } from '../../../application/messages/message-bus.ts';
import { newTopic, type Topic, type TopicSettings } from './topic.ts';
import type { Stored } from './stored.ts';

/** How a topic is. */
export interface Published extends Omit<TopicSettings, 'subscriptions'> {
  /** The id of a message that the broker will never take. */
  readonly refused: string | undefined;
}

/** The stores with the topic that messages are sent to: each consumer has a subscription for the contracts that it hears. */
export const withTopic = (
  stored: Stored,
  { refused, ...settings }: Published,
): { readonly topic: Topic; readonly stored: Stored } => {
  const subscriptions = new Map(
    stored.consumers.map(({ declared: { name, hears } }) => [
      name,
      ({ properties }: { readonly properties: Readonly<Record<string, unknown>> }) =>
        Object.hasOwn(hears, String(properties['contract'])),
    ]),
  );
  const topic = newTopic({ ...settings, subscriptions });
  const bus: Stored['bus'] = {
    ...stored.bus,
    send: async (messages) => {
      if (messages.some(({ messageId }) => messageId === refused))
        throw new MessageTooLarge(`${refused} is too large.`);
      await stored.bus.send(messages);
      await topic.send(messages);
    },
  };
  return { topic, stored: { ...stored, bus } };
};
