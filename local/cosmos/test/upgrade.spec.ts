import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CosmosClient } from '@azure/cosmos';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCosmos } from '../index.ts';
import { startFrom } from './local-account.ts';

// What the first version wrote: kept here as it was, because files like it are on people's disks.
const firstVersion = `
  CREATE TABLE db (no INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, etag TEXT NOT NULL, ts INTEGER NOT NULL);
  CREATE TABLE container (
    no INTEGER PRIMARY KEY AUTOINCREMENT, db INTEGER NOT NULL, id TEXT NOT NULL, definition TEXT NOT NULL, offer TEXT NOT NULL,
    etag TEXT NOT NULL, ts INTEGER NOT NULL, UNIQUE (db, id));
  CREATE TABLE range (
    container INTEGER NOT NULL, no INTEGER NOT NULL, min TEXT NOT NULL, max TEXT NOT NULL, lsn INTEGER NOT NULL,
    PRIMARY KEY (container, no)) WITHOUT ROWID;
  CREATE TABLE item (
    no INTEGER PRIMARY KEY AUTOINCREMENT, container INTEGER NOT NULL, range INTEGER NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL,
    lsn INTEGER NOT NULL, seq INTEGER NOT NULL, etag TEXT NOT NULL, ts INTEGER NOT NULL, expires INTEGER, body TEXT NOT NULL);
  CREATE UNIQUE INDEX item_identity ON item (container, key, id);
  CREATE INDEX item_of_container ON item (container);
  CREATE INDEX item_of_key ON item (container, key);
  CREATE INDEX item_feed ON item (container, range, lsn, seq);
  CREATE INDEX item_expiry ON item (expires) WHERE expires IS NOT NULL;
  CREATE TABLE term (
    container INTEGER NOT NULL, path TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,
    item INTEGER NOT NULL REFERENCES item (no) ON DELETE CASCADE,
    PRIMARY KEY (container, path, key, value, item)) WITHOUT ROWID;
  CREATE INDEX term_of_item ON term (item);
  PRAGMA user_version = 1;
`;
const definition = {
  id: 'c',
  partitionKey: { paths: ['/pk'], kind: 'Hash', version: 2 },
  indexingPolicy: { indexingMode: 'consistent', automatic: true, includedPaths: [{ path: '/*' }], excludedPaths: [] },
};

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'cosmos-'));
});
afterEach(() => rmSync(data, { recursive: true }));

/** Two items of one key, written by the transactions 4 and 5. */
function writeFirstVersion(): void {
  const file = new DatabaseSync(join(data, 'cosmos.sqlite'));
  file.exec(firstVersion);
  file.exec(`INSERT INTO db VALUES (1, 'd', '"d"', 1)`);
  file
    .prepare(`INSERT INTO container VALUES (1, 1, 'c', ?, '{"throughput":400}', '"c"', 1)`)
    .run(JSON.stringify(definition));
  file.exec(`INSERT INTO range VALUES (1, 0, '', 'FF', 5)`);
  for (const no of [1, 2]) {
    const body = JSON.stringify({ id: `i${no}`, pk: 'p', _etag: `"e${no}"`, _ts: 1 });
    const insert = file.prepare(`INSERT INTO item VALUES (?, 1, 0, '["p"]', ?, ?, 1, ?, 1, NULL, ?)`);
    insert.run(no, `i${no}`, 3 + no, `"e${no}"`, body);
  }
  file.close();
}

describe('a data folder of the first version', () => {
  it('is upgraded, and then does what the newest version can, without going back anywhere', async () => {
    writeFirstVersion();
    for (const lsn of [6, 7]) {
      const server = await startCosmos({ data });
      const client = new CosmosClient(server.connectionString);
      const container = client.database('d').container('c');
      expect((await container.item('i1', 'p').read()).etag).toBe('"e1"');
      const { headers } = await container.items.upsert({ id: 'new', pk: 'p' });
      expect(headers['lsn']).toBe(String(lsn));
      const feed = container.items.getChangeFeedIterator<{ id: string }>({
        changeFeedStartFrom: startFrom.beginning(),
      });
      expect((await feed.readNext()).result.map(({ id }) => id)).toEqual(['i1', 'i2', 'new']);
      expect((await container.readOffer()).resource?.content).toMatchObject({ offerThroughput: 400 });
      await client.database('d').users.upsert({ id: 'u' });
      expect((await client.database('d').users.readAll().fetchAll()).resources).toMatchObject([{ id: 'u' }]);
      await server.split('d', 'c');
      expect((await container.items.readAll().fetchAll()).resources).toHaveLength(3);
      client.dispose();
      await server.close();
    }
  });
});
