import { setTimeout as delay } from 'node:timers/promises';
import { run, type RunningSystem } from '../../../application/system/run.ts';
import { noDeadline } from '../../../domain/modelling/processes/process-document.ts';
import { processesByDeadline } from '../../../domain/modelling/processes/processes-view.ts';
import { shop } from '../../../domain/shop.ts';
import { evidenceOf, type Evidence } from '../oracles/evidence.ts';
import { oracles } from '../oracles/oracles.ts';
import type { Records } from '../workload/records.ts';
import type { LocalSystem } from './local-system.ts';
import { lookAt } from './look.ts';
import type { RealWorld } from './real-world.ts';

/** A run that has time for everything. */
const limits = { forMs: 45_000, mostPerShard: 1_000 };

/** How long a system may take to come to rest after the last fault, in milliseconds: a lease of a host that was killed ends first. */
const patienceMs = 240_000;

const pauseMs = 500;

/** Costs, and what only a run without faults must show, are not looked at. */
const withFaults = { isFaultless: false, isHurried: false } as const;

/** How a run ended: what is known, and what should never be. */
export interface Rest {
  readonly evidence: Evidence;
  readonly violations: readonly string[];
}

/**
 * Waits until all is at rest and as it should be; gives what is still wrong when that never comes. What timers do is done at once, and
 * where only a deadline is waited for, a host does it whose clock is ahead.
 */
export const atRest = async (
  local: LocalSystem,
  { records, world }: { readonly records: Records; readonly world: RealWorld },
): Promise<Rest> => {
  const { capabilities } = local;
  const began = performance.now();
  const system = run(shop, capabilities);
  let before = -1;
  for (;;) {
    await retryAll(system);
    await system.measureLag();
    const { topic, ...found } = await lookAt(local);
    const evidence = evidenceOf(found, records, { world, topic, refused: undefined, ...withFaults });
    const isQuiet = evidence.commits.length === before && (await isNothingLeft(local));
    before = evidence.commits.length;
    const due = await nextDeadline(local);
    if (isQuiet && due !== undefined) {
      const aheadMs = Math.max(0, Date.parse(due) - Date.now()) + 1_000;
      const clock = (): string => new Date(Date.now() + aheadMs).toISOString();
      await run(shop, { ...capabilities, clock }).fireDeadlines(limits);
      continue;
    }
    const violations = await oracles(evidence);
    if (isQuiet && violations.length === 0) return { evidence, violations };
    if (performance.now() - began > patienceMs)
      return { evidence, violations: violations.length > 0 ? violations : ['Not at rest.'] };
    await delay(pauseMs);
  }
};

const retryAll = async (system: RunningSystem): Promise<void> => {
  await system.builds.work({ forMs: limits.forMs, partsAtOnce: 2 });
  await system.retryOlderBuilds();
  await system.retryFailing();
};

/** Whether nobody is late, nothing is parked, and nothing is built. */
const isNothingLeft = async ({ capabilities }: LocalSystem): Promise<boolean> => {
  const { lagReports, parkingLot, buildJobs } = capabilities;
  const [reports, { items }, jobs] = await Promise.all([
    lagReports.list(),
    parkingLot.list({ limit: 1 }),
    buildJobs.unfinished(),
  ]);
  const waiting = reports.flatMap(({ ranges }) => ranges.filter((range) => range.waiting !== null));
  return waiting.length + items.length + jobs.length === 0;
};

/** The earliest deadline that a process has. */
const nextDeadline = async ({ capabilities }: LocalSystem): Promise<string | undefined> => {
  if (shop.processesView === undefined) return undefined;
  const { orderBy } = processesByDeadline;
  const open = { orderBy, before: noDeadline, direction: 'asc', limit: 1 } as const;
  const { items } = await capabilities.readModel(shop.processesView).list(open);
  return items[0]?.view.dueAt;
};
