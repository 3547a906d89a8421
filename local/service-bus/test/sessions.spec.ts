import type { ServiceBusClient } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import {
  bodiesOf,
  countedBodiesOf,
  failureOf,
  givenBroker,
  givenClient,
  movableClock,
  receiveOne,
  untilActive,
} from './support/broker.ts';

const declare = {
  topics: [
    {
      name: 'events',
      subscriptions: [{ name: 'email', properties: { requiresSession: true, lockDuration: 'PT30S' } }],
    },
  ],
};

async function givenSessions(...sessions: readonly string[]) {
  const clock = movableClock();
  const server = await givenBroker({ declare, now: clock.now });
  const client = givenClient(server);
  await client.createSender('events').sendMessages(sessions.map((sessionId, body) => ({ sessionId, body })));
  return { clock, server, client };
}

const impatient = async (client: ServiceBusClient) => client.acceptNextSession('events', 'email');

describe('sessions', () => {
  it('keep their order, also after a message is abandoned', async () => {
    const { client } = await givenSessions('a', 'b', 'a', 'b', 'a');
    const session = await client.acceptSession('events', 'email', 'a');
    const [first, second] = [await receiveOne(session), await receiveOne(session)];
    expect(bodiesOf([first, second])).toEqual([0, 2]);
    await session.abandonMessage(first);
    await session.completeMessage(second);
    const rest = await session.receiveMessages(2);
    expect(countedBodiesOf(rest)).toEqual([
      [0, 1],
      [4, 0],
    ]);
  });

  it('belong to one receiver at a time', async () => {
    const { server, client } = await givenSessions('a');
    await client.acceptSession('events', 'email', 'a');
    const other = givenClient(server, 1000);
    expect(await failureOf(other.acceptSession('events', 'email', 'a'))).toMatchObject({
      code: 'SessionCannotBeLocked',
    });
  });

  it('are handed out one by one, oldest first, to whoever asks for any', async () => {
    const { client } = await givenSessions('a', 'b', 'a', 'c');
    const names: string[] = [];
    for (let round = 0; round < 3; round++) names.push((await client.acceptNextSession('events', 'email')).sessionId);
    expect(names).toEqual(['a', 'b', 'c']);
  });

  it('let a receiver wait until one has a message', async () => {
    const { client } = await givenSessions();
    const waiting = client.acceptNextSession('events', 'email');
    await client.createSender('events').sendMessages({ body: 'first', sessionId: 'late' });
    const session = await waiting;
    expect(session.sessionId).toBe('late');
    expect(await session.receiveMessages(1)).toMatchObject([{ body: 'first' }]);
  });

  it('end the wait with a time-out that clients know', async () => {
    const { server } = await givenSessions();
    expect(await failureOf(impatient(givenClient(server, 500)))).toMatchObject({ code: 'ServiceTimeout' });
  });

  it('are free at once when their receiver closes, with its messages in order and not counted', async () => {
    const { client } = await givenSessions('a', 'a');
    const first = await client.acceptSession('events', 'email', 'a');
    await first.receiveMessages(2);
    await first.close();
    const second = await client.acceptNextSession('events', 'email');
    const messages = await second.receiveMessages(2);
    expect(countedBodiesOf(messages)).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });

  it('are free when the connection of their receiver breaks, and its messages count as delivered', async () => {
    const { server, client } = await givenSessions('a');
    const lost = await client.acceptSession('events', 'email', 'a');
    await lost.receiveMessages(1);
    server.faults.dropConnections();
    const session = await givenClient(server).acceptNextSession('events', 'email');
    expect(await session.receiveMessages(1)).toMatchObject([{ body: 0, deliveryCount: 1 }]);
  });

  it('are free also when the connection breaks while it waits for further sessions', async () => {
    const { server, client } = await givenSessions('a');
    await client.acceptNextSession('events', 'email');
    const waiting = Array.from({ length: 3 }, () => client.acceptNextSession('events', 'email').catch(() => undefined));
    const before = givenClient(server);
    await before.createSender('events').sendMessages({ body: 'accepted', sessionId: 'b' });
    await Promise.any(waiting);
    server.faults.dropConnections();
    const after = givenClient(server);
    const names = [await after.acceptNextSession('events', 'email'), await after.acceptNextSession('events', 'email')];
    expect(names.map(({ sessionId }) => sessionId).sort()).toEqual(['a', 'b']);
  });

  it('are lost when their lock expires, and given to the next', async () => {
    const { clock, server, client } = await givenSessions('a');
    const late = await client.acceptSession('events', 'email', 'a', { maxAutoLockRenewalDurationInMs: 0 });
    const message = await receiveOne(late);
    clock.advance(31_000);
    const next = await givenClient(server).acceptNextSession('events', 'email');
    expect(await next.receiveMessages(1)).toMatchObject([{ body: 0, deliveryCount: 1 }]);
    expect(await failureOf(late.completeMessage(message))).toMatchObject({ code: 'SessionLockLost' });
    expect(await failureOf(late.renewSessionLock())).toMatchObject({ code: 'SessionLockLost' });
  });

  it('tell a receiver that waits in them when their lock expires', async () => {
    const { clock, server, client } = await givenSessions('a');
    const session = await client.acceptSession('events', 'email', 'a', { maxAutoLockRenewalDurationInMs: 0 });
    const told = Promise.withResolvers<unknown>();
    session.subscribe({
      processMessage: async () => undefined,
      processError: async ({ error }) => told.resolve(error),
    });
    await untilActive(server, 'events/Subscriptions/email', 0);
    clock.advance(31_000);
    expect(await told.promise).toMatchObject({ code: 'SessionLockLost' });
  });

  it('are kept by renewing their lock, which keeps their messages too', async () => {
    const { clock, server, client } = await givenSessions('a');
    await client.createSender('events').sendMessages({ body: 'hourglass', sessionId: 'b', timeToLive: 35_000 });
    const session = await client.acceptSession('events', 'email', 'a', { maxAutoLockRenewalDurationInMs: 0 });
    const message = await receiveOne(session);
    clock.advance(20_000);
    expect((await session.renewSessionLock()).getTime()).toBeGreaterThan(clock.now() + 25_000);
    clock.advance(20_000);
    await untilActive(server, 'events/Subscriptions/email', 1); // the broker has looked at the clock
    await session.completeMessage(message);
    expect(await session.peekMessages(1)).toEqual([]);
  });

  it('stay with a receiver that receives and deletes, without renewing', async () => {
    const { clock, server, client } = await givenSessions('a');
    const session = await client.acceptSession('events', 'email', 'a', { receiveMode: 'receiveAndDelete' });
    await receiveOne(session);
    const waiting = session.receiveMessages(1);
    clock.advance(31_000);
    await client.createSender('events').sendMessages([
      { body: 'of another', sessionId: 'hourglass', timeToLive: 1000 },
      { body: 'late', sessionId: 'a' },
    ]);
    expect(await waiting).toMatchObject([{ body: 'late' }]);
    clock.advance(31_000);
    await untilActive(server, 'events/Subscriptions/email', 0); // the broker has looked at the clock
    expect((await session.renewSessionLock()).getTime()).toBeGreaterThan(clock.now());
  });

  it('remember the state that the application gives them, across receivers', async () => {
    const { client } = await givenSessions('a');
    const first = await client.acceptSession('events', 'email', 'a');
    expect(await first.getSessionState()).toBeFalsy();
    await first.setSessionState({ step: 2 });
    await first.close();
    const second = await client.acceptSession('events', 'email', 'a');
    expect(await second.getSessionState()).toEqual({ step: 2 });
  });

  it('give new messages to a receiver that is already waiting in the session', async () => {
    const { client } = await givenSessions('a');
    const session = await client.acceptSession('events', 'email', 'a');
    const bodies: unknown[] = [];
    const done = Promise.withResolvers<undefined>();
    session.subscribe({
      processMessage: async ({ body }) => {
        bodies.push(body);
        if (bodies.length === 3) done.resolve(undefined);
      },
      processError: async ({ error }) => done.reject(error),
    });
    await client.createSender('events').sendMessages([
      { body: 1, sessionId: 'a' },
      { body: 2, sessionId: 'a' },
    ]);
    await done.promise;
    expect(bodies).toEqual([0, 1, 2]);
  });

  it('are wanted where they are required, and nowhere else', async () => {
    const { client } = await givenSessions('a');
    await expect(client.createReceiver('events', 'email').receiveMessages(1)).rejects.toThrow(/requires sessions/);
    const dead = client.createReceiver('events', 'email', { subQueueType: 'deadLetter' });
    await client.createSender('events').sendMessages({ body: 'without a session' });
    expect(await dead.receiveMessages(1)).toMatchObject([{ body: 'without a session' }]);
  });
});
