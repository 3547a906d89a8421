import { describe, expect, it } from 'vitest';
import { bodiesOf, failureOf, givenBroker, givenClient } from './support/broker.ts';

const sql = (name: string, sqlExpression: string) =>
  ({ name, properties: { filterType: 'SqlFilter', sqlFilter: { sqlExpression } } }) as const;

const declare = {
  topics: [
    {
      name: 'events',
      subscriptions: [
        { name: 'all' },
        { name: 'large', rules: [sql('$Default', "category = 'order' AND total > 100")] },
        {
          name: 'either',
          rules: [
            sql('$Default', "category = 'cart'"),
            {
              name: 'urgent',
              properties: {
                filterType: 'CorrelationFilter',
                correlationFilter: { label: 'urgent', properties: { category: 'order' } },
              } as const,
            },
          ],
        },
      ],
    },
  ],
};

async function bodiesIn(client: ReturnType<typeof givenClient>, subscription: string): Promise<unknown[]> {
  return bodiesOf(await client.createReceiver('events', subscription).peekMessages(100));
}

describe('rules of subscriptions', () => {
  it('choose the messages that a subscription gets; several rules are alternatives and give one copy', async () => {
    const client = givenClient(await givenBroker({ declare }));
    await client
      .createSender('events')
      .sendMessages([
        { body: 'small', applicationProperties: { category: 'order', total: 20 } },
        { body: 'large', applicationProperties: { category: 'order', total: 200 } },
        { body: 'cart', subject: 'urgent', applicationProperties: { category: 'cart' } },
        { body: 'urgent', subject: 'urgent', applicationProperties: { category: 'order', total: 1 } },
        { body: 'bare' },
      ]);
    expect(await bodiesIn(client, 'all')).toEqual(['small', 'large', 'cart', 'urgent', 'bare']);
    expect(await bodiesIn(client, 'large')).toEqual(['large']);
    expect(await bodiesIn(client, 'either')).toEqual(['cart', 'urgent']);
  });

  it('dead-letter a message that a filter cannot be applied to', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const applicationProperties = { category: 'order', total: 'two hundred' };
    await client.createSender('events').sendMessages({ body: 'odd', applicationProperties });
    const dead = client.createReceiver('events', 'large', { subQueueType: 'deadLetter' });
    expect(await dead.receiveMessages(1)).toMatchObject([
      { body: 'odd', deadLetterReason: 'FilterEvaluationException' },
    ]);
  });

  it('can be listed, added and removed while the broker runs', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const rules = client.createRuleManager('events', 'all');
    await rules.createRule('from-fraud', { replyTo: 'fraud', applicationProperties: { level: 3, isTest: false } });
    await rules.createRule('texts', { sqlExpression: "sys.contentType LIKE 'text/%'" });
    await rules.deleteRule('$Default');
    const listed = [];
    for await (const { name, filter } of rules.listRules()) listed.push({ name, filter });
    expect(listed).toMatchObject([
      { name: 'from-fraud', filter: { replyTo: 'fraud', applicationProperties: { level: 3, isTest: false } } },
      { name: 'texts', filter: { sqlExpression: "sys.contentType LIKE 'text/%'" } },
    ]);
    await client.createSender('events').sendMessages([{ body: 1 }, { body: 2, contentType: 'text/plain' }]);
    expect(await bodiesIn(client, 'all')).toEqual([2]);
  });

  it('are refused when they cannot be understood, exist already, or ask for an action', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const rules = client.createRuleManager('events', 'all');
    expect(await failureOf(rules.createRule('bad', { sqlExpression: 'total >' }))).toMatchObject({
      message: expect.stringMatching(/character 8/) as string,
    });
    expect(await failureOf(rules.createRule('$Default', { sqlExpression: '1 = 1' }))).toMatchObject({
      code: 'MessagingEntityAlreadyExists',
    });
    const withAction = rules.createRule('act', { sqlExpression: '1 = 1' }, { sqlExpression: 'SET x = 1' });
    expect(await failureOf(withAction)).toMatchObject({
      message: expect.stringMatching(/actions are not supported/) as string,
    });
    expect(await failureOf(rules.deleteRule('missing'))).toMatchObject({ code: 'MessagingEntityNotFound' });
  });
});
