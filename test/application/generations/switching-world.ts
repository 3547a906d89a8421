import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { RegisteredView, ViewRegistry } from '../../../application/generations/view-registry.ts';
import { dropping } from '../../../application/generations/drop-generation.ts';
import { liveGenerations } from '../../../application/generations/live-generations.ts';
import { missingFor } from '../../../application/generations/readiness.ts';
import { switching } from '../../../application/generations/switch-generation.ts';
import { notCaughtUp } from '../../../application/lag/caught-up.ts';
import { declaredViews } from '../../../application/system/generations.ts';
import { notTraced } from '../../../application/tracing.ts';
import { ledgerInTwo } from '../../support/ledger/generations.ts';
import { twoGenerations } from '../../support/two-generations.ts';

/** What operators ask in these specs. */
export const why = { actor: 'olga', reason: 'it is built' };

/** The ledger in two generations, with an operator. Builds are in the state that the spec sets. */
export const switchingWorld = (wrap: (registry: ViewRegistry) => ViewRegistry = (registry) => registry) => {
  const world = twoGenerations();
  const { capabilities, system } = world;
  const registry = wrap(capabilities.viewRegistry);
  const builds = new Map<string, string>();
  const live = liveGenerations({ ...capabilities, registry });
  const streams: readonly StreamId[] = ['sheet-1', 'sheet-2'];
  const missing = missingFor({
    ...capabilities,
    buildOf: async (name) => {
      const state = builds.get(name);
      return state === undefined ? undefined : { state };
    },
    notCaughtUp: notCaughtUp(capabilities),
    someStreams: async () => streams,
  });
  const ports = { ...capabilities, registry, live, missing, tracing: notTraced };
  return {
    ...world,
    builds,
    ...switching({ ...ports, declared: declaredViews(ledgerInTwo, capabilities) }),
    drop: dropping({ ...ports, ...system, forgetBuild: async (name) => void builds.delete(name) }),
    /** Reports that this subscriber was measured now, and so far behind; near the store since so many seconds, if it is. */
    measured: (subscriber: string, behindSeconds: number, nearForSeconds?: number): Promise<void> => {
      const now = capabilities.clock();
      const near = nearForSeconds === undefined ? {} : { nearSince: secondsBefore(now, nearForSeconds) };
      const range = { range: '-FF', sampled: 1, parked: 0, waiting: null, settled: null };
      return capabilities.lagReports.save({
        ...{ subscriber, checkedAt: now, ranges: [{ ...range, behindSeconds }] },
        ...near,
      });
    },
    registered: async (view: string): Promise<RegisteredView | undefined> =>
      (await capabilities.viewRegistry.find(view))?.registered,
  };
};

const secondsBefore = (now: string, seconds: number): string =>
  new Date(Date.parse(now) - seconds * 1_000).toISOString();
