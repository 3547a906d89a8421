import { getEventListeners } from 'node:events';
import type { ServiceBusSessionReceiver } from '@azure/service-bus';
import { afterEach, expect, it } from 'vitest';
import type { Listener } from '../triggers/listener.ts';
import { outage } from '../triggers/outage.ts';
import type { BusClient } from '../triggers/service-bus/bus-client.ts';
import { sessionListener } from '../triggers/service-bus/session-listener.ts';

const options = {
  connectionString: '',
  entity: { queue: 'q' },
  hasSessions: true,
  batchSize: 'one',
  completes: true,
  isBinary: false,
  maxConcurrentCalls: 1,
  maxConcurrentSessions: 3,
  maxLockRenewal: 0,
  sessionIdleTimeout: 0,
} as const;

/** A client whose every connection answers the waits for a session with what `accept` says, by connection and wait. */
const client = (accept: (connection: number, wait: number) => Promise<ServiceBusSessionReceiver>) => {
  let current: ReturnType<BusClient['connection']> | undefined;
  let connections = 0;
  let end: () => void = () => undefined;
  const waits: number[] = [];
  const connect = () => {
    const ending = new AbortController();
    end = () => ending.abort();
    const connection = ++connections;
    let wait = 0;
    return {
      receiver: () => Promise.reject(new Error('not asked for')),
      nextSession: () => {
        waits.push(connection);
        return accept(connection, ++wait);
      },
      drop: end,
      ended: ending.signal,
    };
  };
  const bus: BusClient = {
    connection: () => (current = current === undefined || current.ended.aborted ? connect() : current),
    endWaits: () => end(),
    close: () => Promise.resolve(),
  };
  return { bus, waits };
};
const forEver = () => Promise.withResolvers<never>().promise;
const failure = (code: string, message = '') => Promise.reject(Object.assign(new Error(message), { code }));

let listener: Listener;
afterEach(() => listener.stop());
const listen = (bus: BusClient) => {
  const log = () => undefined;
  listener = sessionListener({ options, client: bus, handle: () => Promise.resolve(), outage: outage('f', 'q', log) });
  listener.start();
};

it('When one slot finds the connection dead, the others stop waiting on it, too', async () => {
  const { bus, waits } = client((connection, wait) =>
    connection === 1 && wait === 1 ? failure('ServiceCommunicationProblem') : forEver(),
  );
  listen(bus);
  await expect.poll(() => waits).toEqual([1, 1, 1, 2, 2, 2]);
});

it('A session that was lost alone leaves the connection to the others', async () => {
  const { bus, waits } = client((_, wait) => (wait === 1 ? failure('SessionLockLost') : forEver()));
  listen(bus);
  await expect.poll(() => waits).toEqual([1, 1, 1, 1]);
});

it('No session to serve is no outage, and is asked for again', async () => {
  const { bus, waits } = client((_, wait) => (wait <= 3 ? failure('ServiceTimeout') : forEver()));
  listen(bus);
  await expect.poll(() => waits).toEqual([1, 1, 1, 1, 1, 1]);
});

it('Nothing is left behind of the sessions that were served', async () => {
  const signals = new Set<AbortSignal>();
  const session = {
    // The SDK leaves its listener on a signal when it drains (core/batchingReceiver.ts, tryDrainReceiver).
    receiveMessages: (_: number, { abortSignal }: { abortSignal?: AbortSignal }) => {
      abortSignal?.addEventListener('abort', () => undefined);
      if (abortSignal !== undefined) signals.add(abortSignal);
      return Promise.resolve([]);
    },
    close: () => Promise.resolve(),
  } as unknown as ServiceBusSessionReceiver;
  const { bus, waits } = client((_, wait) => (wait <= 100 ? Promise.resolve(session) : forEver()));
  listen(bus);
  await expect.poll(() => waits, { timeout: 10_000 }).toHaveLength(103);
  signals.add(bus.connection().ended);
  const listeners = [...signals].flatMap((signal) => getEventListeners(signal, 'abort'));
  // One for each slot, which waits for its next session.
  expect(listeners).toHaveLength(3);
});
