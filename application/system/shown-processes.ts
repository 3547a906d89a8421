import type { EntityId } from '../../domain/modelling/ids.ts';
import type { ProcessDocument } from '../../domain/modelling/processes/process-document.ts';
import { processesByChange, type ProcessesView } from '../../domain/modelling/processes/processes-view.ts';
import type { System } from '../../domain/modelling/system.ts';
import type { Reader } from '../callers/reach.ts';
import type { Page, PageRequest } from '../paging.ts';
import { liveInstances, type LiveInstances } from '../processes/live-instances.ts';
import { storyOf, type ProcessStory } from '../processes/process-story.ts';
import { mostLookedAt, type StuckProcesses } from '../processes/stuck-processes.ts';
import { streamIdOf } from '../streams/commit.ts';
import type { EventStore } from '../streams/event-store.ts';
import { readableEvents } from '../streams/readable-events.ts';
import type { Projected } from '../views/read-model.ts';
import type { followedViews } from './followed-views.ts';

/** Which processes are listed. */
export interface ProcessesRequest extends PageRequest {
  readonly process?: string | undefined;
  readonly status?: ProcessDocument['status'] | undefined;
  readonly definition?: number | undefined;
  /** Those that have done nothing since this moment. */
  readonly before?: string;
  /** 'asc': those first that have done nothing for the longest. */
  readonly direction: 'asc' | 'desc';
}

/** What showing processes needs. */
interface Showing {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly readerOf: ReturnType<typeof followedViews>['readerOf'];
}

/** Nobody owns a process, and it holds nothing personal. */
const everything: Reader = { reach: 'all', personalReach: 'none' };

/** Shows the processes of a system to whoever may see them all. */
export const shownProcesses = ({ processes, processesView }: System, { eventStore, readerOf }: Showing) => {
  const search = processesView && readerOf(processesView).search(processesByChange).for(everything);
  const list = async ({
    process,
    status,
    definition,
    ...request
  }: ProcessesRequest): Promise<Page<Projected<ProcessDocument>>> =>
    search === undefined ? { items: [] } : search.list({ ...request, equal: { process, status, definition } });

  return {
    /** The names of all processes. */
    names: processes.map(({ name }) => name),

    /** The view that lists are read from; undefined for a system without processes. */
    view: processesView satisfies ProcessesView | undefined,

    list,

    /** Counts the instances of a process that have not come to their end; undefined for an unknown one. */
    describe: async (name: string): Promise<LiveInstances | undefined> => {
      const process = processes.find((each) => each.name === name);
      return process && search && liveInstances(process, async (filter) => (await search.count(filter)) ?? 0);
    },

    /** Tells the story of one instance straight from its events, so never late; undefined where there is none. */
    storyOf: async (name: string, id: EntityId): Promise<(ProcessStory & { readonly version: number }) | undefined> => {
      const process = processes.find((each) => each.name === name);
      if (process === undefined) return undefined;
      const { records, failure } = await readableEvents(process.aggregate, eventStore, streamIdOf(name, id));
      if (failure !== undefined) throw failure;
      const story = storyOf(process, records);
      return story && { ...story, version: records.length };
    },

    /** Counts what is stuck of each kind of process, by one query each, so that much of one hides nothing of another. */
    stuck: async (): Promise<readonly StuckProcesses[]> =>
      Promise.all(
        processes.map(async ({ name: process }) => {
          const { items } = await list({ process, status: 'stuck', direction: 'asc', limit: mostLookedAt });
          return { process, stuck: items.length, oldest: items[0]?.view };
        }),
      ),
  };
};
