import type { ServiceBusClient, ServiceBusMessage } from '@azure/service-bus';
import { inLanes, type Load, type Rate } from '../measure/in-lanes.ts';

export const batchSize = 100;

/** A message of about a kilobyte. */
export function message(sessionId: string): ServiceBusMessage {
  return { sessionId, body: Buffer.alloc(1024, 'x'), subject: 'shop.order-placed.v1' };
}

/** Sends batches; a rate of messages. */
export async function sendBatches(client: ServiceBusClient, load: Load): Promise<Rate> {
  const sender = client.createSender('orders');
  const batch = Array.from({ length: batchSize }, () => message('one'));
  const rate = await inLanes(load, () => sender.sendMessages(batch));
  return { ...rate, perSecond: rate.perSecond * batchSize };
}

/** Sends message by message, and waits for each to be accepted. */
export async function sendSingly(client: ServiceBusClient, load: Load): Promise<Rate> {
  const sender = client.createSender('orders');
  return inLanes(load, () => sender.sendMessages(message('one')));
}

/** Fills sessions with messages: session after session, in batches. */
export async function fillSessions(client: ServiceBusClient, sessions: number, perSession: number): Promise<void> {
  const sender = client.createSender('events');
  const names = Array.from({ length: sessions * perSession }, (_, n) => `session-${n % sessions}`);
  for (let from = 0; from < names.length; from += batchSize)
    await sender.sendMessages(names.slice(from, from + batchSize).map(message));
}

/** Receives and completes what is in so many sessions, several at once; a rate of messages. */
export async function drainSessions(client: ServiceBusClient, sessions: number, perSession: number): Promise<Rate> {
  const took: number[] = [];
  let [taken, received] = [0, 0];
  const started = performance.now();
  const lane = async (): Promise<void> => {
    while ((taken += 1) <= sessions) {
      const receiver = await client.acceptNextSession('events', 'all');
      for (let left = perSession; left > 0;) {
        const from = performance.now();
        const batch = await receiver.receiveMessages(Math.min(left, batchSize), { maxWaitTimeInMs: 1000 });
        await Promise.all(batch.map((one) => receiver.completeMessage(one)));
        took.push(performance.now() - from);
        left -= batch.length;
        received += batch.length;
        if (batch.length === 0) throw new Error(`A session gave only ${perSession - left} messages.`);
      }
      await receiver.close();
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  took.sort((one, other) => one - other);
  const at = (share: number): number => took[Math.floor(took.length * share)] ?? Number.NaN;
  return { perSecond: (received / (performance.now() - started)) * 1000, median: at(0.5), p99: at(0.99) };
}

/** Takes one session after the other, with one message each: accepts, receives, completes, closes. */
export async function visitSessions(client: ServiceBusClient, load: Load): Promise<Rate> {
  return inLanes(load, async () => {
    const receiver = await client.acceptNextSession('events', 'all');
    const [one] = await receiver.receiveMessages(1);
    if (!one) throw new Error(`Session ${receiver.sessionId} is empty.`);
    await receiver.completeMessage(one);
    await receiver.close();
  });
}
