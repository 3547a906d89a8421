import { boundedCaches } from '../../adapters/cache/index.ts';
import { inMemoryEventStore, inMemorySnapshotStore } from '../../adapters/memory/index.ts';
import { telemetry } from '../../adapters/telemetry/telemetry.ts';
import { commandHandler } from '../../application/commands/command-handler.ts';
import { order } from '../../domain/order/index.ts';
import { asBob, commands, shopTime } from '../support/shop.ts';

/** What the app writes about a command that makes one commit. */
export const lineOfACommand = async (): Promise<string> => {
  const lines: string[] = [];
  const tracing = telemetry();
  const handle = commandHandler(order, {
    eventStore: inMemoryEventStore(),
    snapshots: inMemorySnapshotStore(),
    newCache: boundedCaches({ entries: 10, bytes: 1_000_000 }),
    clock: () => shopTime,
    now: () => performance.now(),
    pause: () => Promise.resolve(),
    tracing,
  });
  await tracing.invocation({ traceparent: null, log: (line) => lines.push(line) }, () =>
    handle({ entityId: '1', command: commands.place, reach: 'all', provenance: asBob('place') }),
  );
  return lines.join('\n');
};
