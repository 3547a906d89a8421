import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpData, RetryContext, TypedData } from '../worker/rpc.ts';
import { startWorker, type Worker } from '../node-worker/start-worker.ts';
import { documents, messages, mustBeSeen } from './conformance/background-work.ts';
import { bundle } from './support/bundle.ts';

let folder: string;
let worker: Worker;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annal-node-worker-'));
  worker = await startWorker(await bundle(join(import.meta.dirname, 'apps/conformance'), join(folder, 'app')), {});
});
afterAll(async () => {
  await worker.end('SIGTERM');
  await rm(folder, { recursive: true });
});

const named = (name: string) => {
  const found = worker.functions.find((fn) => fn.name === name);
  if (found === undefined) throw new Error(`There is no function ${name}.`);
  return found;
};
const get = async (name: string): Promise<HttpData | undefined> => {
  const http = { method: 'GET', url: `http://localhost/v1/${name}`, body: null };
  const { returnValue, outputData = [] } = await named(name).invoke({ http });
  return returnValue?.http ?? outputData.find(({ data }) => data.http !== undefined)?.data.http;
};
const json = (value: unknown): TypedData => ({ json: JSON.stringify(value) });
const seen = async (name: string): Promise<unknown> => {
  const bytes = (await get('seen'))?.body?.bytes ?? new Uint8Array();
  return (JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>)[name];
};
const bodyOf = (index: number): string => (messages[index]?.body as Buffer).toString();

/** A message's properties as .NET names them, and the members of a body that is an object, which win. */
const metadataOf = (index: number, deliveryCount: number): Record<string, TypedData> => {
  const { messageId, correlationId, subject, applicationProperties = {} } = messages[index] ?? {};
  const texts = { MessageId: messageId, CorrelationId: correlationId, Subject: subject, Label: subject };
  const set = Object.entries(texts).filter(([, text]) => text !== undefined);
  const members = bodyOf(index).startsWith('{') && {
    word: { string: 'of the body' },
    Label: { string: 'in the place of the property' },
  };
  return {
    ...Object.fromEntries(set.map(([name, text]) => [name, { string: String(text) }])),
    ...members,
    DeliveryCount: json(deliveryCount),
    ApplicationProperties: json(applicationProperties),
  };
};

describe('An app in a Node worker sees what it sees on the local host', () => {
  it('of a timer, and of the warm-up', async () => {
    await named('timer').invoke(json({ Schedule: { AdjustForDST: true }, ScheduleStatus: null, IsPastDue: false }));
    await named('warm').invoke(json({}));
    expect([await seen('timer'), await seen('warm')]).toEqual([mustBeSeen['timer'], mustBeSeen['warm']]);
  });

  it('of a feed, batch by batch and try by try', async () => {
    for (const [from, failures] of [
      [0, 0],
      [2, 1],
      [4, 2],
      [6, 0],
    ] as const) {
      const batch = documents.slice(from, from + 2);
      let exception: RetryContext['exception'];
      for (let retryCount = 0; retryCount <= Math.min(failures, 1); retryCount += 1) {
        const retry = { retryCount, maxRetryCount: 1, ...(exception && { exception }) };
        await named('feed-retried')
          .invoke(json(batch), {}, retry)
          .catch((error: unknown) => {
            const [, message = ''] = /^Error: (.*)$/m.exec((error as Error).message) ?? [];
            exception = { message, source: '', stackTrace: '' };
          });
      }
    }
    const told = (await seen('feed-retried')) as { triggerMetadata: { sys?: unknown } }[];
    // The real host adds a member of its own, which nobody is to read.
    for (const { triggerMetadata } of told) delete triggerMetadata.sys;
    expect(told).toEqual(mustBeSeen['feed-retried']);
  });

  it('of messages, one by one and many, and sends out what it gave', async () => {
    for (const index of messages.keys()) {
      const tries = bodyOf(index) === 'poison' ? [1, 2, 3] : [1];
      for (const count of tries) {
        const call = named('one').invoke({ string: bodyOf(index) }, metadataOf(index, count));
        const { outputData = [] } = await call.catch(() => ({ outputData: [] }));
        for (const { data } of outputData) await named('heard').invoke({ string: data.string ?? data.json ?? '' });
      }
    }
    const string = [...messages.keys()].map(bodyOf);
    const properties = messages.map(({ applicationProperties = {} }) => applicationProperties);
    await named('many').invoke({ collectionString: { string } } as TypedData, {
      MessageIdArray: json(messages.map(({ messageId }) => messageId)),
      ApplicationPropertiesArray: json(properties),
    });
    for (const name of ['one', 'many', 'heard']) expect(await seen(name)).toEqual(mustBeSeen[name]);
  });

  it('of hooks: they replace and mend, and what they refuse fails', async () => {
    expect(await get('replaced')).toMatchObject({ statusCode: '200' });
    expect(await get('mended')).toMatchObject({ statusCode: '202' });
    await expect(get('forbidden')).rejects.toThrow();
    await expect(get('spoiled')).rejects.toThrow();
  });
});
