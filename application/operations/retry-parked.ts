import type { NamedStream } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import type { ParkedCommit, ParkingLot } from '../feed/parking-lot.ts';
import type { DeliveryReport } from '../feed/subscriber.ts';
import { inParallel } from '../in-parallel.ts';

/** How a retry of several parked streams went. */
export const retryReport = z
  .object({
    /** Streams that were delivered, and are parked no more. */
    released: z.int().min(0),
    /** Streams that still cannot be taken. */
    parked: z.int().min(0),
    /** Streams that were not tried: one of the first eleven could not be taken, or there were too many for one call. */
    untried: z.int().min(0),
  })
  .readonly();

/** How a retry of several parked streams went. */
export type RetryReport = z.infer<typeof retryReport>;

/** Delivers one stream to a subscriber again; undefined when there is no such subscriber. */
export type ReplayStream = (subscriber: string, streamId: NamedStream) => Promise<DeliveryReport | undefined>;

/** The most streams of one call. */
const mostOfOneCall = 1_000;

/** One stream is tried first, then ten, then all others, so many at the same time. */
const probes = [1, 10] as const;
const streamsAtOnce = 8;

/**
 * Retries parked streams of one subscriber: one first, then ten, then all others. When one of the first eleven still cannot be
 * taken, the others are left as they are. Throws when a service cannot be used: what was not released by then stays parked, so it
 * can be called again. Two at the same time are as safe as two replays.
 */
export const retryStreams = async (
  replay: ReplayStream,
  subscriber: string,
  streamIds: readonly NamedStream[],
): Promise<RetryReport> => {
  const meant = streamIds.slice(0, mostOfOneCall);
  const ended = { released: 0, parked: 0 };
  for (const atOnce of [...probes, meant.length]) {
    const tried = ended.released + ended.parked;
    const reports = await inParallel(streamsAtOnce, meant.slice(tried, tried + atOnce), (streamId) =>
      replay(subscriber, streamId),
    );
    const parked = reports.filter((report) => report === undefined || report.parked > 0).length;
    ended.parked += parked;
    ended.released += reports.length - parked;
    if (parked > 0) break;
  }
  return { ...ended, untried: streamIds.length - ended.released - ended.parked };
};

/** Which streams an operator means. */
export interface MeantStreams {
  readonly subscriber: string;
  /** A part of the reason that they were parked for. Without it, all of the subscriber are meant. */
  readonly containing?: string;
}

/** The streams that a subscriber has parked, for a reason. One more than a call retries are read at most. */
export const parkedStreams = async (
  { list }: Pick<ParkingLot, 'list'>,
  { subscriber, containing = '' }: MeantStreams,
): Promise<readonly string[]> => {
  const found: string[] = [];
  const isMeant = ({ reason }: ParkedCommit): boolean => reason.includes(containing);
  let continuation: string | undefined;
  do {
    const page = await list({ subscriber, limit: 100, ...(continuation !== undefined && { continuation }) });
    found.push(...page.items.filter(isMeant).map(({ streamId }) => streamId));
    continuation = page.continuation;
  } while (continuation !== undefined && found.length <= mostOfOneCall);
  return found;
};
