import { seed } from '@annal/local-server/testing';
import { ServiceBusClient, type ServiceBusSender } from '@azure/service-bus';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { seededRandom } from '../../links/seeded-random.ts';
import { closeQuietly, countsOf, quickRetries } from '../support/broker.ts';
import { startBrokerProcess } from '../support/broker-process.ts';
import { givenDataFolder } from '../support/data-folder.ts';
import { deliveries } from './deliveries.ts';
import { startReceiver, type ReceiverProcess } from './receiver-process.ts';

const declare = {
  topics: [
    {
      name: 'events',
      properties: { requiresDuplicateDetection: true, duplicateDetectionHistoryTimeWindow: 'P1D' },
      subscriptions: [{ name: 'email', properties: { requiresSession: true, maxDeliveryCount: 1000 } }],
    },
  ],
};
const sessions = 40;
const messages = 100;
const total = sessions * messages;

it(`loses nothing and keeps every session in order while brokers and receivers are killed (ANNAL_SOAK_SEED=${seed})`, async () => {
  const random = seededRandom(seed);
  const between = (from: number, to: number): number => from + Math.floor(random() * (to - from));
  const data = await givenDataFolder();
  let broker = await startBrokerProcess(data, declare);
  const { port, connectionString } = broker;
  const heard = deliveries();
  const progress = { sent: 0, isOver: false };

  /** Sends one after the other, each until it is accepted: with duplicate detection a repeat is no second message. */
  const sendSession = async (sender: ServiceBusSender, sessionId: string): Promise<void> => {
    for (let index = 0; index < messages && !progress.isOver;) {
      const message = { sessionId, body: index, messageId: `${sessionId}:${index}` };
      const isSent = await sender.sendMessages(message).then(
        () => true,
        () => false,
      );
      if (isSent) [index, progress.sent] = [index + 1, progress.sent + 1];
      await setTimeout(between(0, isSent ? 400 : 100));
    }
  };

  const receivers = new Set<ReceiverProcess>();
  const keepReceiving = async (): Promise<void> => {
    while (!progress.isOver) {
      const receiver = startReceiver(connectionString, between(1, 1_000_000), heard.hear);
      receivers.add(receiver);
      await receiver.gone;
      receivers.delete(receiver);
    }
  };
  const disturbReceivers = async (): Promise<void> => {
    while (!progress.isOver) {
      await setTimeout(between(1000, 4000));
      const receiver = [...receivers][between(0, receivers.size)];
      await (random() < 0.7 ? receiver?.kill() : receiver?.stop());
    }
  };
  const killBrokers = async (): Promise<void> => {
    for (const share of [0.2, 0.45, 0.7]) {
      await until(() => progress.sent >= total * share || progress.isOver);
      await setTimeout(between(0, 200));
      await broker.kill();
      broker = await startBrokerProcess(data, declare, port);
    }
  };

  const client = new ServiceBusClient(connectionString, { retryOptions: { ...quickRetries, timeoutInMs: 2000 } });
  const sender = client.createSender('events');
  const work = [
    ...Array.from({ length: sessions }, (_, index) => sendSession(sender, `session-${index}`)),
    ...Array.from({ length: 3 }, keepReceiving),
    disturbReceivers(),
    killBrokers(),
  ];
  const path = 'events/Subscriptions/email';
  const isEmpty = async (): Promise<boolean> => {
    if (progress.sent < total || heard.arrivedCount() < total) return false;
    return countsOf(broker, path).then(
      ({ active }) => active === 0,
      () => false, // it is just being started again
    );
  };
  await until(isEmpty);
  progress.isOver = true;
  for (const receiver of receivers) await receiver.kill();
  await Promise.all(work);
  await closeQuietly(client);

  const { sent } = progress;
  console.log(
    `ANNAL_SOAK_SEED=${seed}: ${sent} sent, ${heard.arrivedCount()} arrived, ${heard.repeats()} of them again`,
  );
  expect(heard.brokenPromises()).toEqual([]);
  expect({ sent, arrived: heard.arrivedCount() }).toEqual({ sent: total, arrived: total });
  expect(await countsOf(broker, path)).toMatchObject({ active: 0, deferred: 0, deadLetter: 0 });
}, 240_000);

/** Waits for something, but not for ever: what is missing then, the assertions say. */
async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 150_000;
  while (!(await isTrue()) && Date.now() < deadline) await setTimeout(50);
}
