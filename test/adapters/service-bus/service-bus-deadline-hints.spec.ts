import { startServiceBus, type ServiceBusServer } from '@annal/local-service-bus';
import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import topology from '../../../infra/service-bus.json' with { type: 'json' };
import { serviceBusDeadlineHints } from '../../../adapters/service-bus/index.ts';
import type { DeadlineHint } from '../../../application/processes/deadlines/deadline-hints.ts';

let broker: ServiceBusServer;
let client: ServiceBusClient;

beforeAll(async () => {
  broker = await startServiceBus({ port: 0, administrationPort: 0, data: ':memory:', declare: topology });
  client = new ServiceBusClient(broker.connectionString);
});
afterAll(async () => {
  await client.close();
  await broker.close();
});

const hintAt = (version: number, dueAt: string): DeadlineHint => ({
  ...{ process: 'fulfilment', id: 'order-1', version, dueAt },
  correlationId: 'case-7',
});

const inMs = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

/** The next messages of the queue, once there are so many. */
const received = async (count: number): Promise<readonly ServiceBusReceivedMessage[]> => {
  const receiver = client.createReceiver('deadlines', { receiveMode: 'receiveAndDelete' });
  const all: ServiceBusReceivedMessage[] = [];
  while (all.length < count) all.push(...(await receiver.receiveMessages(count - all.length)));
  await receiver.close();
  return all;
};

describe('Hints over Service Bus', () => {
  it('come back when they are due, a repeated one once, and at once what is due already', async () => {
    const hints = serviceBusDeadlineHints({ connection: broker, queue: 'deadlines' });
    const [later, past] = [hintAt(4, inMs(700)), hintAt(5, inMs(-60_000))];
    hints.give([later]);
    hints.give([later, past]);
    const messages = await received(2);
    expect(messages.map(({ body }) => body as unknown)).toEqual([past, later]);
    expect(messages.map(({ messageId }) => messageId)).toEqual(['fulfilment-order-1:5', 'fulfilment-order-1:4']);
    expect(messages[1]?.enqueuedTimeUtc?.getTime()).toBeGreaterThanOrEqual(Date.parse(later.dueAt));
    await hints.close();
    const receiver = client.createReceiver('deadlines');
    expect(await receiver.peekMessages(10)).toEqual([]);
  });

  it('are sent in as many messages as there are, however many come at once', async () => {
    const hints = serviceBusDeadlineHints({ connection: broker, queue: 'deadlines' });
    const due = inMs(-1_000);
    for (let version = 10; version < 260; version += 1) hints.give([hintAt(version, due)]);
    expect(new Set((await received(250)).map(({ messageId }) => messageId)).size).toBe(250);
    await hints.close();
  });

  it('are lost while the broker is away, which nobody waits for and the log says, and are given again afterwards', async () => {
    const lines: Readonly<Record<string, unknown>>[] = [];
    const tracing = { log: (line: Readonly<Record<string, unknown>>) => lines.push(line) };
    const hints = serviceBusDeadlineHints({ connection: broker, queue: 'gone', tracing, timeoutInMs: 500 });
    hints.give([hintAt(300, inMs(0))]);
    await expect.poll(() => lines.length).toBe(1);
    expect(lines).toMatchObject([{ event: 'hints-not-sent', queue: 'gone' }]);
    hints.give([hintAt(301, inMs(0))]);
    await expect.poll(() => lines.length).toBe(2);
    await hints.close();
  });
});
