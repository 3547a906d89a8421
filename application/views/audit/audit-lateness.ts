import type { ParkingLot } from '../../feed/parking-lot.ts';

/** Whether a subscriber may still be behind a stream whose newest commit was recorded then, without being wrong. */
export type IsLate = (subscriber: string, streamId: string, recordedAt: string | undefined) => Promise<boolean>;

/** Within this time of a commit nobody calls a view wrong that does not show it. */
const freshMs = 60_000;

/** Says that of streams that are parked, or that were written to within the last minute. */
export const latenessBy =
  ({ parkingLot, clock }: { readonly parkingLot: Pick<ParkingLot, 'find'>; readonly clock: () => string }): IsLate =>
  async (subscriber, streamId, recordedAt) =>
    (recordedAt !== undefined && Date.parse(clock()) - Date.parse(recordedAt) < freshMs) ||
    (await parkingLot.find(subscriber, streamId)) !== undefined;
