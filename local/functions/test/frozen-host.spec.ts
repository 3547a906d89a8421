import { join } from 'node:path';
import { startServiceBus, type ServiceBusServer } from '@annal/local-service-bus';
import { ServiceBusClient } from '@azure/service-bus';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeQuietly, movableClock, quickRetries } from './support/broker.ts';
import { startHostProcess, type HostProcess } from './support/host-process.ts';

const queue = (name: string) => ({
  name,
  properties: { requiresSession: true, lockDuration: 'PT30S', maxDeliveryCount: 1000 },
});
const queues = ['one', 'many'] as const;

let clock: ReturnType<typeof movableClock>;
let bus: ServiceBusServer;
let client: ServiceBusClient;
let host: HostProcess;

beforeEach(async () => {
  clock = movableClock();
  const declare = { queues: queues.map(queue) };
  bus = await startServiceBus({ port: 0, administrationPort: 0, data: ':memory:', now: clock.now, declare });
  client = new ServiceBusClient(bus.connectionString, { retryOptions: quickRetries });
  host = startHostProcess(join(import.meta.dirname, 'apps/sessions'), { SERVICE_BUS: bus.connectionString });
});
afterEach(async () => {
  host.signal('SIGKILL');
  await host.ended();
  await closeQuietly(client);
  await bus.close();
});

const send = async (body: string, session: string) => {
  for (const to of queues) await client.createSender(to).sendMessages({ sessionId: session, body });
};
const done = (by: string) =>
  host.lines
    .filter((line) => line.startsWith(`  ${by}: {"done"`))
    .flatMap((line) => (JSON.parse(line.slice(by.length + 4)) as { done: string[] }).done);
/** Waits until both functions have done these, or fails with what the host last printed. */
const untilDone = async (names: readonly string[]) => {
  const dead = host.ended().then((code) => {
    throw new Error(`The host ended (${code}):\n${host.lines.slice(-20).join('\n')}`);
  });
  const isDone = () => queues.flatMap((by) => names.filter((name) => !done(by).includes(name)));
  await Promise.race([expect.poll(isDone).toEqual([]), dead]);
};
/** Lets time pass at the broker until it gives a session to others: also a lock that was granted meanwhile expires. */
const untilFree = (name: string, session: string) => {
  const isFree = () => {
    clock.advance(31_000);
    return client.acceptSession(name, session).then(
      (receiver) => receiver.close().then(() => true),
      () => false,
    );
  };
  return expect.poll(isFree).toBe(true);
};
const call = async (route: string) => {
  const address = () => /functions: (http\S+)/.exec(host.lines.join('\n'))?.[1];
  await expect.poll(address).toBeDefined();
  return fetch(`${address()}/api/${route}`);
};
/** The broker, which runs in this process, does nothing meanwhile. */
const hangBroker = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

describe('A host that was frozen until the locks of its sessions had expired', () => {
  it('lives, and handles every message', async () => {
    const sent: string[] = [];
    const sendAll = async (body: string) => {
      for (const session of ['a', 'b', 'c', 'd']) await send(`${body}-${session}`, session);
      sent.push(...['a', 'b', 'c', 'd'].map((session) => `${body}-${session}`));
    };
    for (let round = 0; round < 2; round++) {
      await sendAll(`before-${round}`);
      await untilDone(sent);
      // The sessions are idle: the host ends its waits for more, and the broker is slow to answer that.
      hangBroker(400);
      host.signal('SIGSTOP');
      await sendAll(`frozen-${round}`);
      for (const each of queues) await untilFree(each, 'a');
      host.signal('SIGCONT');
    }
    await untilDone(sent);
  });
});

describe('A session whose lock expires while its message is handled', () => {
  it('is handled again only after that call has ended', async () => {
    await send('held', 'a');
    const told = () => host.lines.filter((line) => /^ {2}one: \{.*held/.test(line)).map((line) => line.trim());
    await expect.poll(told).toEqual(['one: {"began":["held"]}']);
    clock.advance(31_000);
    const delivered = async () => {
      const response = await fetch(`${bus.administrationUrl}/_local/entities/one/messages`);
      return ((await response.json()) as { messages: unknown[] }).messages;
    };
    await expect.poll(delivered).toEqual([expect.objectContaining({ deliveryCount: 1, isLocked: true })]);
    await call('release');
    await expect.poll(() => told().length).toBe(4);
    expect(told()).toEqual(['began', 'done', 'began', 'done'].map((state) => `one: {"${state}":["held"]}`));
  });
});

describe('A promise that nobody waits for', () => {
  // The process may end before it answers.
  const lose = (query: string) => call(`lose${query}`).catch(() => undefined);

  it('ends the host when the app lost it, as it ends the worker in Azure', async () => {
    await lose('');
    expect(await host.ended()).not.toBe(0);
    expect(host.lines.join('\n')).toContain('lost by the app');
  });

  it('leaves the host alive when it closed a link of Service Bus', async () => {
    await lose('?condition=com.microsoft:session-lock-lost');
    await send('after', 'a');
    await untilDone(['after']);
    expect(host.lines).toContain('A Service Bus link could not be closed: com.microsoft:session-lock-lost: lost');
  });
});
