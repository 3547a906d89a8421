import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HistoryParts } from '../../../application/builds/history-parts.ts';
import type { Capabilities } from '../../../application/system/capabilities.ts';
import { run } from '../../../application/system/run.ts';
import { ledger, sheetsById } from '../../support/ledger/index.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const day = Date.parse('2026-05-05T00:00:00.000Z');

/** Pages of three commits, so that small histories have many. */
const inSmallPages = (parts: HistoryParts): HistoryParts => ({
  ...parts,
  pages: (part, reading) => parts.pages(part, { ...reading, pageSize: 3 }),
});

/** Calls back with how many pages have been read, before each is delivered. */
export const watched = (parts: HistoryParts, onPage: (count: number) => Promise<void>): HistoryParts => {
  let count = 0;
  return {
    ...parts,
    async *pages(part, reading) {
      for await (const page of inSmallPages(parts).pages(part, reading)) {
        await onPage((count += 1));
        yield page;
      }
    },
  };
};

/** The ledger over memory with a history of sheets that no view knows yet. Time passes only while somebody waits, or by hand. */
export const unbuiltSheets = async (count = 40) => {
  const time = { ms: 0 };
  const clocks = {
    clock: () => new Date(day + time.ms).toISOString(),
    now: () => time.ms,
    pauseFor: async (milliseconds: number) => {
      await nextTurn(); // who works gets as far as it can, before time passes for who waits
      time.ms += milliseconds;
    },
  };
  const bobs = sheetsOverMemory(undefined, clocks);
  for (let sheet = 0; sheet < count; sheet += 1)
    await bobs.send(`${sheet}`, commands.open, commands.changeRent(sheet + 10));
  for (let sheet = 0; sheet < count; sheet += 2) await bobs.send(`${sheet}`, commands.close);
  const { historyParts, buildJobs } = bobs;

  /** The builds of another process over the same stores. */
  const processNamed = (processName: string, own: Partial<Capabilities> = {}) =>
    run(ledger, { ...bobs, historyParts: inSmallPages(historyParts), processName, ...own }).builds;

  /** What the view shows of each sheet, beside what its events say. */
  const shown = async () => {
    const found = await Promise.all(Array.from({ length: count }, (_, sheet) => bobs.view(`${sheet}`)));
    return found.map((document) => (document?.damage === undefined ? document?.version : 'damaged'));
  };
  const expected = Array.from({ length: count }, (_, sheet) => (sheet % 2 === 0 ? 3 : 2));
  const amounts = async () => {
    const { items } = await bobs.sheets.list({ limit: 1_000 });
    return items.map(({ view }) => view.total).toSorted((one, other) => one - other);
  };
  return { ...bobs, buildJobs, historyParts, time, processNamed, shown, expected, amounts, name: sheetsById.name };
};

/** Long enough to build everything. */
export const unhurried = { forMs: 3_600_000, partsAtOnce: 4 };
