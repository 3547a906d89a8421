import { inMemoryFailedDeliveries } from '../../../adapters/memory/index.ts';
import type { Delivered } from '../../../application/feed/feed-batch.ts';
import type { ParkingRules } from '../../../application/feed/failing-stream.ts';
import type { DeliveryReport, Subscriber } from '../../../application/feed/subscriber.ts';
import { projector } from '../../../application/views/documents/projector.ts';
import type { ReadModel } from '../../../application/views/read-model.ts';
import { sheetsById, type SheetView } from '../../support/ledger/index.ts';
import { allParked } from '../../support/all-parked.ts';
import { specTime } from '../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

/** The most that the feed waits before it delivers a failed batch again, in milliseconds. */
const longestPauseMs = 60_000;

/** What differs between two processes that follow the feed. */
export interface Process {
  readonly readModel?: ReadModel<SheetView>;
  /** Throws for an entity that the fold cannot take. */
  readonly fold?: (sheetId: string) => void;
  readonly build?: string;
}

/** So many open sheets, a clock that only the feed moves on, and processes that follow. */
export const parkedWorld = async (sheets: number, parking?: ParkingRules) => {
  const bobs = sheetsOverMemory();
  for (let sheet = 0; sheet < sheets; sheet += 1) await bobs.send(String(sheet), commands.open);
  const failures = inMemoryFailedDeliveries();
  const time = { ms: Date.parse(specTime) };
  const lines: unknown[] = [];
  const delivery = {
    ...{ ...bobs, failures, clock: () => new Date(time.ms).toISOString() },
    tracing: { log: (line: unknown) => void lines.push(line) },
    ...(parking && { parking }),
  };

  /** A view of sheets in a process of its own. */
  const process = ({ readModel = bobs.sheets, fold: check, build = 'build-1' }: Process = {}): Subscriber => {
    const fold: typeof sheetsById.fold = (view, recorded) => {
      check?.(recorded.entityId);
      return sheetsById.fold(view, recorded);
    };
    return projector({ ...sheetsById, fold }, { ...delivery, readModel, build, failing: new Set<string>() });
  };

  /** Delivers a batch until it is taken, as the host does, with growing pauses; or until so many runs have failed. */
  const follow = async (subscriber: () => Subscriber, batch: Delivered, mostRuns = 100) => {
    for (let run = 1; run <= mostRuns; run += 1) {
      const report: DeliveryReport | undefined = await subscriber()
        .deliver(batch)
        .catch(() => undefined);
      if (report !== undefined) return { run, report };
      time.ms += Math.min(1_000 * 2 ** run, longestPauseMs);
    }
    return 'still failing';
  };

  return { ...bobs, ...delivery, time, lines, process, follow, parked: () => allParked(bobs.parkingLot) };
};

/** A fold that cannot take this sheet. */
export const cannotTake = (poison: string) => (sheetId: string) => {
  if (sheetId === poison) throw new TypeError('rows is not iterable');
};
