import { z } from 'zod';
import type { ActingBy, ActionOutcome, RecordAction } from '../actions/record-action.ts';
import { reportOf } from '../feed/deliver-by-stream.ts';
import { deliveryReport, type DeliveryReport } from '../feed/subscriber.ts';
import type { NoteTries } from './note-tries.ts';
import type { Replaying } from './replay.ts';
import {
  parkedStreams,
  retryReport,
  retryStreams,
  type MeantStreams,
  type ReplayStream,
  type RetryReport,
} from './retry-parked.ts';
import { skipOutcomes, type ParkedPlace, type SkipOutcome } from './skip-parked.ts';

/** Why somebody acts, where nobody must say so. */
export interface MayHaveReason {
  readonly reason?: string;
}

/** Why somebody acts, where it must be said. */
export interface HasReason {
  readonly reason: string;
}

/** The ports of {@link parkedActions}. */
export interface ActingOnParked extends Pick<Replaying, 'parkingLot' | 'subscribers'> {
  readonly record: RecordAction;
  readonly noting: NoteTries;
  readonly replay: ReplayStream;
  readonly skip: (place: ParkedPlace) => Promise<SkipOutcome>;
}

const skipResult = z.object({ outcome: z.enum(skipOutcomes) }).readonly();

/** A replay whose failure is noted on the stream. */
export const notedReplay =
  ({ noting, replay }: Pick<ActingOnParked, 'noting' | 'replay'>, ...by: Parameters<NoteTries>): ReplayStream =>
  (subscriber, streamId) =>
    noting(...by)({
      ...{ subscriber, streamId },
      work: () => replay(subscriber, streamId),
      isParked: (report) => (report?.parked ?? 0) > 0,
    });

/** What an operator does with what subscribers have parked; undefined where there is no such subscriber, and nothing is recorded. */
export const parkedActions = (acting: ActingOnParked) => (by: ActingBy) => {
  const { record, noting, parkingLot, subscribers, skip } = acting;
  const isKnown = (name: string): boolean => subscribers.some((each) => each.name === name);

  return {
    /** Delivers a whole stream to one subscriber again. */
    replay: async ({
      subscriber,
      streamId,
      ...why
    }: Omit<ParkedPlace, 'version'> & MayHaveReason): Promise<ActionOutcome<DeliveryReport> | undefined> => {
      if (!isKnown(subscriber)) return undefined;
      const asked = { action: 'replay-stream', subject: subscriber, arguments: { streamId }, ...why };
      const replay = notedReplay(acting, by, asked);
      return record(by, { ...asked, result: deliveryReport.readonly() }, async () =>
        orNothing(await replay(subscriber, streamId)),
      );
    },

    /** Retries what a subscriber has parked: see {@link retryStreams}. */
    retryParked: async ({
      reason,
      ...meant
    }: MeantStreams & HasReason): Promise<ActionOutcome<RetryReport> | undefined> => {
      const { subscriber, ...narrowed } = meant;
      if (!isKnown(subscriber)) return undefined;
      const asked = { action: 'retry-parked', subject: subscriber, arguments: narrowed, reason };
      const replay = notedReplay(acting, by, asked);
      return record(by, { ...asked, result: retryReport }, async () =>
        retryStreams(replay, subscriber, await parkedStreams(parkingLot, meant)),
      );
    },

    /** Gives up on a parked commit: see skip-parked.ts. */
    skipParked: async ({
      reason,
      ...place
    }: ParkedPlace & HasReason): Promise<ActionOutcome<z.infer<typeof skipResult>> | undefined> => {
      const { subscriber, streamId, version } = place;
      if (!isKnown(subscriber)) return undefined;
      const given = version === undefined ? { streamId } : { streamId, version };
      const asked = { action: 'skip-parked', subject: subscriber, arguments: given, reason };
      const isRefusal = ({ outcome }: { outcome: SkipOutcome }) => outcome !== 'released' && outcome !== 'parked';
      return record(by, { ...asked, result: skipResult, isRefusal }, async () => ({
        outcome: await noting(
          by,
          asked,
        )({
          ...{ subscriber, streamId },
          work: () => skip(place),
          isParked: (outcome) => outcome === 'parked',
        }),
      }));
    },
  };
};

const orNothing = (report: DeliveryReport | undefined): DeliveryReport => report ?? reportOf([]);
