import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { RegisteredView, ViewRegistry } from '../../../application/generations/view-registry.ts';
import { dropping } from '../../../application/generations/drop-generation.ts';
import { liveGenerations } from '../../../application/generations/live-generations.ts';
import { missingFor } from '../../../application/generations/readiness.ts';
import { switching } from '../../../application/generations/switch-generation.ts';
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
    someStreams: async () => streams,
  });
  const ports = { ...capabilities, registry, live, missing, tracing: notTraced };
  return {
    ...world,
    builds,
    ...switching({ ...ports, declared: declaredViews(ledgerInTwo, capabilities) }),
    drop: dropping({ ...ports, ...system, forgetBuild: async (name) => void builds.delete(name) }),
    registered: async (view: string): Promise<RegisteredView | undefined> =>
      (await capabilities.viewRegistry.find(view))?.registered,
  };
};
