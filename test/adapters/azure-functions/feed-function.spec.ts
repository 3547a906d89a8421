import { registry } from './registrations.ts';
import azureFunctions, { type LogLevel } from '@azure/functions';
import { expect, it } from 'vitest';
import { feedFunction } from '../../../adapters/azure-functions/index.ts';
import { readFeedBatch } from '../../../application/feed/feed-batch.ts';
import type { DeliveryReport, Subscriber } from '../../../application/feed/subscriber.ts';

const { InvocationContext } = azureFunctions;

const nothing: DeliveryReport = { applied: 0, alreadyApplied: 0, notApplicable: 0, parked: 0 };

const clock = () => '2026-03-01T12:00:00.000Z';
const secondsAgo = (seconds: number) => Date.parse(clock()) / 1000 - seconds;

const commit = {
  streamId: 'note-1',
  category: 'note',
  version: 1,
  events: [{ type: 'Written', schemaVersion: 1, data: {} }],
  recordedAt: '2026-03-01T12:00:00.120Z',
  actor: 'bob',
  commandId: 'write',
  correlationId: 'a-story',
  causationId: null,
  traceparent: null,
};
const storedHistory = { ofCommit: () => Promise.resolve(commit) };
const followed = { pollDelay: 100, clock, storedHistory };

const groupOf = (...subscribers: readonly Subscriber[]) => ({ name: 'group', subscribers });

const following = (deliver: Subscriber['deliver']) => {
  const lines: [LogLevel, string][] = [];
  const context = new InvocationContext({
    logHandler: (level: LogLevel, ...args: unknown[]) => lines.push([level, args.join(' ')]),
  });
  const handler = feedFunction(groupOf({ name: 'followers', deliver }), followed);
  return { run: async (documents: unknown[]) => handler(documents, context), lines };
};

it('passes the whole batch on unchanged', async () => {
  const batches: (readonly unknown[])[] = [];
  const { run } = following((delivered) => {
    batches.push(readFeedBatch(delivered).unreadable.map(({ document }) => document));
    return Promise.resolve(nothing);
  });
  await run([{ id: '1' }, 'no document']);
  expect(batches).toEqual([[{ id: '1' }, 'no document']]);
});

it('passes on what the store has, and warns, when the host has rewritten the text of a document', async () => {
  const batches: (readonly unknown[])[] = [];
  const { run, lines } = following((delivered) => {
    const { streams } = readFeedBatch(delivered);
    batches.push([...streams.values()].flat().map(({ document }) => document));
    return Promise.resolve(nothing);
  });
  await run([{ ...commit, recordedAt: '2026-03-01T12:00:00.12Z' }]);
  expect(batches).toEqual([[commit]]);
  expect(lines).toEqual([['warning', expect.stringContaining('rewrote dates and times in 1 documents')]]);
});

it('fails when the subscriber fails, so that the batch is delivered again', async () => {
  const { run } = following(() => Promise.reject(new Error('down')));
  await expect(run([])).rejects.toThrow('down');
});

it('logs nothing for a batch without work for this subscriber', async () => {
  const { run, lines } = following(() => Promise.resolve({ ...nothing, notApplicable: 3 }));
  await run([]);
  expect(lines).toEqual([]);
});

it('logs the outcome of a batch, and warns when a stream was parked', async () => {
  const applied = following(() => Promise.resolve({ ...nothing, applied: 2 }));
  await applied.run([]);
  expect(applied.lines).toEqual([['information', expect.stringContaining('applied 2')]]);

  const parked = following(() => Promise.resolve({ ...nothing, applied: 2, parked: 1 }));
  await parked.run([]);
  expect(parked.lines).toEqual([['warning', expect.stringContaining('parked 1')]]);
});

it('logs the age of the oldest commit, by the clock of the store', async () => {
  const { run, lines } = following(() => Promise.resolve({ ...nothing, applied: 2 }));
  await run([{ _ts: secondsAgo(3) }, { _ts: secondsAgo(90) }, 'no document']);
  expect(lines).toEqual([
    [
      'information',
      'followers: streams applied 2, already applied 0, not applicable 0, parked 0; oldest commit 90 s old',
    ],
  ]);
});

it('logs an age of 0 when its clock is behind that of the store, or no document has a time', async () => {
  const { run, lines } = following(() => Promise.resolve({ ...nothing, applied: 1 }));
  await run([{ _ts: secondsAgo(-2) }]);
  await run(['no document']);
  expect(lines.map(([, line]) => line)).toEqual([
    expect.stringContaining('oldest commit 0 s old'),
    expect.stringContaining('oldest commit 0 s old'),
  ]);
});

it('uses the name of its group as lease prefix, and retries without end', () => {
  feedFunction(groupOf({ name: 'followers', deliver: () => Promise.resolve(nothing) }), followed);
  const metadata = registry.functions.at(-1)?.metadata;
  expect(Object.values(metadata?.bindings ?? {})[0]).toMatchObject({
    leaseContainerPrefix: 'group',
    startFromBeginning: true,
    maxItemsPerInvocation: 100,
    feedPollDelay: 100,
  });
  expect(metadata?.retryOptions).toMatchObject({ retryStrategy: 'exponentialBackoff', maxRetryCount: -1 });
});
