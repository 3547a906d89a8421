import { newTopic, type Topic } from './topic.ts';
import type { Stored } from './stored.ts';

/** The stores with the topic that messages are sent to: each consumer has a subscription for the contracts that it hears. */
export const withTopic = (
  stored: Stored,
  knownForMs: number,
  now: () => number,
): { readonly topic: Topic; readonly stored: Stored } => {
  const subscriptions = new Map(
    stored.consumers.map(({ declared: { name, hears } }) => [
      name,
      ({ properties }: { readonly properties: Readonly<Record<string, unknown>> }) =>
        Object.hasOwn(hears, String(properties['contract'])),
    ]),
  );
  const topic = newTopic({ subscriptions, knownForMs, now });
  const bus: Stored['bus'] = {
    ...stored.bus,
    send: async (messages) => {
      await stored.bus.send(messages);
      await topic.send(messages);
    },
  };
  return { topic, stored: { ...stored, bus } };
};
