import { describe, expect, it } from 'vitest';
import { administrationOf } from './support/administration.ts';
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

  it('with an action change their own copy, which tells their name; those without one share a copy', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const rules = client.createRuleManager('events', 'all');
    const change = { sqlExpression: "SET sys.Label = 'large'; SET Total = total * 2; REMOVE note; SET colour = 'red'" };
    await rules.createRule('act', { sqlExpression: 'total > 100' }, change);
    await rules.createRule('also', { sqlExpression: 'total > 0' });
    const applicationProperties = { total: 200, note: 'secret', kept: true };
    await client.createSender('events').sendMessages({ body: 'big', subject: 'order', applicationProperties });
    const copies = await client.createReceiver('events', 'all').receiveMessages(3, { maxWaitTimeInMs: 500 });
    expect(copies.map(({ body, subject, applicationProperties: own }) => ({ body, subject, own }))).toEqual([
      { body: 'big', subject: 'order', own: applicationProperties },
      { body: 'big', subject: 'large', own: { RuleName: 'act', total: 400, colour: 'red', kept: true } },
    ]);
    const listed = [];
    for await (const { name, action } of rules.listRules()) listed.push({ name, action });
    expect(listed).toMatchObject([{ name: '$Default' }, { name: 'act', action: change }, { name: 'also' }]);
  });

  it('with actions can be declared, and may give a message the session that its subscription requires', async () => {
    const rule = {
      name: '$Default',
      properties: {
        filterType: 'CorrelationFilter',
        correlationFilter: { label: 'order' },
        action: { sqlExpression: 'SET sys.SessionId = customer' },
      },
    };
    const subscriptions = [{ name: 'ordered', properties: { requiresSession: true }, rules: [rule] }];
    const client = givenClient(await givenBroker({ declare: { topics: [{ name: 'events', subscriptions }] } }));
    const applicationProperties = { customer: 'c-1' };
    await client.createSender('events').sendMessages({ body: 1, subject: 'order', applicationProperties });
    const receiver = await client.acceptSession('events', 'ordered', 'c-1');
    expect(await receiver.receiveMessages(1)).toMatchObject([{ body: 1, sessionId: 'c-1' }]);
  });

  it('compare moments too in correlation filters', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const rules = client.createRuleManager('events', 'all');
    const at = new Date(1_700_000_000_000);
    await rules.deleteRule('$Default');
    await rules.createRule('at', { applicationProperties: { at } });
    const sender = client.createSender('events');
    await sender.sendMessages({ body: 'other', applicationProperties: { at: new Date(0) } });
    await sender.sendMessages({ body: 'same', applicationProperties: { at } });
    expect(await bodiesIn(client, 'all')).toEqual(['same']);
    for await (const { filter } of rules.listRules()) expect(filter).toMatchObject({ applicationProperties: { at } });
  });

  it.each([
    ["sys.PartitionKey = 'p'", ['keyed']],
    ['sys.Size > 1000', ['large']],
    ['sys.SequenceNumber = 2 OR sys.EnqueuedSequenceNumber = 3', ['keyed', 'brief']],
    ['sys.ExpiresAtUtc > @moment', ['brief']],
    ['sys.EnqueuedTimeUtc > @moment AND sys.DeliveryCount = 0 AND sys.Size < 1000', ['keyed', 'brief', 'later']],
    ['sys.ScheduledEnqueueTimeUtc > @moment', ['later']],
    ['sys.ViaPartitionKey IS NULL AND sys.PartitionKey IS NOT NULL', ['keyed']],
  ])('read what the broker knows of a message: %s', async (sqlExpression, expected) => {
    const server = await givenBroker({ declare });
    const client = givenClient(server);
    const administration = administrationOf(server);
    await administration.deleteRule('events', 'all', '$Default');
    // The client takes moments as parameters, and leaves them out of its types.
    const sqlParameters = { '@moment': new Date(1_700_000_000_000) as unknown as string };
    await administration.createRule('events', 'all', 'only', { sqlExpression, sqlParameters });
    const sender = client.createSender('events');
    await sender.sendMessages({ body: 'large', subject: 'x'.repeat(1000) });
    await sender.sendMessages({ body: 'keyed', partitionKey: 'p' });
    await sender.sendMessages({ body: 'brief', timeToLive: 600_000 });
    await sender.sendMessages({ body: 'later', scheduledEnqueueTimeUtc: new Date() });
    const topic = () => administration.getTopicRuntimeProperties('events');
    await expect.poll(topic).toMatchObject({ scheduledMessageCount: 0 });
    expect(await bodiesIn(givenClient(server), 'all')).toEqual(expected);
  });

  it('are refused when they cannot be understood, exist already, or have no proper name', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const rules = client.createRuleManager('events', 'all');
    expect(await failureOf(rules.createRule('bad', { sqlExpression: 'total >' }))).toMatchObject({
      message: expect.stringMatching(/character 8/) as string,
    });
    expect(await failureOf(rules.createRule('$Default', { sqlExpression: '1 = 1' }))).toMatchObject({
      code: 'MessagingEntityAlreadyExists',
    });
    const badAction = rules.createRule('act', { sqlExpression: '1 = 1' }, { sqlExpression: 'SET x' });
    expect(await failureOf(badAction)).toMatchObject({ message: expect.stringMatching(/Expected =/) as string });
    expect(await failureOf(rules.createRule('a/b', { sqlExpression: '1 = 1' }))).toMatchObject({
      message: expect.stringMatching(/no name for a rule/) as string,
    });
    const long = `a = '${'x'.repeat(1024)}'`;
    expect(await failureOf(rules.createRule('long', { sqlExpression: long }))).toMatchObject({
      message: expect.stringMatching(/1024 characters/) as string,
    });
    expect(await failureOf(rules.deleteRule('missing'))).toMatchObject({ code: 'MessagingEntityNotFound' });
  });
});
