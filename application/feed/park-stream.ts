import type { Tracing } from '../tracing.ts';
import type { ParkedKind } from '../undeliverable.ts';
import { usualParking, type ParkingRules } from './failing-stream.ts';
import type { ParkedCommit, ParkingLot } from './parking-lot.ts';
import type { DeliveredBy } from './subscriber.ts';

/** The ports of parking. */
export interface Parking {
  readonly parkingLot: ParkingLot;
  readonly clock: () => string;
  /** The build of the code that runs, so that the next one tries again what this one has parked. */
  readonly build?: string;
  readonly parking?: ParkingRules;
  readonly tracing?: Pick<Tracing, 'log'>;
}

/** What is parked, and why. */
export interface Unparked extends Pick<ParkedCommit, 'streamId' | 'document' | 'reason'> {
  readonly kind: ParkedKind;
  readonly version?: number | undefined;
  readonly firstAt?: string;
  readonly tries?: number;
}

/** Parks a stream. Throws {@link ParkingStopped}. */
export type Park = (unparked: Unparked) => Promise<'parked'>;

/** A subscriber parks so many streams that its code must be at fault. The batch is delivered again. */
export class ParkingStopped extends Error {
  override readonly name = 'ParkingStopped';
}

/** Parks the streams of one batch. A stream that is parked already needs no room: it is held back. */
export const parkingFor = (
  subscriber: string,
  by: DeliveredBy,
  { parkingLot, clock, build = 'unknown', parking = usualParking, tracing }: Parking,
): Park => {
  const room = roomOf(subscriber, parkingLot, { parking, clock });

  return async ({ streamId, version, ...found }) => {
    const now = clock();
    const parked: ParkedCommit = {
      ...{ subscriber, streamId, parkedAt: now, firstAt: now, lastAt: now, tries: 1, build },
      ...found,
      ...(version === undefined ? {} : { version }),
    };
    if (by === 'replay') await parkingLot.parkAgain(parked);
    else if ((await parkingLot.find(subscriber, streamId)) !== undefined || (await room()))
      await parkingLot.park(parked);
    else {
      tracing?.log({ event: 'parking-stopped', subscriber, streamId, mostParked: parking.mostParked });
      throw new ParkingStopped(
        `${subscriber} has parked ${parking.mostParked} streams within ${parking.withinMs / 60_000} minutes and parks no more: ${found.reason}`,
      );
    }
    return 'parked';
  };
};

/** Tells whether one more stream may be parked. The parking lot is asked once for each batch, and only when something is to be parked. */
const roomOf = (
  subscriber: string,
  parkingLot: Pick<ParkingLot, 'parkedSince'>,
  { parking, clock }: { readonly parking: ParkingRules; readonly clock: () => string },
): (() => Promise<boolean>) => {
  let earlier: Promise<number> | undefined;
  let taken = 0;
  return async () => {
    const since = new Date(Date.parse(clock()) - parking.withinMs).toISOString();
    earlier ??= parkingLot.parkedSince(subscriber, since);
    const place = (taken += 1);
    return (await earlier) + place <= parking.mostParked;
  };
};
