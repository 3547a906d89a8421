import type { CommandOf, CommandSchemas } from '../../../../domain/modelling/aggregate.ts';
import { byPosition } from '../../../../domain/modelling/position.ts';
import type { Capabilities } from '../../../../application/system/capabilities.ts';
import { run } from '../../../../application/system/run.ts';
import type { EventStore } from '../../../../application/streams/event-store.ts';
import type { HandleCommand } from '../../../../application/commands/command-outcome.ts';
import { logStorage } from '../../../../application/views/logs/log-document.ts';
import type { Patience } from '../../../../application/views/patience.ts';
import { asBob, specTime } from '../../../support/as-bob.ts';
import { deeds, deedsByTime, loggedLedger, moves } from '../../../support/ledger/logs.ts';
import { names, person, sheet } from '../../../support/ledger/index.ts';
import { memoryCapabilities } from '../../../support/memory-capabilities.ts';
import { clerk } from '../../../support/readers.ts';
import { subscriberOf } from '../../../support/subscriber-of.ts';

type Command<Schemas extends CommandSchemas> = CommandOf<Schemas>;

/** A patience that looks so often, and what is done in each pause. */
export const looking =
  (times: number, meanwhile: (looks: number) => Promise<unknown> = () => Promise.resolve()) =>
  (): Patience => ({
    within: (work) => work,
    pause: async (looks) => {
      await meanwhile(looks);
      return looks < times;
    },
  });

/** The ledger with logs, over memory, with the reads of its store counted. Processes share what is stored, and remember for themselves. */
export const logging = (settings: Partial<Capabilities> = {}) => {
  const { capabilities: memory, keys } = memoryCapabilities(() => specTime);
  const reads: string[] = [];
  const eventStore: EventStore = {
    ...memory.eventStore,
    read: (streamId, ...range) => {
      reads.push(streamId);
      return memory.eventStore.read(streamId, ...range);
    },
  };
  let sent = 0;

  const newProcess = (own: Partial<Capabilities> = {}) => {
    const system = run(loggedLedger, { ...memory, eventStore, keys: keys.process(), ...settings, ...own });
    const sending =
      <Schemas extends CommandSchemas, Rejection>(handle: HandleCommand<Command<Schemas>, Rejection>, actor = 'bob') =>
      async (entityId: string, ...commands: Command<Schemas>[]) => {
        for (const command of commands) {
          const provenance = { ...asBob(`command-${(sent += 1)}`), actor };
          const answer = await handle({ entityId, command, reach: 'all', provenance });
          if (answer.outcome !== 'accepted') throw new Error(JSON.stringify(answer));
        }
      };
    return {
      system,
      deeds: subscriberOf(system, deeds.name),
      moves: subscriberOf(system, moves.name),
      names: subscriberOf(system, names.name),
      erasing: subscriberOf(system, 'erasure'),
      send: sending<typeof sheet.commands, unknown>(system.handlerOf(sheet)),
      sendAs: (actor: string) => sending<typeof sheet.commands, unknown>(system.handlerOf(sheet), actor),
      sendTo: sending<typeof person.commands, unknown>(system.handlerOf(person)),
      deedsFor: system.logReaderOf(deeds).search(deedsByTime).for,
      movesFor: system.logReaderOf(moves).search(byPosition).for,
      namesFor: system.logReaderOf(names).search(byPosition).for,
    };
  };

  const first = newProcess();
  const listed = async (partition: string, reader = clerk) =>
    (await first.deedsFor(reader).list({ partition, limit: 100, direction: 'asc' })).items.map(({ view }) => view);
  return {
    ...memory,
    ...first,
    newProcess,
    keys,
    reads,
    stored: memory.readModel(logStorage(deeds)),
    feed: () => memory.eventStore.feed(),
    listed,
  };
};
