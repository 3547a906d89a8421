import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cosmosContributions, cosmosDatabase } from '../../adapters/cosmos/index.ts';
import type { Server } from '../../bench/cosmos/server.ts';
import { withStore } from '../adapters/builds/kill-and-build.ts';
import { expectedSheet, writeHistory } from '../adapters/builds/history-of-sheets.ts';
import type { CounterNews, Point } from '../adapters/totals/counter.ts';
import { amountsByKey, amountsByStatus } from '../support/ledger/index.ts';

// B-2, over the real SDK and the local Cosmos DB.

const sheets = 12;

/** Where one process after the other is killed: a process that remembers nothing reads what it is to change. */
const kills: readonly (readonly [Point, number])[] = [
  ['saved', 1],
  ['saved', 14],
  ['read', 1],
  ['saved', 2],
  ['read', 8],
  ['saved', 9],
];

/** Runs a process from a batch on until it is killed or has ended. Gives the batch that its lease says, and whether it has ended. */
const count = async ({ connectionString }: Server, from: number, kill: readonly [Point, number] | undefined) => {
  const args = [connectionString, String(from), ...(kill ?? []).map(String)];
  const child = fork(join(import.meta.dirname, '../adapters/totals/counter.ts'), args);
  const exited = once(child, 'exit');
  const seen = { lease: from, isAtEnd: false, stoodStill: false };
  child.on('message', (news: CounterNews) => {
    if (news.news === 'taken') seen.lease = news.batch + 1;
    if (news.news === 'ended') seen.isAtEnd = true;
    if (news.news === 'stands still') seen.stoodStill = child.kill('SIGKILL');
  });
  await exited;
  return seen;
};

/** The totals, and what is parked, as they are stored. */
const counted = async ({ connectionString }: Server) => {
  const database = cosmosDatabase({ connectionString }, 'annal');
  const keys = await cosmosContributions(database, amountsByKey).list({ limit: 100 });
  const statuses = await cosmosContributions(database, amountsByStatus).list({ limit: 100 });
  const { resources: parked } = await database.container('parked').items.readAll().fetchAll();
  return { keys: keys.items, statuses: statuses.items, parked };
};

/** The sums over what the histories come to, without a fold of the product. */
const expected = () => {
  const all = Array.from({ length: sheets }, (_, sheet) => expectedSheet(sheet));
  const sumOf = (key: string) =>
    all.flatMap(({ rows }) => rows.filter((row) => row.key === key)).reduce((sum, { amount }) => sum + amount, 0);
  const keys = ['rent', 'tax'].map((key) => ({ key, rows: sheets, amount: sumOf(key) }));
  const statuses = all.map(({ ownerId: owner, total: amount }) => ({ status: 'closed', owner, sheets: 1, amount }));
  return { keys, statuses: statuses.toSorted((one, other) => (one.owner < other.owner ? -1 : 1)), parked: [] };
};

it('Totals count once although their process is killed between a read and its save, and between a save and the lease', async () => {
  await withStore(async (server) => {
    await writeHistory(server.events, { sheets, between: sheets });
    let lease = 0;
    for (const kill of kills) {
      const killed = await count(server, lease, kill);
      expect({ kill, ...killed }).toMatchObject({ kill, stoodStill: true, isAtEnd: false });
      ({ lease } = killed);
    }
    expect(await count(server, lease, undefined)).toMatchObject({ isAtEnd: true });
    const found = await counted(server);
    const { keys, statuses, parked } = expected();
    expect({ ...found, statuses: found.statuses.toSorted((one, other) => (one.owner < other.owner ? -1 : 1)) }).toEqual(
      { keys, statuses, parked },
    );
  });
});
