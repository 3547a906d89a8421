import { boundedCaches } from '../../adapters/cache/index.ts';
import { inMemoryEventStore, inMemorySnapshotStore } from '../../adapters/memory/index.ts';
import { telemetry } from '../../adapters/telemetry/telemetry.ts';
import { commandHandler } from '../../application/commands/command-handler.ts';
import { asBob, specTime } from '../support/as-bob.ts';
import { sheet } from '../support/ledger/index.ts';
import { commands } from '../support/sheets.ts';

/** What the app writes about a command that makes one commit. */
export const lineOfACommand = async (): Promise<string> => {
  const lines: string[] = [];
  const tracing = telemetry();
  const handle = commandHandler(sheet, {
    eventStore: inMemoryEventStore(),
    snapshots: inMemorySnapshotStore(),
    newCache: boundedCaches({ entries: 10, bytes: 1_000_000 }),
    clock: () => specTime,
    now: () => performance.now(),
    pause: () => Promise.resolve(),
    tracing,
  });
  await tracing.invocation({ traceparent: null, log: (line) => lines.push(line) }, () =>
    handle({ entityId: '1', command: commands.open, reach: 'all', provenance: asBob('open') }),
  );
  return lines.join('\n');
};
