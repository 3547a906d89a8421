import type { ServiceBusReceivedMessage } from '@azure/service-bus';
import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FunctionRunner } from '../host/function-call.ts';
import { handleMessages, type HandleMessages } from '../triggers/service-bus/handle-messages.ts';
import { functionsOf, triggered } from './support/functions.ts';

const options = {
  connectionString: '',
  entity: { queue: 'q' },
  hasSessions: false,
  batchSize: 'one',
  completes: true,
  isBinary: false,
  maxConcurrentCalls: 1,
  maxConcurrentSessions: 1,
  maxLockRenewal: 0,
  sessionIdleTimeout: 0,
} as const;

const calls: { readonly what: string; end(): void }[] = [];
const settled: unknown[] = [];
const runner: FunctionRunner = {
  run: ({ what }) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    calls.push({ what, end: () => resolve(undefined) });
    return promise.then(() => ({ outcome: 'succeeded', response: {}, result: undefined }));
  },
  idle: () => Promise.resolve(),
};
const handlerOf = (own: Partial<Parameters<typeof handleMessages>[2]> = {}): HandleMessages => {
  const [fn] = functionsOf(triggered('mail', 'serviceBusTrigger'));
  if (fn === undefined) throw new Error('There is one.');
  return handleMessages(fn, runner, { ...options, ...own });
};
const message = (number: number, more: Partial<ServiceBusReceivedMessage> = {}) =>
  ({ messageId: `m-${number}`, sequenceNumber: number, body: '', ...more }) as unknown as ServiceBusReceivedMessage;
const settling = {
  completeMessage: ({ messageId }: ServiceBusReceivedMessage) => Promise.resolve(void settled.push(messageId)),
  abandonMessage: () => Promise.reject(new Error('nothing fails')),
};
const never = () => Promise.reject(new Error('The lock is lost.'));
const receiver = { ...settling, renewMessageLock: never };
const past = new Date(0);
const future = new Date('2999-01-01');
const session = (more: {
  isClosed?: boolean;
  sessionLockedUntilUtc?: Date;
  renewSessionLock?: () => Promise<Date>;
}) => ({
  ...settling,
  sessionId: 's',
  isClosed: false,
  sessionLockedUntilUtc: future,
  renewSessionLock: never,
  ...more,
});
/** Everything that can happen without anyone doing anything has happened. */
const nothingMoves = () => setImmediate();

beforeEach(() => {
  calls.length = 0;
  settled.length = 0;
});

describe('A message that was delivered again while its call runs', () => {
  it('waits for the end of that call, and others do not', async () => {
    const handle = handlerOf();
    const first = handle([message(1)], receiver);
    const again = handle([message(1, { deliveryCount: 1 })], receiver);
    const other = handle([message(2)], receiver);
    await nothingMoves();
    expect(calls.map(({ what }) => what)).toEqual(['message m-1', 'message m-2']);
    calls[0]?.end();
    await first;
    await nothingMoves();
    expect(calls.map(({ what }) => what)).toEqual(['message m-1', 'message m-2', 'message m-1, delivery 2']);
    for (const { end } of calls) end();
    await Promise.all([again, other]);
  });

  it('of a session keeps the whole session waiting', async () => {
    const handle = handlerOf({ hasSessions: true });
    const first = handle([message(1, { sessionId: 's' })], session({}));
    const second = handle([message(2, { sessionId: 's' })], session({}));
    await nothingMoves();
    expect(calls).toHaveLength(1);
    calls[0]?.end();
    await first;
    await nothingMoves();
    expect(calls).toHaveLength(2);
    calls[1]?.end();
    await second;
  });

  it('is not handed over when it lost its lock while it waited', async () => {
    const handle = handlerOf({ hasSessions: true });
    const first = handle([message(1, { sessionId: 's' })], session({}));
    const closing = { ...session({}) };
    const second = handle([message(1, { sessionId: 's' })], closing);
    await nothingMoves();
    closing.isClosed = true;
    calls[0]?.end();
    await Promise.all([first, second]);
    expect(calls).toHaveLength(1);
  });
});

describe('What has lost its lock before its call', () => {
  it('is not handed over: a session that is closed', async () => {
    await handlerOf({ hasSessions: true })([message(1, { sessionId: 's' })], session({ isClosed: true }));
    expect(calls).toEqual([]);
  });

  it('is not handed over: a session whose lock the broker does not renew', async () => {
    await handlerOf({ hasSessions: true })([message(1)], session({ sessionLockedUntilUtc: past }));
    expect(calls).toEqual([]);
  });

  it('is left out of its batch', async () => {
    const batch = [message(1, { lockedUntilUtc: past }), message(2, { lockedUntilUtc: future })];
    const handled = handlerOf({ batchSize: 10 })(batch, receiver);
    await nothingMoves();
    calls[0]?.end();
    await handled;
    expect([calls.map(({ what }) => what), settled]).toEqual([['1 messages'], ['m-2']]);
  });
});

it('A message whose lock is over by the clock of this machine alone is handled', async () => {
  const renewed = { ...receiver, renewMessageLock: () => Promise.resolve(future) };
  const handled = handlerOf()([message(1, { lockedUntilUtc: past })], renewed);
  await nothingMoves();
  calls[0]?.end();
  await handled;
  expect(settled).toEqual(['m-1']);
});
