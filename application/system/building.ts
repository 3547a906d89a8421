import { builds } from '../builds/builds.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import { notTraced } from '../tracing.ts';
import type { Capabilities } from './capabilities.ts';

/** The builds of these subscribers, as this process works on them. */
export const buildingWith = (
  { buildJobs, historyParts, processName, clock, now, pauseFor, tracing = notTraced }: Capabilities,
  subscribers: readonly Subscriber[],
) =>
  builds({
    ...{ clock, now, pauseFor, tracing, subscribers },
    jobs: buildJobs,
    history: historyParts,
    owner: processName,
  });
