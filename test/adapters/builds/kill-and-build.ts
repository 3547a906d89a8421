import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ContainerRequest } from '@azure/cosmos';
import { startServer, type Server } from '../../../bench/cosmos/server.ts';
import { containersOf } from '../../../scripts/catalogue/containers.ts';
import { countedLedger } from '../../support/ledger/index.ts';
import { sheetViewSchema } from '../../support/ledger/sheet-events.ts';
import type { BuilderNews } from './builder.ts';
import { expectedSheet, writeHistory, type Extent } from './history-of-sheets.ts';

/** How a build went whose process was killed, again and again. */
export interface KilledBuild {
  readonly commits: number;
  /** After one kill: how many pages of one part were delivered once more that an earlier process had delivered. The worst of all. */
  readonly mostRepeatedAfterKill: number;
  /** How often one process began a page once more, as after a failure of the store: of the part where that was most. */
  readonly mostRepeatedWithin: number;
  readonly repeated: number;
  readonly pages: number;
  readonly perSecond: number;
  /** Sheets whose document is not what their events say. */
  readonly wrong: readonly number[];
}

/** A store in a process of its own, with the containers of the ledger. */
export const withStore = async <Result>(work: (server: Server) => Promise<Result>): Promise<Result> => {
  const folder = await mkdtemp(join(tmpdir(), 'annal-build-'));
  const server = await startServer(folder);
  try {
    for (const { name, ...declared } of containersOf(countedLedger).containers)
      if (['sheets', 'amounts-by-key', 'amounts-by-status'].includes(name))
        await server.create({ id: name, ...declared } as ContainerRequest);
    return await work(server);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
};

/** Builds all sheets, and kills the process whenever it has delivered so many pages more, `kills` times. */
export const killAndBuild = (
  extent: Extent,
  {
    kills,
    pagesBetween,
    pageSize,
  }: { readonly kills: number; readonly pagesBetween: number; readonly pageSize: number },
): Promise<KilledBuild> =>
  withStore(async (server) => {
    const commits = await writeHistory(server.events, extent);
    const pages: DeliveredPage[] = [];
    const begun = performance.now();
    for (let killed = 0; killed <= kills; killed += 1) {
      const args = [server.connectionString, String(killed * 120_000), '8', String(pageSize)];
      const child = fork(join(import.meta.dirname, 'builder.ts'), args);
      const exited = once(child, 'exit');
      const ended = Promise.withResolvers<undefined>();
      const until = killed < kills ? pages.length + pagesBetween : Infinity;
      child.on('message', (news: BuilderNews) => {
        if (news.news === 'ended') ended.resolve(undefined);
        else if (pages.push({ ...news, process: killed }) >= until) child.kill('SIGKILL');
      });
      const [code] = await exited;
      if (killed === kills && code !== 0) throw new Error(`The last process ended with ${String(code)}.`);
    }
    const perSecond = (commits * 1_000) / (performance.now() - begun);
    return { commits, ...repetitionsIn(pages), perSecond, wrong: await wrongSheets(server, extent) };
  });

/** A page that a process was about to deliver: the first, the second, after each kill the next. */
type DeliveredPage = Pick<Extract<BuilderNews, { news: 'page' }>, 'part' | 'first'> & { readonly process: number };

/** Tells the pages that are repeated because a process was killed from those that a process itself repeats. Pages in their order. */
export const repetitionsIn = (pages: readonly DeliveredPage[]) => {
  const last = new Map<string, number>();
  const afterKill = new Map<string, number>();
  const within = new Map<string, number>();
  for (const { part, first, process } of pages) {
    const before = last.get(`${part} ${first}`);
    last.set(`${part} ${first}`, process);
    if (before === undefined) continue;
    const counted = before < process ? afterKill : within;
    const key = before < process ? `${part} ${process}` : part;
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  const most = (counted: ReadonlyMap<string, number>): number => Math.max(0, ...counted.values());
  return {
    pages: pages.length,
    repeated: [...afterKill.values(), ...within.values()].reduce((sum, count) => sum + count, 0),
    mostRepeatedAfterKill: most(afterKill),
    mostRepeatedWithin: most(within),
  };
};

const stored = z.looseObject({ id: z.string(), version: z.literal(5) });

const wrongSheets = async ({ container }: Server, { sheets }: Extent): Promise<readonly number[]> => {
  const wrong = new Set(Array.from({ length: sheets }, (_, sheet) => sheet));
  const query = container('sheets').items.query('SELECT * FROM c', { maxItemCount: 1_000 });
  while (query.hasMoreResults()) {
    const { resources } = await query.fetchNext();
    for (const document of resources as readonly unknown[]) {
      const { id } = stored.parse(document);
      const shown = sheetViewSchema.parse(document);
      if (JSON.stringify(shown) === JSON.stringify(sheetViewSchema.parse(expectedSheet(Number(id)))))
        wrong.delete(Number(id));
    }
  }
  return [...wrong];
};
