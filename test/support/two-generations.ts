import type { Capabilities } from '../../application/system/capabilities.ts';
import { run } from '../../application/system/run.ts';
import { inParallel } from '../../application/in-parallel.ts';
import { asBob } from './as-bob.ts';
import { ledgerInTwo } from './ledger/generations.ts';
import { sheet, type SheetCommand } from './ledger/index.ts';
import { memoryCapabilities } from './memory-capabilities.ts';
import { subscriberOf } from './subscriber-of.ts';

/** The ledger in two generations at work over memory, with a clock that the spec sets. */
export const twoGenerations = (settings: Partial<Capabilities> = {}) => {
  const time = { ms: 0 };
  const clock = () => new Date(Date.parse('2026-05-04T10:00:00Z') + time.ms).toISOString();
  const { capabilities: memory } = memoryCapabilities(clock, () => time.ms);
  const capabilities = { ...memory, ...settings };
  const system = run(ledgerInTwo, capabilities);
  let sent = 0;
  return {
    capabilities,
    system,
    time,
    /** Another process over the same stores. */
    newProcess: () => run(ledgerInTwo, capabilities),
    send: async (entityId: string, command: SheetCommand) =>
      system.handlerOf(sheet)({ entityId, command, reach: 'all', provenance: asBob(`command-${(sent += 1)}`) }),
    /** Gives the whole feed to these subscribers; to all, if none are named. */
    deliver: async (...names: readonly string[]) => {
      const all = system.subscribers.map(({ name }) => name);
      await inParallel(1, names.length === 0 ? all : names, (name) =>
        subscriberOf(system, name).deliver(memory.eventStore.feed()),
      );
    },
  };
};
