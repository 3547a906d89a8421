import { describe, expect, it } from 'vitest';
import { cosmosMailStore } from '../../../adapters/email/index.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { erasedMailOf } from '../../../consumers/email/mail.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { mail, mailStoreContract } from './mail-store.contract.ts';

const cosmos = useLocalCosmos();

mailStoreContract('The Cosmos mail store', async () => cosmosMailStore(await cosmos.freshDatabase()));

describe('The Cosmos mail store', () => {
  it('takes nothing about an order that was closed elsewhere, though it remembers the recipient', async () => {
    const database = await cosmos.freshDatabase();
    const { directory, inbox } = cosmosMailStore(database);
    await directory.open('1', 'bob');
    expect(await directory.recipientOf('1')).toEqual({ status: 'active', customerId: 'bob' });
    await cosmosMailStore(database).directory.close('1');
    expect(await inbox.take(mail('1', 1))).toBe('closed');
  });

  it('costs one request of at most 7.5 RU for the mail of an order whose recipient it knows', async () => {
    const { directory, inbox } = cosmosMailStore(await cosmos.freshDatabase());
    await directory.open('1', 'bob');
    await directory.recipientOf('1');
    const requests = await answeredRequests(async () => {
      await directory.recipientOf('1');
      await inbox.take(mail('1', 1));
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.requestUnits).toBeLessThanOrEqual(7.5);
  });

  it('counts a message as taken that an earlier release has taken, with a mark beside its mail', async () => {
    const database = await cosmos.freshDatabase();
    const { directory, inbox } = cosmosMailStore(database);
    await directory.open('1', 'bob');
    await database.container('mails').items.create({ id: 'taken:order-1:1', orderId: '1', messageId: 'order-1:1' });
    await database.container('mails').items.create({ id: 'mail:order-1:1', ...mail('1', 1) });
    expect(await inbox.take(mail('1', 1))).toBe('duplicate');
  });

  it('ignores mails of the time before orders had a recipient', async () => {
    const database = await cosmos.freshDatabase();
    const { status, ...stored } = mail('1', 1);
    await database.container('mails').items.create({ id: stored.messageId, ...stored });
    const { directory, inbox, outbox } = cosmosMailStore(database);
    await directory.open('1', 'bob');
    expect([status, await inbox.take(mail('1', 2))]).toEqual(['rendered', 'taken']);
    expect(await outbox.mailsAbout('1', 0, 10)).toEqual([mail('1', 2)]);
  });

  it('lists a damaged mail as such between the others, and names it to operators', async () => {
    const database = await cosmos.freshDatabase();
    const lines: unknown[] = [];
    const tracing = { log: (line: unknown) => void lines.push(line) };
    const { directory, inbox, outbox } = cosmosMailStore(database, { tracing });
    await directory.open('1', 'bob');
    for (const version of [1, 2, 3]) await inbox.take(mail('1', version));
    await database.container('mails').items.upsert({ id: 'mail:order-1:2', ...mail('1', 2), subject: 7 });
    const damaged = { status: 'damaged', orderId: '1', orderVersion: 2 };
    expect(await outbox.mailsAbout('1', 0, 10)).toEqual([mail('1', 1), damaged, mail('1', 3)]);
    expect(lines).toMatchObject([{ event: 'damaged-document', container: 'mails', document: 'mail:order-1:2' }]);
  });

  it('passes over a mail of a broken version, behind which no page could go on', async () => {
    const database = await cosmos.freshDatabase();
    const { directory, inbox, outbox } = cosmosMailStore(database);
    await directory.open('1', 'bob');
    for (const version of [1, 2]) await inbox.take(mail('1', version));
    await database.container('mails').items.upsert({ id: 'mail:order-1:9', ...mail('1', 2), orderVersion: 1.5 });
    expect(await outbox.mailsAbout('1', 0, 10)).toEqual([mail('1', 1), mail('1', 2)]);
    expect(await outbox.mailsAbout('1', 1, 1)).toEqual([mail('1', 2)]);
  });

  it.each([
    ['has another field', { subject: 7 }],
    ['is of another message', { messageId: 'order-9:9' }],
    ['has a version that is none', { orderVersion: 1.5 }],
  ])('removes a mail that %s when it empties the mails of an order, and empties the others', async (_, damage) => {
    const database = await cosmos.freshDatabase();
    const { directory, inbox, outbox } = cosmosMailStore(database);
    await directory.open('1', 'bob');
    for (const version of [1, 2, 3]) await inbox.take(mail('1', version));
    const container = database.container('mails');
    await container.items.upsert({ id: 'mail:order-1:2', ...mail('1', 2), ...damage });
    await directory.close('1');
    await outbox.empty('1');
    expect(await outbox.mailsAbout('1', 0, 10)).toEqual([erasedMailOf(mail('1', 1)), erasedMailOf(mail('1', 3))]);
    const { resources } = await container.items.readAll({ partitionKey: '1' }).fetchAll();
    expect(JSON.stringify(resources)).not.toContain('bob');
  });
});
