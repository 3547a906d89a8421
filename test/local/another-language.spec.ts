import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { startServiceBus, type ServiceBusServer } from '@annal/local-service-bus';
import { ServiceBusClient, parseServiceBusConnectionString } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asyncApiDocument } from '../../adapters/azure-functions/asyncapi/document.ts';
import { serviceBusMessageBus } from '../../adapters/service-bus/index.ts';
import { publicationOf } from '../../application/system/module-parts.ts';
import { contractsOf } from '../../domain/modelling/published-contract.ts';
import { shop } from '../../domain/shop.ts';
import { readHistories } from '../../scripts/catalogue/golden-files.ts';
import { recordedCommit } from '../../scripts/catalogue/shapes.ts';

const python = '/usr/bin/python3';
const isThere = spawnSync(python, ['-c', 'import proton, jsonschema'], { stdio: 'ignore' }).status === 0;
const skipped = isThere ? '' : ' (skipped: no /usr/bin/python3 with proton and jsonschema)';
const run = promisify(execFile);

let folder: string;
let broker: ServiceBusServer;

/** The messages of an order that was placed, confirmed, paid, shipped and delivered. */
const messages = (() => {
  const stored = readHistories('order')['delivered'] ?? [];
  const commit = recordedCommit('order', stored, stored.length);
  const publications = shop.modules.flatMap(publicationOf).filter(({ category }) => category === 'order');
  return publications.flatMap((each) => each.messagesOf([commit]));
})();

/** Runs the program of the guide once, and gives what is in its store then. */
const consume = async (): Promise<readonly string[]> => {
  const {
    endpoint,
    sharedAccessKey = '',
    sharedAccessKeyName = '',
  } = parseServiceBusConnectionString(broker.connectionString);
  const host = new URL(endpoint).host;
  const store = join(folder, 'store.db');
  const description = `file://${join(folder, 'asyncapi.json')}`;
  const given = [host, sharedAccessKeyName, sharedAccessKey, description, 'python', store];
  await run(python, [join(folder, 'consumer.py'), ...given]);
  const database = new DatabaseSync(store);
  const heard = database.prepare('SELECT stream, version, contract FROM heard ORDER BY rowid').all();
  database.close();
  return heard.map((row) => `${String(row['stream'])}:${String(row['version'])} ${String(row['contract'])}`);
};

describe.skipIf(!isThere)(`The consumer in Python of the guide${skipped}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'annal-python-'));
    const page = await readFile(
      join(import.meta.dirname, '../../docs/guides/consume-from-another-language.md'),
      'utf8',
    );
    const [, program = ''] = /^`consumer[.]py`\n\n```python\n(.*?)^```$/ms.exec(page) ?? [];
    await writeFile(join(folder, 'consumer.py'), program);
    const info = { title: 'Annal', version: '1', description: '' };
    const described = { topic: 'events', contracts: contractsOf(shop), hearers: [] };
    await writeFile(join(folder, 'asyncapi.json'), JSON.stringify(asyncApiDocument(info, described)));
    broker = await startServiceBus({
      ...{ port: 0, administrationPort: 0, data: ':memory:' },
      declare: {
        topics: [
          {
            name: 'events',
            subscriptions: [{ name: 'python', properties: { requiresSession: true, maxDeliveryCount: 3 } }],
          },
        ],
      },
    });
  });
  afterAll(async () => {
    await broker.close();
    await rm(folder, { recursive: true });
  });

  const taken = (session: string) =>
    messages.map(({ body: { type, streamversion } }) => `${session}:${streamversion} ${type}`);
  const inSession = (sessionId: string) =>
    messages.map((message) => ({ ...message, sessionId, body: { ...message.body, streamid: sessionId } }));

  it('takes what is published, session by session, each event once and in its order, and rejects what breaks its contract', async () => {
    const bus = serviceBusMessageBus({ connection: broker, topic: 'events' });
    const [placed] = inSession('order-3');
    const broken = { ...placed, body: { ...placed?.body, data: { orderId: 3 } } } as (typeof messages)[number];
    // The topic of this broker drops nothing, so the second sending is delivered as well.
    for (const sessionId of ['order-1', 'order-2', 'order-1']) await bus.send(inSession(sessionId));
    await bus.send([broken]);
    await bus.close();

    const heard = await consume();
    expect(heard.filter((each) => each.startsWith('order-1:'))).toEqual(taken('order-1'));
    expect(heard.filter((each) => each.startsWith('order-2:'))).toEqual(taken('order-2'));
    expect(heard).toHaveLength(2 * messages.length);
    const client = new ServiceBusClient(broker.connectionString);
    const dead = await client.createReceiver('events', 'python', { subQueueType: 'deadLetter' }).peekMessages(10);
    await client.close();
    expect(dead.map(({ sessionId }) => sessionId)).toEqual(['order-3']);
    expect(await consume()).toEqual(heard);
  });
});
