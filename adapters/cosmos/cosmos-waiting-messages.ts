import type { NamedStream } from '../../domain/modelling/ids.ts';
import type { Container, Database } from '@azure/cosmos';
import { z } from 'zod';
import type { WaitingMessages, WaitingSummary } from '../../application/consumers/waiting-messages.ts';
import { waitingStream, type WaitingStream } from '../../application/consumers/waiting-stream.ts';
import { documentIdFor } from '../document-id.ts';
import { createItem, deleteItem, readItem } from './items.ts';
import { listPage } from './list-page.ts';
import { queryAll } from './queries.ts';
import { reportDamage } from './report-damage.ts';
import { isMissingItem, statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/**
 * The waiting messages of one consumer in the container `waiting`, partition key `/consumer`: one document for each stream that
 * waits, changed under its etag.
 */
export const cosmosWaitingMessages = (
  database: Database,
  consumer: string,
  options: StoreOptions = {},
): WaitingMessages => {
  const container = database.container('waiting');
  const retrying = retriesOf(options);
  const ask = (query: string, parameters: Readonly<Record<string, string | number>> = {}) =>
    queryAll(container, retrying, { query, parameters: parametersOf(parameters) }, { partitionKey: consumer });
  const keyOf = (streamId: NamedStream) => ({ id: documentIdFor(streamId), partition: consumer });
  const documentOf = (stream: WaitingStream) => ({ id: documentIdFor(stream.streamId), consumer, ...stream });

  return {
    any: async () => (await ask('SELECT TOP 1 VALUE c.id FROM c')).length > 0,

    find: async (streamId) => {
      const found = await retrying((abortSignal) => readItem(container, keyOf(streamId), abortSignal));
      if (found === undefined) return undefined;
      return { stream: waitingStream.parse(found), revision: revised.parse(found)._etag };
    },

    add: async (stream) => {
      const outcome = await retrying((abortSignal) => createItem(container, documentOf(stream), abortSignal));
      return outcome === 'created' ? 'done' : 'changed';
    },

    replace: (stream, revision) =>
      retrying((abortSignal) => {
        const item = container.item(documentIdFor(stream.streamId), consumer);
        const accessCondition = { type: 'IfMatch', condition: revision };
        return unlessChanged(item.replace(documentOf(stream), { abortSignal, accessCondition }));
      }),

    remove: (streamId, revision) =>
      retrying((abortSignal) => unlessChanged(deleteItem(container, keyOf(streamId), abortSignal, revision))),

    due: async (now, atMost) => z.array(z.string()).parse(await ask(dueQuery, { '@now': now, '@atMost': atMost })),

    list: async (request) => {
      const query = { query: 'SELECT * FROM c ORDER BY c.waitingSince' };
      const page = await listPage(container, retrying, { ...request, partition: consumer, query });
      return { ...page, items: page.items.flatMap((document) => readable(options, container, document)) };
    },

    summary: async () => summaryOf((await ask(groupsQuery)).flatMap((found) => group.safeParse(found).data ?? [])),
  };
};

const parametersOf = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

const revised = z.object({ _etag: z.string() });

const dueQuery =
  "SELECT TOP @atMost VALUE c.streamId FROM c WHERE c.state = 'waiting' AND c.nextTryAt <= @now ORDER BY c.nextTryAt";

const groupsQuery = 'SELECT c.state, COUNT(1) AS streams, MIN(c.waitingSince) AS since FROM c GROUP BY c.state';

const group = z.object({ state: z.string(), streams: z.number(), since: z.string() });

/** A group comes once for each page of documents that the store has gone through. */
const summaryOf = (groups: readonly z.infer<typeof group>[]): WaitingSummary => {
  const of = (name: WaitingStream['state']) => groups.filter(({ state }) => state === name);
  const sum = (some: readonly z.infer<typeof group>[]) => some.reduce((total, { streams }) => total + streams, 0);
  const since = of('waiting').map((each) => each.since);
  return { waiting: sum(of('waiting')), quarantined: sum(of('quarantined')), oldestSince: since.toSorted()[0] ?? null };
};

/** 'changed' when the document is of another etag by now, or gone. */
const unlessChanged = async (write: Promise<unknown>): Promise<'done' | 'changed'> => {
  try {
    await write;
    return 'done';
  } catch (error) {
    if (statusOf(error) === 412 || isMissingItem(error)) return 'changed';
    throw error;
  }
};

const readable = (options: StoreOptions, container: Container, document: unknown): readonly WaitingStream[] => {
  const parsed = waitingStream.safeParse(document);
  if (parsed.success) return [parsed.data];
  reportDamage(options, container, document, z.prettifyError(parsed.error));
  return [];
};
