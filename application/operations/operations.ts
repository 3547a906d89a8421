import type { ActingBy, RecordAction } from '../actions/record-action.ts';
import type { Tracing } from '../tracing.ts';
import { noteTries } from './note-tries.ts';
import { parkedActions } from './parked-actions.ts';
import { processActions, type ActingOnProcesses } from './process-actions.ts';
import { replayStream, type Replaying } from './replay.ts';
import { retryByItself } from './retry-by-itself.ts';
import { retryFailing } from './retry-failing.ts';
import { retryOlderBuilds } from './retry-older-builds.ts';
import { skipParked } from './skip-parked.ts';
import { viewActions, type ActingOnViews } from './view-actions.ts';

/** The ports of what operators do. */
export interface Operating extends Replaying, ActingOnViews, ActingOnProcesses {
  readonly record: RecordAction;
  /** A name of this process that no other has. */
  readonly processName: string;
  readonly clock: () => string;
  readonly tracing: Pick<Tracing, 'log'>;
  readonly build: string | undefined;
}

/** What operators do, and what a new build does by itself: all of it recorded, and nothing without a record. */
export const operations = (operating: Operating) => {
  const replay = replayStream(operating);
  const acting = { ...operating, replay, skip: skipParked(operating), noting: noteTries(operating) };
  const onParked = parkedActions(acting);
  const onViews = viewActions(operating);
  const onProcesses = processActions(operating);
  return {
    /** What one request does. */
    operate: (by: ActingBy) => ({ ...onParked(by), ...onViews(by), ...onProcesses(by) }),

    /** Retries what another build has parked: see {@link retryOlderBuilds}. */
    retryOlderBuilds: retryOlderBuilds({ ...operating, retry: retryByItself(acting, 'retry-older-build') }),

    /** Retries what has kept failing until a short while ago: see {@link retryFailing}. */
    retryFailing: retryFailing({ ...operating, retry: retryByItself(acting, 'retry-failing') }),
  };
};
