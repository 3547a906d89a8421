import type { Capabilities } from '../../../application/system/capabilities.ts';
import { run } from '../../../application/system/run.ts';
import { deedsByTime } from '../../support/ledger/index.ts';
import { closedOwners, keptLedgerInTwo, labelledDeeds } from '../../support/ledger/kinds-in-two.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { clerk } from '../../support/readers.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';
import { appendTo } from '../views/joined/joining.ts';

/** The ledger whose log and joined view have two generations, with a clock that the spec sets. Nothing is kept of it yet. */
export const keptInTwo = (settings: Partial<Capabilities> = {}) => {
  const time = { ms: 0 };
  const clock = () => new Date(Date.parse('2026-05-04T10:00:00Z') + time.ms).toISOString();
  const { capabilities: memory } = memoryCapabilities(clock, () => time.ms);
  const capabilities = { ...memory, ...settings };
  const newProcess = () => run(keptLedgerInTwo, capabilities);
  const system = newProcess();
  return {
    capabilities,
    system,
    time,
    newProcess,
    feed: memory.eventStore.feed,
    append: (streamId: string, ...commits: Parameters<typeof appendTo>[2]) =>
      appendTo(memory.eventStore, streamId, commits, clock()),
    /** Gives the whole feed to these subscribers. */
    deliver: async (...names: readonly string[]) => {
      for (const name of names) await subscriberOf(system, name).deliver(memory.eventStore.feed());
    },
    /** Makes a generation of a view the live one, whatever it has. */
    register: async (name: string, live: number) => {
      const found = await capabilities.viewRegistry.find(name);
      const entry = { name, live, previous: 3 - live, switchedAt: clock() };
      await capabilities.viewRegistry.save({ ...entry, switchedBy: 'olga', reason: 'it is built' }, found?.etag);
    },
  };
};

/** What one process answers about bob. */
export const askingAbout = (system: ReturnType<typeof run>) => {
  const deeds = system.logReaderOf(labelledDeeds).search(deedsByTime).for(clerk);
  const owners = system.joinedReaderOf(closedOwners).for(clerk);
  return {
    deeds,
    owners,
    /** The entries of bob, oldest first. */
    listDeeds: async () => {
      const { items } = await deeds.list({ partition: 'bob', limit: 1_000, direction: 'asc' });
      return items.map(({ view, version }) => ({ ...view, version }));
    },
    readOwner: async () => {
      const answer = await owners.read('bob');
      return answer.found === 'current' ? answer.view : undefined;
    },
  };
};
