import type { ServiceBusServer } from '@annal/local-service-bus';
import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inMemoryDeadLetters, type StoredDeadLetters } from '../../../adapters/memory/index.ts';
import { serviceBusDeadLetters } from '../../../adapters/service-bus/index.ts';
import type { DeadLetters } from '../../../application/consumers/dead-letters.ts';
import { BrokerUnavailable } from '../../../application/messages/message-bus.ts';
import { startBroker } from './local-topic.ts';

/** Dead letters of the subscription `all`, and a look at which are there. */
interface DeadLettersUnderTest {
  readonly deadLetters: DeadLetters;
  readonly bury: (...messageIds: readonly string[]) => Promise<void>;
  readonly left: () => Promise<readonly string[]>;
}

const deadLettersContract = (name: string, start: () => DeadLettersUnderTest) => {
  describe(name, () => {
    let tested: DeadLettersUnderTest;
    beforeEach(() => {
      tested = start();
    });

    it('completes those that are asked for, and leaves the others, which can be completed later', async () => {
      const { deadLetters, bury, left } = tested;
      await bury('a-1:1', 'a-1:2', 'b-1:1');
      expect(await deadLetters.complete('all', (id) => id.startsWith('a-1:'))).toBe(2);
      expect(await left()).toEqual(['b-1:1']);
      expect(await deadLetters.complete('all', () => true)).toBe(1);
      expect(await left()).toEqual([]);
    });
  });
};

deadLettersContract('dead letters in memory', () => {
  const stored: StoredDeadLetters = new Map();
  return {
    deadLetters: inMemoryDeadLetters(stored),
    bury: async (...messageIds) => void stored.set('all', messageIds),
    left: async () => stored.get('all') ?? [],
  };
});

describe('over Service Bus', () => {
  let broker: ServiceBusServer;
  let client: ServiceBusClient;
  beforeAll(async () => {
    broker = await startBroker();
    client = new ServiceBusClient(broker.connectionString);
  });
  afterAll(async () => {
    await client.close();
    await broker.close();
  });

  deadLettersContract('dead letters of a subscription with sessions', () => ({
    deadLetters: serviceBusDeadLetters(broker, 'events'),
    bury: async (...messageIds) => {
      const sender = client.createSender('events');
      await sender.sendMessages(messageIds.map((messageId) => ({ messageId, sessionId: 'one', body: {} })));
      const session = await client.acceptSession('events', 'all', 'one');
      for (const message of await session.receiveMessages(messageIds.length)) await session.deadLetterMessage(message);
      await session.close();
    },
    left: async () => {
      const receiver = client.createReceiver('events', 'all', { subQueueType: 'deadLetter' });
      const letters = await receiver.peekMessages(100);
      await receiver.close();
      return letters.map(({ messageId }) => String(messageId));
    },
  }));

  it('is unavailable when the broker is', async () => {
    const away = { connectionString: broker.connectionString.replace(/127\.0\.0\.1:[0-9]+/, '127.0.0.1:1') };
    await expect(serviceBusDeadLetters(away, 'events').complete('all', () => true)).rejects.toThrow(BrokerUnavailable);
  });
});
