import { z } from 'zod';
import { actionReason, actionRoute, wholeNumber } from '../../adapters/azure-functions/index.ts';
import type { Mended, MeantProcess } from '../../application/operations/process-actions.ts';
import { processStatuses } from '../../domain/modelling/processes/process-state.ts';
import { instanceId, moment } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';
import { noInstance, processName } from './processes.ts';

const { operate, processes } = edge.system;

const instance = { name: processName, id: instanceId, reason: actionReason };

/** The number of an ask, or of a wait, in the story of its process. */
const number = wholeNumber(1, 1_000_000);

const refusals = {
  AskNotFound: { status: 404, name: 'ask-not-found', title: 'The process has asked nothing under this number' },
  AskNotStuck: { status: 409, name: 'ask-not-stuck', title: 'The ask waits for no operator' },
  AskNotOpen: { status: 409, name: 'ask-not-open', title: 'The ask waits for no answer' },
  ProcessAlreadyEnded: { status: 409, name: 'process-already-ended', title: 'The process has ended already' },
  ReactionNotAllowed: {
    status: 409,
    name: 'reaction-not-allowed',
    title: 'What the process would do next is not allowed: its code is at fault',
  },
  ProcessNotStarted: noInstance,
  TooManyHops: { status: 409, name: 'too-many-hops', title: 'Too many processes have caused each other' },
} as const;

/** What all of them have in common. */
const mending = {
  roles: ['operator'],
  answers: z.object({
    outcome: z.enum(['changed', 'nothing-to-do']),
    status: z.enum(processStatuses),
    version: z.int().min(1),
  }),
  unknown: noInstance,
  answer: async (mended: Mended, { name, id }: Pick<MeantProcess, 'name' | 'id'>) => {
    if (mended.outcome === 'refused') return { problem: refusals[mended.rule] };
    const story = await processes.storyOf(name, id);
    if (story === undefined) return { problem: noInstance };
    return { body: { outcome: mended.outcome, status: story.status, version: story.version } };
  },
} as const;

const { AskNotFound, AskNotStuck, AskNotOpen, ProcessAlreadyEnded, ReactionNotAllowed } = refusals;

/** POST /api/ops/processes/{name}/{id}/retry?number=&reason=: has an ask that is stuck tried again, at once. */
export const retryAsk = actionRoute(edge, {
  ...mending,
  name: 'RetryAsk',
  path: 'processes/{name}/{id}/retry',
  parameters: z.strictObject({ ...instance, number }),
  problems: [AskNotFound, AskNotStuck],
  act: ({ reason, number: asked, ...meant }, by) =>
    operate(by).mendProcess({ ...meant, say: { type: 'RetryAsk', data: { number: asked, reason } } }),
});

/** POST /api/ops/processes/{name}/{id}/skip?number=&reason=: goes on as if an ask that is stuck had been accepted. */
export const skipAsk = actionRoute(edge, {
  ...mending,
  name: 'SkipAsk',
  path: 'processes/{name}/{id}/skip',
  parameters: z.strictObject({ ...instance, number }),
  problems: [AskNotFound, AskNotStuck, ReactionNotAllowed],
  act: ({ reason, number: asked, ...meant }, by) =>
    operate(by).mendProcess({ ...meant, say: { type: 'SkipAsk', data: { number: asked, reason } } }),
});

/** POST /api/ops/processes/{name}/{id}/resolve?reason=: ends a process where it stands, because somebody has settled it by hand. */
export const resolveProcess = actionRoute(edge, {
  ...mending,
  name: 'ResolveProcess',
  path: 'processes/{name}/{id}/resolve',
  parameters: z.strictObject(instance),
  problems: [ProcessAlreadyEnded],
  act: ({ reason, ...meant }, by) =>
    operate(by).mendProcess({ ...meant, say: { type: 'ResolveProcess', data: { reason } } }),
});

/** POST /api/ops/processes/{name}/{id}/extend?number=&dueAt=&reason=: gives an ask without an answer, or a wait, another deadline. */
export const extendDeadline = actionRoute(edge, {
  ...mending,
  name: 'ExtendDeadline',
  path: 'processes/{name}/{id}/extend',
  parameters: z.strictObject({ ...instance, number, dueAt: moment }),
  problems: [AskNotFound, AskNotOpen],
  act: ({ reason, number: asked, dueAt, ...meant }, by) =>
    operate(by).mendProcess({ ...meant, say: { type: 'ExtendDeadline', data: { number: asked, dueAt, reason } } }),
});
