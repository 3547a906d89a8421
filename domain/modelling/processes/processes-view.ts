import type { EventOf } from '../aggregate.ts';
import type { Recorded } from '../recorded.ts';
import { declareView, type View } from '../view.ts';
import type { DeclaredProcess } from './declared-process.ts';
import { processDocument, type ProcessDocument } from './process-document.ts';
import { documentAfter } from './document-after.ts';
import { processEvents } from './process-events.ts';

/** The view of all processes of a business. */
export type ProcessesView = View<typeof processEvents, ProcessDocument>;

/** Asks for processes by what they are and how they stand, those first that have not moved for the longest, or the other way round. */
export const processesByChange = {
  equal: ['process', 'status', 'definition'],
  range: 'updatedAt',
  orderBy: 'updatedAt',
} as const;

/** Asks for processes by their earliest deadline: with a shard and `before` now, for those that one has passed for. */
export const processesByDeadline = { range: 'dueAt', orderBy: 'dueAt' } as const;

/** Declares the view of these processes: one document for each instance, ended ones included. Undefined where there is no process. */
export const processesView = ([first, ...others]: readonly Pick<DeclaredProcess, 'name'>[]):
  ProcessesView | undefined =>
  first &&
  declareView({
    name: 'processes',
    source: { category: first.name, events: processEvents },
    alsoOf: others.map(({ name }) => name),
    schema: processDocument,
    partition: { by: 'shard', field: 'shard' },
    owner: 'everybody',
    queries: [processesByChange, processesByDeadline],
    fold: (document, recorded: Recorded<EventOf<typeof processEvents>>) => documentAfter(document, recorded),
  });
