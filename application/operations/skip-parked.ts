import type { NamedStream } from '../../domain/modelling/ids.ts';
import { commitsOf, readFeedBatch } from '../feed/feed-batch.ts';
import { isBehind, maximumRounds, type Replaying } from './replay.ts';

/**
 * How a skip ended. `released`: the stream goes on behind what was skipped. `parked`: a later commit of it cannot be taken either,
 * and it is parked for that. `may-not-skip`: the subscriber has no effects outside, and what it keeps would stay wrong.
 */
export const skipOutcomes = [
  'released',
  'parked',
  'unknown-subscriber',
  'may-not-skip',
  'not-parked',
  'another-version',
] as const;

/** See {@link skipOutcomes}. */
export type SkipOutcome = (typeof skipOutcomes)[number];

/** What an operator has seen parked. */
export interface ParkedPlace {
  readonly subscriber: string;
  readonly streamId: NamedStream;
  /** Absent for a document that is no commit. */
  readonly version?: number | undefined;
}

/**
 * Gives up on the commit that a stream is parked for, and delivers what comes behind it. Only a subscriber with effects outside
 * may: a message that is never sent is a loss that somebody can decide on; a view without an event is wrong. The mark is
 * taken away only when all of the rest was delivered, so it can be repeated after any failure. `version` is that of the parked
 * item, so that nothing is skipped which the operator has not seen; it is left out for a document that is no commit.
 */
export const skipParked =
  ({ history, parkingLot, subscribers }: Replaying) =>
  async ({ subscriber: name, streamId, version }: ParkedPlace): Promise<SkipOutcome> => {
    const subscriber = subscribers.find((each) => each.name === name);
    if (subscriber === undefined) return 'unknown-subscriber';
    if (subscriber.maySkip !== true) return 'may-not-skip';
    for (let round = 0; round < maximumRounds; round += 1) {
      const mark = await parkingLot.find(name, streamId);
      if (mark === undefined) return 'not-parked';
      if (mark.version !== version) return 'another-version';
      const documents = await history.ofStream(streamId);
      if (isBehind(streamId, documents, mark.heldBackTo)) continue;
      const report = await subscriber.deliver(behind(streamId, documents, version), 'replay');
      if (report.parked > 0) return 'parked';
      if ((await parkingLot.release(name, streamId, mark.revision)) === 'released') return 'released';
    }
    return 'parked';
  };

/** The commits behind the one that holds this version. */
const behind = (streamId: NamedStream, documents: readonly unknown[], version = 0): readonly unknown[] => {
  const commits = commitsOf(streamId, readFeedBatch(documents));
  const skipped = commits.find(({ commit }) => commit.version >= version)?.commit.version ?? version;
  return commits.filter(({ commit }) => version === 0 || commit.version > skipped).map(({ document }) => document);
};
