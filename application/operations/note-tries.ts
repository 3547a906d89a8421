import type { NamedStream } from '../../domain/modelling/ids.ts';
import type { ActingBy } from '../actions/record-action.ts';
import type { ParkedNote, ParkingLot } from '../feed/parking-lot.ts';
import type { Tracing } from '../tracing.ts';

/** The ports of {@link noteTries}. */
export interface NotingTries {
  readonly parkingLot: Pick<ParkingLot, 'note'>;
  readonly clock: () => string;
  readonly tracing: Pick<Tracing, 'log'>;
}

/** A try to deliver a stream that may be parked. */
export interface Try<Result> {
  readonly subscriber: string;
  readonly streamId: NamedStream;
  readonly work: () => Promise<Result>;
  readonly isParked: (result: Result) => boolean;
}

/** Who tries it, and why. */
export interface TriedBy {
  readonly action: string;
  readonly reason?: string | undefined;
}

/**
 * Notes on a parked stream what was tried with it in vain, so that whoever sees it parked sees that, too. The action itself is
 * recorded elsewhere, so a note that cannot be made is told in the log, and changes nothing else.
 */
export const noteTries =
  ({ parkingLot, clock, tracing }: NotingTries) =>
  ({ provenance: { actor, commandId: actionId } }: ActingBy, { action, reason }: TriedBy) =>
  async <Result>({ subscriber, streamId, work, isParked }: Try<Result>): Promise<Result> => {
    const note = async (outcome: ParkedNote['outcome']): Promise<void> => {
      const why = reason === undefined ? {} : { reason };
      try {
        await parkingLot.note(subscriber, streamId, { action, actor, ...why, at: clock(), outcome, actionId });
      } catch (error) {
        tracing.log({ event: 'try-not-noted', subscriber, streamId, actionId, error: String(error) });
      }
    };
    const result = await work().catch(async (error: unknown) => {
      await note('failed');
      throw error;
    });
    if (isParked(result)) await note('parked');
    return result;
  };

/** See {@link noteTries}. */
export type NoteTries = ReturnType<typeof noteTries>;
