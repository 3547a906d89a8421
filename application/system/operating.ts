import { listActions } from '../actions/list-actions.ts';
import { recordAction } from '../actions/record-action.ts';
import type { builds } from '../builds/builds.ts';
import type { MeasuredSubscriber } from '../feed/measured-subscriber.ts';
import type { LiveGenerations } from '../generations/live-generations.ts';
import { operations } from '../operations/operations.ts';
import type { System } from '../../domain/modelling/system.ts';
import type { RunningProcess } from '../processes/running-process.ts';
import type { EventStore } from '../streams/event-store.ts';
import { notTraced } from '../tracing.ts';
import type { Capabilities } from './capabilities.ts';
import { generationsWith } from './generations.ts';

/** What a running system has that operators work with. */
interface Running {
  readonly eventStore: EventStore;
  readonly subscribers: readonly MeasuredSubscriber[];
  readonly live: LiveGenerations;
  readonly builds: ReturnType<typeof builds>;
  readonly processes: readonly RunningProcess[];
}

/** What operators do, on the one way that records it, and what they see. */
export const operatingWith = (system: System, capabilities: Capabilities, running: Running) => {
  const { storedHistory: history, build, tracing = notTraced } = capabilities;
  const generations = generationsWith(system, capabilities, running);
  const record = recordAction({ ...capabilities, ...running, tracing });
  return {
    /** Says which generations of views there are. Operators change them by `operate`, which records it. */
    generations,

    /** Does something in the name of an operator, and records it. */
    recordAction: record,

    /** What operators have done, and builds by themselves: see list-actions.ts. */
    listActions: listActions(running),

    /** What operators do with what is parked, and with views; and what is retried by itself. */
    ...operations({
      ...capabilities,
      ...running,
      ...{ record, history, build, tracing },
      generations,
    }),
  };
};
