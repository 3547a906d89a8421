import type { NamedStream } from '../../domain/modelling/ids.ts';
import { actorOfBuild } from '../actions/action-events.ts';
import type { ActingBy } from '../actions/record-action.ts';
import { notedReplay, type ActingOnParked } from './parked-actions.ts';
import { retryReport, retryStreams, type RetryReport } from './retry-parked.ts';

/** Retries these streams of a subscriber. */
export type RetryStreams = (subscriber: string, streamIds: readonly NamedStream[]) => Promise<RetryReport>;

/** The ports of {@link retryByItself}. */
export interface RetryingByItself extends Pick<ActingOnParked, 'record' | 'noting' | 'replay'> {
  readonly processName: string;
  readonly clock: () => string;
  readonly build: string | undefined;
}

/** Retries streams in the name of the build: one recorded action for each subscriber and round, however many streams there are. */
export const retryByItself = (retrying: RetryingByItself, action: string): RetryStreams => {
  const { record, processName, clock, build = 'unknown' } = retrying;
  return async (subscriber, streamIds) => {
    const by = actingAs(build, [action, build, subscriber, clock(), processName].join('/'));
    const asked = { action, subject: subscriber, arguments: { streams: streamIds.length } };
    const ended = await record(by, { ...asked, result: retryReport }, () =>
      retryStreams(notedReplay(retrying, by, asked), subscriber, streamIds),
    );
    if (ended.outcome !== 'ended') throw new Error(`The retry ${by.provenance.commandId} was recorded before.`);
    return ended.result;
  };
};

const actingAs = (build: string, commandId: string): ActingBy => ({
  by: 'builds',
  isNewId: true,
  provenance: {
    actor: actorOfBuild(build),
    ...{ commandId, correlationId: commandId },
    ...{ causationId: null, traceparent: null },
  },
});
