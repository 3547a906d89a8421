import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartupError, type ServiceReport } from '@annal/local-server';
import { CosmosClient } from '@azure/cosmos';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCosmos } from '../index.ts';
import { startFrom } from './local-account.ts';

const main = join(import.meta.dirname, '../run.mjs');
const topology = { database: 'd', containers: [{ name: 'c', partitionKey: '/pk', throughput: 12_000 }] };

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cosmos-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

/** Runs a server as a process of its own on this spec's folder. */
async function startProcess(): Promise<{ child: ChildProcess; endpoint: string }> {
  const declaration = join(folder, 'declare.json');
  writeFileSync(declaration, JSON.stringify(topology));
  const child = fork(main, ['--port', '0', '--data', join(folder, 'data'), '--declare', declaration]);
  children.push(child);
  const [report] = (await once(child, 'message')) as [ServiceReport];
  if (report.state === 'failed') throw new Error(report.message);
  return { child, endpoint: report.address };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function withClient<T>(endpoint: string, use: (client: CosmosClient) => Promise<T>): Promise<T> {
  const key = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';
  const client = new CosmosClient({ endpoint, key });
  try {
    return await use(client);
  } finally {
    client.dispose();
  }
}

/** Writes in four lanes until the server is gone, and gives what it has acknowledged: ids with their session tokens. */
async function writeUntilKilled(endpoint: string, round: number, onWrite: () => void): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>();
  const lane = async (client: CosmosClient, pk: string): Promise<void> => {
    const { items } = client.database('d').container('c');
    for (let n = 0; ; n += 1) {
      const id = `${round}-${pk}-${n}`;
      const { headers } = await items.create({ id, pk, text: 'x'.repeat(500) });
      acknowledged.set(id, String(headers['x-ms-session-token']));
      onWrite();
    }
  };
  await withClient(endpoint, (client) => Promise.allSettled(['a', 'b', 'c', 'd'].map((pk) => lane(client, pk))));
  return acknowledged;
}

describe('what was acknowledged', () => {
  it('is there after kill -9 in the middle of writes, and positions in the feed go on', async () => {
    const tokens: string[] = [];
    const fed: string[] = [];
    let position: string | undefined;
    for (let round = 0; round < 2; round += 1) {
      const { child, endpoint } = await startProcess();
      let writes = 0;
      const written = await writeUntilKilled(endpoint, round, () => {
        writes += 1;
        if (writes === 100) child.kill('SIGKILL');
      });
      expect(written.size).toBeGreaterThanOrEqual(100);
      tokens.push(...written.values());

      const restarted = await startProcess();
      await withClient(restarted.endpoint, async (client) => {
        const { items } = client.database('d').container('c');
        const { resources } = await items.query<string>('SELECT VALUE c.id FROM c').fetchAll();
        expect(resources).toEqual(expect.arrayContaining([...written.keys()]));
        const start = position === undefined ? startFrom.beginning() : startFrom.continuation(position);
        const feed = items.getChangeFeedIterator<{ id: string }>({ changeFeedStartFrom: start });
        for (;;) {
          const page = await feed.readNext();
          position = page.continuationToken;
          if (page.statusCode === 304) break;
          fed.push(...page.result.map(({ id }) => id));
        }
        expect(fed.toSorted()).toEqual(resources.toSorted());
      });
      await kill(restarted.child);
    }
    // A range gives every number once: one that went back after the kill would give some again.
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it('is there after an orderly restart, with the same etags, ids and session', async () => {
    const read = async (): Promise<unknown> => {
      const server = await startCosmos({ data: folder, declare: topology });
      try {
        return await withClient(server.endpoint, async (client) => {
          const container = client.database('d').container('c');
          const { resource, etag, headers } = await container.item('i', 'p').read<object>();
          if (resource === undefined) await container.items.create({ id: 'i', pk: 'p' });
          return resource === undefined ? undefined : { resource, etag, session: headers['x-ms-session-token'] };
        });
      } finally {
        await server.close();
      }
    };
    await read();
    const first = await read();
    expect(first).toMatchObject({ resource: { id: 'i' } });
    expect(await read()).toEqual(first);
  });
});

describe('a data folder', () => {
  it('is served by one server at a time, and is free again when that one is killed', async () => {
    const { child } = await startProcess();
    const data = join(folder, 'data');
    const second = startCosmos({ data });
    await expect(second).rejects.toThrow(StartupError);
    await expect(second).rejects.toThrow(/in use by another Cosmos server/);
    await kill(child);
    await (await startCosmos({ data })).close();
  });

  it('of this process is not shared either', async () => {
    const server = await startCosmos({ data: folder });
    await expect(startCosmos({ data: folder })).rejects.toThrow(StartupError);
    await server.close();
  });

  it('that a newer version wrote is left alone', async () => {
    await (await startCosmos({ data: folder })).close();
    const file = new DatabaseSync(join(folder, 'cosmos.sqlite'));
    file.exec('PRAGMA user_version = 99');
    file.close();
    await expect(startCosmos({ data: folder })).rejects.toThrow(/written by a newer version/);
  });

  it('that cannot be made is explained', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(startCosmos({ data: join(file, 'data') })).rejects.toThrow(/cannot be written/);
    await expect(startCosmos({ data: '/proc/annal/data' })).rejects.toThrow(/cannot be written/);
  });
});

describe('a port', () => {
  it('that is taken is named, with the setting that moves it', async () => {
    const server = await startCosmos({ data: ':memory:' });
    const port = Number(new URL(server.endpoint).port);
    await expect(startCosmos({ data: ':memory:', port })).rejects.toThrow(/ANNAL_COSMOS_PORT/);
    await server.close();
  });
});
