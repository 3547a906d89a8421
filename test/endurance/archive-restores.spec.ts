import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cosmosEventStore, cosmosStoredHistory } from '../../adapters/cosmos/index.ts';
import { archivedCommit } from '../../application/archive/archived-commit.ts';
import { inParallel } from '../../application/in-parallel.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import topology from '../../infra/cosmos.json' with { type: 'json' };
import { asBob } from '../support/as-bob.ts';
import { archivedSystem } from '../end-to-end/archived-system.ts';
import { eventually, request } from '../end-to-end/client.ts';
import { runScript } from '../end-to-end/run-script.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';
import { streamIdOf } from '../../application/streams/commit.ts';

let system: RunningSystem;
const database = (name: string) => archivedSystem(system).database(name);
const streams = Array.from({ length: 120 }, (_, index) =>
  streamIdOf(index % 3 === 0 ? 'account' : 'order', `archived-${index}`),
);
const commitsOfEach = 5;

beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

/** Streams as code of today and of tomorrow writes them, over two days. */
const history = async (): Promise<void> => {
  const eventStore = cosmosEventStore(database(topology.database));
  await inParallel(16, streams, async (streamId) => {
    let head = StreamHead.beforeFirst(streamId);
    for (let each = 0; each < commitsOfEach; each += 1) {
      const event = { type: 'Unheard', schemaVersion: 40, data: { streamId, 'ü\n\u2028': [1.25, null, { each }] } };
      const recordedAt = `2026-03-0${each < 2 ? 1 : 2}T10:00:0${each}.000Z`;
      const category = streamId.split('-')[0] ?? '';
      const commit = { category, events: [event, event] as const, recordedAt, ...asBob(`${streamId}-${each}`) };
      await eventStore.append(head, commit);
      head = head.after(await eventStore.read(streamId, head.version));
    }
  });
};

const run = (script: string, ...args: readonly string[]) => runScript(system.settings, script, ...args);

const textsIn = async (name: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const page of cosmosStoredHistory(database(name)).pages())
    found.push(...page.map((document) => archivedCommit(document).text));
  return found.sort();
};

describe('the archive', () => {
  it('holds every commit once, also when the host is killed midway and everything is redelivered', async () => {
    const url = (path: string) => `${system.url()}/api/${path}`;
    const headers = await system.as('olga', 'clerk', 'operator');
    const order = {
      customerId: 'bob',
      currency: 'EUR',
      lines: [{ sku: 'tea', name: 'Tea', unitPrice: 1, quantity: 1, discountPercent: 0 }],
    };
    const writing = history();
    expect((await request(url('orders/live/place'), { body: order, headers })).status).toBe(201);
    await system.killAndRestart();
    await writing;
    expect((await request(url('orders/live/confirm'), { body: {}, headers })).status).toBe(200);
    await eventually(archivedSystem(system).differences, (found) => found.length === 0);
    const replayedStreams = streams.slice(0, 10);
    for (const streamId of replayedStreams) {
      const path = `ops/subscribers/archive/streams/${streamId}/replay`;
      const replayed = await request(url(path), { method: 'POST', headers });
      expect(replayed.body).toMatchObject({ applied: 0, alreadyApplied: 1 });
    }
    await eventually(archivedSystem(system).differences, (found) => found.length === 0);
    const { exitCode, text } = await run('archive-verify.ts').ended;
    // The order has two commits, and each replay is recorded in two of one stream: what was asked for, and how it ended.
    const commits = streams.length * commitsOfEach + 2 + 2 * replayedStreams.length;
    expect(text).toContain(`${commits} commits of ${streams.length + 2} streams`);
    expect({ exitCode, text }).toMatchObject({
      exitCode: 0,
      text: expect.stringContaining('They are the same.') as string,
    });
  });

  it('builds an empty store that equals the original to the byte, although it is killed on the way', async () => {
    await archivedSystem(system).newDatabase('copy');
    const first = run('archive-restore.ts', '--database', 'copy', '--streams', '1');
    await eventually(
      () => textsIn('copy'),
      (found) => found.length > 20,
    );
    first.kill();
    await first.ended;
    const half = await textsIn('copy');
    expect(half.length).toBeLessThan(streams.length * commitsOfEach);
    expect(await run('archive-restore.ts', '--database', 'copy').ended).toMatchObject({ exitCode: 0 });
    expect(await textsIn('copy')).toEqual(await textsIn(topology.database));
  });

  it('is poured over no history, not even its own', async () => {
    expect(await run('archive-restore.ts').ended).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining('holds a history') as string,
    });
  });

  it('gets back lost commits by --repair', async () => {
    const { ARCHIVE = '', ARCHIVE_CONTAINER = '' } = system.settings;
    const container = BlobServiceClient.fromConnectionString(ARCHIVE).getContainerClient(ARCHIVE_CONTAINER);
    await container.deleteBlob('2026-03-02/order.000000.jsonl');
    const { exitCode, text } = await run('archive-verify.ts').ended;
    expect({ exitCode, text }).toMatchObject({ exitCode: 1, text: expect.stringContaining('is missing') as string });
    expect(await run('archive-verify.ts', '--repair').ended).toMatchObject({
      exitCode: 0,
      text: expect.stringContaining('They are the same.') as string,
    });
  });

  it('is reported to differ when a line was added to it, or a commit of the store was taken away or changed', async () => {
    const { ARCHIVE = '', ARCHIVE_CONTAINER = '' } = system.settings;
    const container = BlobServiceClient.fromConnectionString(ARCHIVE).getContainerClient(ARCHIVE_CONTAINER);
    const line = Buffer.from('no commit\n');
    await container.getAppendBlobClient('2026-03-01/order.000000.jsonl').appendBlock(line, line.length);
    const [streamId = '', another = ''] = streams;
    const commits = database('copy').container('events');
    await commits.item('0000000000000001', streamId).delete();
    const changed = commits.item('0000000000000003', another);
    await changed.replace({ ...(await changed.read()).resource, id: '0000000000000003', actor: 'mallory' });
    const { exitCode, text } = await run('archive-verify.ts', '--database', 'copy').ended;
    expect(exitCode).toBe(1);
    expect(text).toContain('2026-03-01/order.000000.jsonl holds a line that is not a commit: no commit');
    expect(text).toContain(`${streamId}@2 is in the archive and not in the store.`);
    expect(text).toContain(`${streamId}@4 in the store does not follow what is before it.`);
    expect(text).toContain(`${another}@4 is not the same in archive and store.`);
    expect(text).toContain(`${another}@4 in the store was changed: its content is not what its hash says.`);
    expect(text).toContain('They differ: 5 differences.');
  });
});
