import { shards } from '../../domain/modelling/shard.ts';
import { processesByDeadline, type ProcessesView } from '../../domain/modelling/processes/processes-view.ts';
import type { System } from '../../domain/modelling/system.ts';
import { followedDocuments } from '../generations/followed-documents.ts';
import type { LiveGenerations } from '../generations/live-generations.ts';
import { readableDocuments } from '../generations/readable-documents.ts';
import { takeHint } from '../processes/deadlines/take-hint.ts';
import type { ListDue } from '../processes/deadlines/due-processes.ts';
import { fireDeadlines } from '../processes/deadlines/fire-deadlines.ts';
import { noticeDeadline } from '../processes/deadlines/notice-deadline.ts';
import type { RunningProcess } from '../processes/running-process.ts';
import type { Capabilities } from './capabilities.ts';

/** What a running system fires deadlines with. */
interface Firing extends Pick<Capabilities, 'readModel' | 'patience' | 'deadlineSweeps' | 'clock' | 'now'> {
  readonly live: LiveGenerations;
  readonly running: readonly RunningProcess[];
}

/** Fires the deadlines of the processes of a system: see fire-deadlines.ts. A system without processes has none. */
export const firingWith = ({ processesView }: System, { running, clock, now, ...firing }: Firing) =>
  fireDeadlines({
    ...{ clock, now },
    shards: processesView === undefined ? [] : shards,
    names: running.map(({ name }) => name),
    sweeps: firing.deadlineSweeps,
    listDue: processesView === undefined ? async () => ({ items: [] }) : dueIn(processesView, firing),
    notice: noticeDeadline('deadline', byName(running), clock),
  });

/** Tells a process of a deadline because of a hint: see take-hint.ts. */
export const hintsTakenBy = (
  running: readonly RunningProcess[],
  { clock, pauseFor }: Pick<Capabilities, 'clock' | 'pauseFor'>,
) => takeHint({ notice: noticeDeadline('hint', byName(running), clock), clock, pauseFor });

const byName = (running: readonly RunningProcess[]) => new Map(running.map((each) => [each.name, each]));

const dueIn = (view: ProcessesView, firing: Omit<Firing, 'running' | 'clock' | 'now'>): ListDue => {
  const documents = followedDocuments(view.viewName, readableDocuments(view, firing.readModel), firing);
  const { orderBy } = processesByDeadline;
  return async ({ shard: partition, ...request }) => {
    const { items, ...page } = await documents.list({ ...request, partition, orderBy, direction: 'asc' });
    return {
      ...page,
      items: items.map(({ version, view: { process, processId: id, dueAt, correlationId } }) => ({
        ...{ process, id, version, dueAt, correlationId },
      })),
    };
  };
};
