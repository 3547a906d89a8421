import type { StreamId } from '../../domain/modelling/ids.ts';
import { inParallel } from '../in-parallel.ts';
import { firstVersionOf, type Commit } from '../streams/commit.ts';
import type { ParkedKind } from '../undeliverable.ts';
import { Unavailable } from '../unavailable.ts';
import { failedAgain, isEvident, usualParking } from './failing-stream.ts';
import { noteFailure, versionOf, type NotingFailures } from './note-failure.ts';
import type { Park, Parking } from './park-stream.ts';
import type { DeliveredBy, DeliveryReport } from './subscriber.ts';

/** A stream of a batch that the subscriber has failed on, with the commits as they are stored. */
export interface FailedStream {
  readonly streamId: StreamId;
  readonly commits: readonly Commit[];
  readonly error: unknown;
}

/** The ports that settle failures. */
export type Settling = NotingFailures & Parking;

/** How failures of one batch are settled. */
export interface BatchSettling extends Settling {
  readonly by: DeliveredBy;
  readonly park: Park;
  /** How the other streams of the batch went. */
  readonly others: Pick<DeliveryReport, 'applied' | 'alreadyApplied'>;
}

const streamsAtOnce = 16;

/**
 * Tells a stream that fails from an outage. A stream that keeps failing while the same subscriber takes others of the same batch
 * is parked. While it takes none, nothing is noted of single streams and nothing is parked, however long that lasts. A service
 * that cannot be used is evidence against a stream only when it has done others' work in the same run: what was applied before
 * proves nothing of it. Gives how many streams are parked, and throws the first error of the others, so that the batch is delivered
 * again.
 */
export const settleFailures = async (
  subscriber: string,
  failed: readonly FailedStream[],
  settling: BatchSettling,
): Promise<readonly 'parked'[]> =>
  inParallel(streamsAtOnce, failed, async (stream) => {
    if (await isParkedAlready(subscriber, stream, settling)) return 'parked';
    await noteFailure(settling, { subscriber, ...stream }, stream.error);
    const evidence =
      settling.by === 'feed' ? await evidenceOf(subscriber, stream, settling).catch(() => undefined) : undefined;
    if (evidence === undefined) throw stream.error;
    return settling.park({ ...described(stream), ...evidence });
  });

/** What comes later in a parked stream waits, and needs no evidence of its own. A replay that fails parks it again, with today's reason. */
const isParkedAlready = async (
  subscriber: string,
  stream: FailedStream,
  { by, parkingLot, park }: BatchSettling,
): Promise<boolean> => {
  const { streamId, commits, error } = stream;
  if (error instanceof Unavailable) return false;
  const mark = await parkingLot.find(subscriber, streamId).catch(() => undefined);
  if (mark === undefined) return false;
  if (by === 'feed')
    return (await parkingLot.holdBack(subscriber, streamId, commits.at(-1)?.version ?? 1)) === 'heldBack';
  await park({ ...described(stream), kind: 'code' });
  return true;
};

const described = ({ streamId, commits, error }: FailedStream) => {
  const version = versionOf(error, commits);
  const document = commits.find((commit) => firstVersionOf(commit) <= version && version <= commit.version);
  return { streamId, version, document, reason: String(error) };
};

/** Notes one more failure of a stream while others went on. Undefined as long as that proves nothing. */
const evidenceOf = async (
  subscriber: string,
  { streamId, commits, error }: FailedStream,
  { failures, failing, parking = usualParking, clock, others }: BatchSettling,
): Promise<{ kind: ParkedKind; firstAt: string; tries: number } | undefined> => {
  const isOutage = error instanceof Unavailable;
  const wentOn = isOutage ? others.applied : others.applied + others.alreadyApplied;
  if (failures === undefined || wentOn === 0) return undefined;
  const earlier = await failures.findStream(subscriber, streamId);
  const failed = failedAgain(earlier, { subscriber, streamId, version: versionOf(error, commits) }, clock());
  await failures.recordStream(failed);
  failing?.add(keyOf(subscriber, streamId));
  const { firstAt, tries } = failed;
  const kind = isOutage ? 'world' : 'code';
  return isEvident(failed, kind, parking) ? { kind, firstAt, tries } : undefined;
};

/** Forgets what was noted of streams that failed in this process, and that have been taken now. */
export const forgetRecovered = async (
  subscriber: string,
  taken: readonly { readonly streamId: StreamId }[],
  { failures, failing }: Settling,
): Promise<void> => {
  const recovered = taken.filter(({ streamId }) => failing?.delete(keyOf(subscriber, streamId)));
  await inParallel(streamsAtOnce, recovered, async ({ streamId }) => failures?.forgetStream(subscriber, streamId));
};

const keyOf = (subscriber: string, streamId: StreamId): string => JSON.stringify([subscriber, streamId]);
