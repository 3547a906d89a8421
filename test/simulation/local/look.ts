import { ServiceBusClient } from '@azure/service-bus';
import { ChangeFeedStartFrom, CosmosClient, type Database } from '@azure/cosmos';
import { BlobServiceClient } from '@azure/storage-blob';
import { z } from 'zod';
import type { StoredJoined } from '../../../adapters/memory/index.ts';
import type { OutgoingMessage } from '../../../application/messages/message-bus.ts';
import { streamIdSchema } from '../../../application/streams/commit.ts';
import topology from '../../../infra/cosmos.json' with { type: 'json' };
import { keptIn } from '../../support/empty-stores.ts';
import type { Evidence, Remains } from '../oracles/evidence.ts';
import { everything, type LocalSystem } from './local-system.ts';

/** What lies in the services, the history included. */
export type Found = Remains &
  Pick<Evidence, 'topic'> & { readonly eventStore: { readonly feed: () => readonly unknown[] } };

const documentIn = z.looseObject({ id: z.string(), _etag: z.string() });

type Document = z.infer<typeof documentIn>;

/** What the store adds to a document. */
const ofTheStore = /^_(rid|self|etag|attachments|ts|lsn)$/;

const without = (document: object, ...left: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !ofTheStore.test(name) && !left.includes(name)));

/** The history, in the order of its appends: the container has one range. */
const historyIn = async (database: Database): Promise<readonly unknown[]> => {
  const feed = database.container('events').items.getChangeFeedIterator({
    changeFeedStartFrom: ChangeFeedStartFrom.Beginning() as unknown as ChangeFeedStartFrom, // typed as another class
    maxItemCount: 1_000,
  });
  const found: unknown[] = [];
  for await (const page of feed.getAsyncIterator()) {
    if (page.count === 0) return found;
    found.push(...page.result.map((each) => without(each as object)));
  }
  return found;
};

/** All documents of a container, with their partition keys. */
const documentsIn = async (
  database: Database,
  { name, partitionKey }: { readonly name: string; readonly partitionKey: string },
): Promise<readonly { readonly partition: string; readonly document: Document }[]> => {
  const { resources } = await database.container(name).items.query('SELECT * FROM c').fetchAll();
  return resources.map((each) => {
    const document = documentIn.parse(each);
    return { document, partition: z.string().parse(document[partitionKey.slice(1)]) };
  });
};

const viewOf = ({ partition, document }: { readonly partition: string; readonly document: Document }, id: string) => ({
  ...{ id, partition, etag: document._etag },
  document: { version: z.number().parse(document['version']), view: without(document, 'id', 'version') },
});

const total = z.object({
  partition: z.string(),
  key: z.record(z.string(), z.string()),
  value: z.record(z.string(), z.number()),
  contributions: z.number(),
});

const part = z.object({ from: z.object({ streamId: streamIdSchema, version: z.number(), part: z.unknown() }) });

/** What containers hold that oracles know as views, totals, and joined documents, each under the name of its container. */
const documentsOf = async (database: Database): Promise<Pick<Remains, 'views' | 'totals' | 'joined'>> => {
  const [views, totals, joined]: [Remains['views'], Remains['totals'], Remains['joined']] = [
    new Map(),
    new Map(),
    new Map(),
  ];
  for (const container of topology.containers) {
    const found = await documentsIn(database, container);
    if (container.partitionKey === '/partition')
      totals.set(
        container.name,
        new Map(
          found
            .filter(({ document }) => document.id === 'total')
            .map(({ partition, document }) => [partition, { ...total.parse(document), byStream: new Map() }]),
        ),
      );
    else if (container.name === 'customer-summaries') joined.set(container.name, joinedIn(found));
    else
      views.set(
        container.name,
        new Map(
          found
            .filter(({ document }) => typeof document['version'] === 'number')
            .map((each) => [JSON.stringify([each.partition, each.document.id]), viewOf(each, each.document.id)]),
        ),
      );
  }
  return { views, totals, joined };
};

const joinedIn = (found: Awaited<ReturnType<typeof documentsIn>>): StoredJoined => {
  const parts: StoredJoined['parts'] = new Map();
  const documents: StoredJoined['documents'] = new Map();
  for (const each of found) {
    const { partition, document } = each;
    const { success, data } = part.safeParse(document);
    if (success) {
      const { streamId, version, part: value } = data.from;
      keptIn(parts, partition, () => new Map()).set(streamId, { streamId, version, value, etag: document._etag });
    } else documents.set(JSON.stringify([partition, document.id]), viewOf(each, document.id));
  }
  return { documents, parts };
};

/** All that the topic has taken, as a subscription to everything has it. It stays there. */
const messagesOn = async (connectionString: string): Promise<readonly OutgoingMessage[]> => {
  const client = new ServiceBusClient(connectionString);
  try {
    const receiver = client.createReceiver('events', everything);
    const found = [];
    for (let page = await receiver.peekMessages(500); page.length > 0; page = await receiver.peekMessages(500))
      found.push(...page);
    return found.map(({ messageId, sessionId, applicationProperties, body }) => ({
      messageId: String(messageId),
      sessionId: String(sessionId),
      properties: applicationProperties as OutgoingMessage['properties'],
      body: body as OutgoingMessage['body'],
    }));
  } finally {
    await client.close();
  }
};

/** The ids of the messages that the broker has given up handing over to the consumer of this subscription. */
const deadLettersOf = async (connectionString: string, subscription: string): Promise<readonly string[]> => {
  const client = new ServiceBusClient(connectionString);
  try {
    const receiver = client.createReceiver('events', subscription, { subQueueType: 'deadLetter' });
    return (await receiver.peekMessages(500)).map(({ messageId }) => String(messageId));
  } finally {
    await client.close();
  }
};

/** The lines of the archive, blob by blob. None where there is no archive yet. */
const archiveIn = async ({ ARCHIVE, ARCHIVE_CONTAINER }: LocalSystem['settings']) => {
  const container = BlobServiceClient.fromConnectionString(ARCHIVE).getContainerClient(ARCHIVE_CONTAINER);
  if (!(await container.exists())) return [];
  const parts: { readonly name: string; readonly lines: readonly string[] }[] = [];
  for await (const { name } of container.listBlobsFlat()) {
    if (!name.endsWith('.jsonl')) continue;
    const text = (await container.getBlobClient(name).downloadToBuffer()).toString();
    parts.push({ name, lines: text.split('\n').filter((line) => line !== '') });
  }
  return parts;
};

/** Looks at all that is stored, past the app: by the plain SDKs, but for keys, lag and what is parked, which the ports tell. */
export const lookAt = async ({ cosmos, serviceBus, settings, capabilities }: LocalSystem): Promise<Found> => {
  const client = new CosmosClient(cosmos.connectionString);
  try {
    const database = client.database(topology.database);
    const [history, documents, messages, archive, letters] = await Promise.all([
      historyIn(database),
      documentsOf(database),
      messagesOn(serviceBus.connectionString),
      archiveIn(settings),
      deadLettersOf(serviceBus.connectionString, 'email'),
    ]);
    const { parkingLot, keyDocuments, archivedKeys, lagReports } = capabilities;
    return {
      ...{ ...documents, parkingLot, keyDocuments, archivedKeys, lagReports },
      eventStore: { feed: () => history },
      bus: { sent: () => messages },
      topic: { sessions: () => [], deadLetters: () => letters },
      consumers: [{ declared: { name: 'email' }, stored: new Map(), waiting: capabilities.storeOf('email').waiting }],
      archive: {
        async *parts() {
          yield* archive;
        },
      },
    };
  } finally {
    client.dispose();
  }
};
