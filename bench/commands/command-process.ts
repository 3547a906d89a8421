import type { Database } from '@azure/cosmos';
import { boundedCaches } from '../../adapters/cache/index.ts';
import { cosmosEventStore, cosmosSnapshotStore } from '../../adapters/cosmos/index.ts';
import { monotonicNow, pauseAtRandom, systemClock } from '../../adapters/time/index.ts';
import { commandHandler } from '../../application/commands/command-handler.ts';
import type { Aggregate, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';

let asked = 0;

/** Who asks, under a command id of its own where none is given. */
export const provenanceOf = (commandId = `bench-${(asked += 1)}`) => ({
  actor: 'bob',
  commandId,
  correlationId: 'bench',
  causationId: null,
  traceparent: null,
});

/** A request of its own to an entity. */
export const askFor = <Command>(entityId: string, command: Command, commandId?: string) => ({
  entityId,
  command,
  reach: 'all' as const,
  provenance: provenanceOf(commandId),
});

/** A process that takes commands for entities of one aggregate and knows nothing yet. By `now` it gives up what has waited too long. */
export const commandProcess = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  database: Database,
  now = monotonicNow,
) =>
  commandHandler(aggregate, {
    eventStore: cosmosEventStore(database),
    snapshots: cosmosSnapshotStore(database),
    newCache: boundedCaches({ entries: 1_000, bytes: 64 * 1024 * 1024 }),
    clock: systemClock,
    now,
    pause: pauseAtRandom,
  });
