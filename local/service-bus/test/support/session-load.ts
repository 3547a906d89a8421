import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { setTimeout } from 'node:timers/promises';
import { closeQuietly, quickRetries } from './broker.ts';

/** One time that a message reached a receiver. */
export interface Arrival {
  readonly session: string;
  readonly index: number;
  readonly deliveryCount: number;
  /** Whether an earlier arrival of it had been completed, and confirmed, before. */
  readonly wasCompleted: boolean;
}

/** Senders and session receivers that go on where they were when their broker dies and another takes its place. */
export interface SessionLoad {
  readonly arrivals: readonly Arrival[];
  /** The messages whose completion was confirmed, as `session:index`. */
  readonly completed: ReadonlySet<string>;
  /** Whether every message has been accepted. */
  isSent(): boolean;
  /** Sends and receives until `isDone`; whatever fails because the broker died waits for the next run. */
  run(connectionString: string, isDone: () => boolean | Promise<boolean>): Promise<void>;
}

/** Does it again whenever it fails: the broker has died, or is slower than the client is patient. */
async function untilOver(isOver: () => boolean, work: () => Promise<void>): Promise<void> {
  for (let isDone = false; !isDone && !isOver();) {
    isDone = await work().then(
      () => true,
      () => setTimeout(20, false),
    );
  }
}

/** A load of so many sessions with so many messages each, sent in order and one after the other. */
export function sessionLoad(sessions: number, messages: number): SessionLoad {
  const acknowledged = new Map(Array.from({ length: sessions }, (_, index) => [`session-${index}`, 0]));
  const arrivals: Arrival[] = [];
  const completed = new Set<string>();

  async function sendAll(client: ServiceBusClient): Promise<void> {
    const sender = client.createSender('events');
    const sendSession = async (sessionId: string): Promise<void> => {
      for (let index = acknowledged.get(sessionId) ?? 0; index < messages; index++) {
        await sender.sendMessages({ sessionId, body: index, messageId: `${sessionId}:${index}` });
        acknowledged.set(sessionId, index + 1);
      }
    };
    await Promise.all([...acknowledged.keys()].map(sendSession));
  }

  async function receiveAll(client: ServiceBusClient, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const receiver = await client.acceptNextSession('events', 'email').catch(() => undefined);
      if (!receiver) continue;
      for (let batch = [undefined] as unknown[]; batch.length > 0 && !isOver();) {
        const received = await receiver.receiveMessages(5, { maxWaitTimeInMs: 50 });
        // A client whose wish to stop receiving is not answered within 200 ms closes the session, and still hands out
        // what had arrived; given back with the session, it comes again uncounted.
        if (receiver.isClosed) break;
        batch = received;
        for (const message of received) {
          const key = arrive(receiver.sessionId, message);
          await receiver.completeMessage(message);
          completed.add(key);
        }
      }
      await receiver.close();
    }
  }

  function arrive(session: string, { body, deliveryCount = 0 }: ServiceBusReceivedMessage): string {
    const key = `${session}:${body as number}`;
    arrivals.push({ session, index: body as number, deliveryCount, wasCompleted: completed.has(key) });
    return key;
  }

  return {
    arrivals,
    completed,
    isSent: () => [...acknowledged.values()].every((count) => count === messages),
    async run(connectionString, isDone) {
      // Also how long a receiver waits for a session: without one it looks whether all is done.
      const retryOptions = { ...quickRetries, maxRetries: 0, timeoutInMs: 1000 };
      const clients = Array.from({ length: 3 }, () => new ServiceBusClient(connectionString, { retryOptions }));
      let isOver = false;
      for (const [index, client] of clients.entries())
        void untilOver(
          () => isOver,
          () => (index === 0 ? sendAll(client) : receiveAll(client, () => isOver)),
        );
      while (!(await isDone())) await setTimeout(20);
      isOver = true;
      await Promise.all(clients.map(closeQuietly));
    },
  };
}
