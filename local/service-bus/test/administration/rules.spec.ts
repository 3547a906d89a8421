import type { CorrelationRuleFilter, SqlRuleFilter } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import { administrationOf, listed } from '../support/administration.ts';
import { bodiesOf, failureOf, givenBroker, givenClient } from '../support/broker.ts';

async function given() {
  const server = await givenBroker({
    declare: { topics: [{ name: 'events', subscriptions: [{ name: 'email' }] }] },
  });
  return { admin: administrationOf(server), client: givenClient(server) };
}

const filters: (SqlRuleFilter | CorrelationRuleFilter)[] = [
  { sqlExpression: "a < 'b' AND c > 3" },
  {
    sqlExpression: 'a = @text AND b = @number AND c = @flag',
    sqlParameters: { '@text': 'x', '@number': 1.5, '@flag': true },
  },
  {
    correlationId: 'c',
    subject: 's',
    to: 't',
    replyTo: 'r',
    replyToSessionId: 'rs',
    sessionId: 'si',
    messageId: 'm',
    contentType: 'ct',
    applicationProperties: { text: 'x', number: 2, flag: false, since: new Date(0) },
  },
];

describe('rules in the administration client', () => {
  it('begin with the one that lets everything pass', async () => {
    const { admin } = await given();
    const rules = await listed(admin.listRules('events', 'email'));
    expect(rules).toEqual([{ name: '$Default', filter: { sqlExpression: '1=1' }, action: {} }]);
  });

  it.each(filters)('keep a filter as it was given: %j', async (filter) => {
    const { admin } = await given();
    await admin.createRule('events', 'email', 'own', filter, { sqlExpression: "SET a = 'b'" });
    const rule = await admin.getRule('events', 'email', 'own');
    expect(rule).toEqual({ name: 'own', filter, action: { sqlExpression: "SET a = 'b'" } });
  });

  it('decide what a subscription gets', async () => {
    const { admin, client } = await given();
    await admin.deleteRule('events', 'email', '$Default');
    await admin.createRule('events', 'email', 'own', { applicationProperties: { kind: 'wanted' } });
    const send = (kind: string) =>
      client.createSender('events').sendMessages({ body: kind, applicationProperties: { kind } });
    await send('wanted');
    await send('other');
    const rule = await admin.getRule('events', 'email', 'own');
    await admin.updateRule('events', 'email', { ...rule, filter: { sqlExpression: "kind = 'later'" } });
    await send('wanted');
    await send('later');
    expect(bodiesOf(await client.createReceiver('events', 'email').peekMessages(10))).toEqual(['wanted', 'later']);
  });

  it('may replace the default rule of a new subscription; one that is not right makes no subscription', async () => {
    const { admin } = await given();
    const rule = { name: 'first', filter: { sqlExpression: 'a = 1' } };
    await admin.createSubscription('events', 'own', { defaultRuleOptions: rule });
    expect(await listed(admin.listRules('events', 'own'))).toMatchObject([rule]);
    const bad = { name: 'first', filter: { sqlExpression: 'a =' } };
    expect(await failureOf(admin.createSubscription('events', 'bad', { defaultRuleOptions: bad }))).toMatchObject({
      statusCode: 400,
    });
    expect(await admin.subscriptionExists('events', 'bad')).toBe(false);
  });

  it('are refused with the codes of Azure', async () => {
    const { admin } = await given();
    const rule = (name: string, sqlExpression: string) => admin.createRule('events', 'email', name, { sqlExpression });
    await rule('own', '1=1');
    expect(await failureOf(rule('own', '1=1'))).toMatchObject({ code: 'MessageEntityAlreadyExistsError' });
    expect(await failureOf(rule('bad', 'a ='))).toMatchObject({ statusCode: 400, code: 'ServiceError' });
    const missing = { code: 'MessageEntityNotFoundError' };
    expect(await failureOf(admin.getRule('events', 'email', 'none'))).toMatchObject(missing);
    expect(await failureOf(admin.deleteRule('events', 'email', 'none'))).toMatchObject(missing);
    const own = await admin.getRule('events', 'email', 'own');
    expect(await failureOf(admin.updateRule('events', 'email', { ...own, name: 'none' }))).toMatchObject(missing);
    const bad = { ...own, filter: { sqlExpression: 'a =' } };
    expect(await failureOf(admin.updateRule('events', 'email', bad))).toMatchObject({ statusCode: 400 });
    expect(await admin.ruleExists('events', 'email', 'own')).toBe(true);
  });
});
