import { once } from 'node:events';
import type { Connection, Delivery, EventContext, Receiver, ReceiverOptions } from 'rhea';
import { describe, expect, it } from 'vitest';
import { givenAuthorizedConnection } from './support/amqp-connection.ts';
import { bodiesOf, givenBroker, givenClient, receiveOne } from './support/broker.ts';

const declare = { queues: [{ name: 'orders' }] };
const management = 'orders/$management';

/** Asks for the messages of an empty queue, and gives the answer with all that the link says of it. */
async function answerTo(connection: Connection, options: ReceiverOptions): Promise<Receiver> {
  const answers = connection.open_receiver({ name: 'peeks', source: management, target: 'peeks', ...options });
  const questions = connection.open_sender({ target: management });
  await Promise.all([once(answers, 'receiver_open'), once(questions, 'sendable')]);
  questions.send(peek);
  return answers;
}

const peek = {
  message_id: 'peek',
  reply_to: 'peeks',
  application_properties: { operation: 'com.microsoft:peek-message' },
  body: { 'from-sequence-number': 0, 'message-count': 1 },
};

/** Asks so many times, as fast as the broker takes it. */
async function askAgain(connection: Connection, times: number): Promise<void> {
  const questions = connection.open_sender({ target: management });
  for (let asked = 0; asked < times; asked += 1) {
    while (!questions.sendable()) await Promise.race([once(questions, 'sendable'), once(questions, 'accepted')]);
    questions.send(peek);
  }
}

async function deliveryOf(answers: Receiver): Promise<Delivery> {
  const [{ delivery }] = (await once(answers, 'message')) as [EventContext];
  if (delivery === undefined) throw new Error('There was no delivery.');
  return delivery;
}

const given = async () => givenAuthorizedConnection(await givenBroker({ declare }));
const byHand = { autoaccept: false, autosettle: false };

describe('an answer of $management', () => {
  it('comes unsettled, for the client to accept', async () => {
    const delivery = await deliveryOf(await answerTo(await given(), byHand));
    expect(delivery.remote_settled).toBe(false);
  });

  it('is settled for a client that accepts first and settles second', async () => {
    const answers = await answerTo(await given(), { ...byHand, rcv_settle_mode: 1 });
    const delivery = await deliveryOf(answers);
    const settled = once(answers, 'settled') as Promise<[EventContext]>;
    delivery.accept();
    expect((await settled)[0].delivery).toBe(delivery);
  });

  it('comes settled to a client that asks for it', async () => {
    const delivery = await deliveryOf(await answerTo(await given(), { ...byHand, snd_settle_mode: 1 }));
    expect(delivery.remote_settled).toBe(true);
  });

  it('is over once the client has said anything of it, so that thousands can follow', async () => {
    const connection = await given();
    const answers = await answerTo(connection, byHand);
    const outcomes = ['accept', 'reject', 'release'] as const;
    let answered = 0;
    answers.on('message', ({ delivery }: EventContext) => {
      answered += 1;
      delivery?.[outcomes[answered % 3] ?? 'accept']();
    });
    await askAgain(connection, 4500);
    await expect.poll(() => answered).toBe(4501);
  });

  it('costs a client its link when it settles none of thousands, and no one else anything', async () => {
    const server = await givenBroker({ declare });
    const connection = await givenAuthorizedConnection(server);
    const answers = await answerTo(connection, { ...byHand, credit_window: 0 });
    const lost = once(answers, 'receiver_error');
    await askAgain(connection, 4500);
    await lost;
    expect(answers.error).toMatchObject({ condition: 'amqp:resource-limit-exceeded' });
    const client = givenClient(server);
    await client.createSender('orders').sendMessages({ body: 1 });
    expect(bodiesOf([await receiveOne(client.createReceiver('orders'))])).toEqual([1]);
  });
});

describe('an answer of $cbs', () => {
  it('comes unsettled, too', async () => {
    const connection = await given();
    const answers = connection.open_receiver({ name: 'claims', source: '$cbs', target: 'claims', ...byHand });
    const questions = connection.open_sender({ target: '$cbs' });
    await Promise.all([once(answers, 'receiver_open'), once(questions, 'sendable')]);
    questions.send({
      message_id: 'put',
      reply_to: 'claims',
      application_properties: { operation: 'put-token' },
      body: '',
    });
    expect((await deliveryOf(answers)).remote_settled).toBe(false);
  });
});
