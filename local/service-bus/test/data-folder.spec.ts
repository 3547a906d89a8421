import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartupError } from '@annal/local-server';
import { describe, expect, it } from 'vitest';
import { startServiceBus } from '../index.ts';
import { givenBroker, givenClient } from './support/broker.ts';
import { givenDataFolder } from './support/data-folder.ts';

const start = (data: string, port = 0, administrationPort = 0) => startServiceBus({ port, administrationPort, data });

describe('a data folder', () => {
  it('is made when it is missing', async () => {
    await givenBroker({ data: join(await givenDataFolder(), 'a', 'b') });
  });

  it('belongs to one broker at a time', async () => {
    const data = await givenDataFolder();
    const first = await start(data);
    await expect(start(data)).rejects.toThrow(/in use by another Service Bus/);
    await first.close();
    await (await start(data)).close();
  });

  it('of an earlier version is brought up to date, and keeps what it holds', async () => {
    const data = await givenDataFolder();
    const subscriptions = [{ name: 'email' }];
    const first = await startServiceBus({
      ...{ port: 0, administrationPort: 0, data },
      declare: { queues: [{ name: 'orders' }], topics: [{ name: 'events', subscriptions }] },
    });
    await givenClient(first).createSender('orders').sendMessages({ body: 'kept' });
    await first.close();
    const database = new DatabaseSync(join(data, 'service-bus.sqlite'));
    database.exec("DELETE FROM entity WHERE path LIKE '%/$Transfer/%'; ALTER TABLE rule DROP COLUMN action");
    database.exec('PRAGMA user_version = 1');
    database.close();

    const client = givenClient(await givenBroker({ data }));
    expect(await client.createReceiver('orders').peekMessages(1)).toMatchObject([{ body: 'kept' }]);
    await client
      .createRuleManager('events', 'email')
      .createRule('a', { sqlExpression: '1=1' }, { sqlExpression: 'SET a = 1' });
  });

  it('of a later version is left alone: the message says what to do', async () => {
    const data = await givenDataFolder();
    const database = new DatabaseSync(join(data, 'service-bus.sqlite'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    await expect(start(data)).rejects.toThrow(/version 99.*npm run reset/);
  });

  it('that holds something else is left alone', async () => {
    const data = await givenDataFolder();
    await writeFile(join(data, 'service-bus.sqlite'), 'no database, but long enough to be taken for one'.repeat(100));
    await expect(start(data)).rejects.toThrow(StartupError);
  });

  it('that cannot be made is named', async () => {
    const file = join(await givenDataFolder(), 'file');
    await writeFile(file, 'no folder');
    await expect(start(join(file, 'sub'))).rejects.toThrow(/cannot write its data folder/);
  });
});

describe('a port in use', () => {
  it('is named together with the setting that moves it, and leaves the folder free', async () => {
    const data = await givenDataFolder();
    const holder = await givenBroker();
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(holder.connectionString)?.[1]);
    const administrationPort = Number(new URL(holder.administrationUrl).port);
    await expect(start(data, port)).rejects.toThrow(/ANNAL_SERVICE_BUS_PORT/);
    await expect(start(data, 0, administrationPort)).rejects.toThrow(/ANNAL_SERVICE_BUS_ADMINISTRATION_PORT/);
    await (await start(data)).close();
  });
});
