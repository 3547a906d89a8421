import { z } from 'zod';
import {
  answerWithPage,
  pageOf,
  pageParameters,
  queryRoute,
  unknownContinuation,
  wholeNumber,
} from '../../adapters/azure-functions/index.ts';
import { liveInstancesSchema } from '../../application/processes/live-instances.ts';
import { processStory } from '../../application/processes/process-story.ts';
import { processDocument } from '../../domain/modelling/processes/process-document.ts';
import { processStatuses } from '../../domain/modelling/processes/process-state.ts';
import { instanceId, moment } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

const { processes } = edge.system;

/** The name of a process. */
export const processName = z.string().regex(/^[a-z]{1,30}$/, 'must be 1 to 30 small letters');

const roles = ['operator', 'auditor'] as const;

const unknownProcess = {
  status: 404,
  name: 'unknown-process',
  title: 'There is no such process',
  members: { processes: processes.names },
};

/** There is no instance of this id, or no process of this name. */
export const noInstance = { status: 404, name: 'process-not-started', title: 'No such process has begun' };

/**
 * GET /api/processes?name=&status=&definition=&before=&order=&limit=&continuation=: where processes stand, those first that have done nothing
 * for the longest.
 */
export const listProcesses = queryRoute(edge, {
  name: 'ListProcesses',
  ...(processes.view && { shows: processes.view }),
  roles,
  path: 'processes',
  parameters: z.strictObject({
    name: processName.exactOptional(),
    status: z.enum(processStatuses).exactOptional(),
    definition: wholeNumber(1, 1_000_000).exactOptional(),
    before: moment.exactOptional().meta({ description: 'Only those that have done nothing since.' }),
    order: z.enum(['asc', 'desc']).default('asc').meta({ usual: 'asc' }),
    ...pageParameters,
  }),
  answers: pageOf(processDocument),
  problems: [unknownContinuation],
  handle: async ({ name: process, order: direction, ...asked }) =>
    answerWithPage(await processes.list({ ...asked, process, direction })),
});

/** GET /api/processes/{name}: how many instances of each definition have not come to their end. */
export const describeProcess = queryRoute(edge, {
  name: 'DescribeProcess',
  ...(processes.view && { shows: processes.view }),
  roles,
  path: 'processes/{name}',
  parameters: z.strictObject({ name: processName }),
  answers: liveInstancesSchema,
  problems: [unknownProcess],
  handle: async ({ name: process }) => {
    const described = await processes.describe(process);
    return described === undefined ? { problem: unknownProcess } : { body: described };
  },
});

/** GET /api/processes/{name}/{id}: all that one process has done: what it asked, why, and what came of it. */
export const getProcess = queryRoute(edge, {
  name: 'GetProcess',
  roles,
  path: 'processes/{name}/{id}',
  parameters: z.strictObject({ name: processName, id: instanceId }),
  answers: z.intersection(processStory, z.object({ version: z.int().min(1) })),
  problems: [noInstance],
  handle: async ({ name: process, id }) => {
    const story = await processes.storyOf(process, id);
    return story === undefined ? { problem: noInstance } : { body: story, version: story.version };
  },
});
