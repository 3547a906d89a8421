import { z } from 'zod';
import { actionReason, actionRoute, operatorRoute } from '../../adapters/azure-functions/index.ts';
import { buildProgress } from '../../application/builds/progress.ts';
import { text } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

const { builds, operate } = edge.system;

const notToBeBuilt = {
  status: 404,
  name: 'not-to-be-built',
  title: 'There is no such view, or it has effects that must not happen twice',
  members: { names: builds.names },
};

const neverBuilt = { status: 404, name: 'never-built', title: 'This view was never built' };

const name = { name: text(100) };

/** How far a build is now. */
const shown = async (view: string) => {
  const progress = await builds.progressOf(view);
  return progress === undefined ? { problem: neverBuilt } : { body: progress };
};

/**
 * POST /api/ops/views/{name}/build?again=&reason=: builds a view from the whole history, while it is kept up to date. A build that
 * has ended goes on behind what it has; with `again=true` it begins anew.
 */
export const buildView = actionRoute(edge, {
  name: 'BuildView',
  roles: ['operator'],
  path: 'views/{name}/build',
  parameters: z.strictObject({
    ...name,
    again: z.enum(['true', 'false']).exactOptional(),
    reason: actionReason.exactOptional(),
  }),
  answers: z.object({ outcome: z.enum(['begun', 'continued', 'running']), progress: buildProgress }),
  unknown: notToBeBuilt,
  act: ({ again, ...asked }, by) => operate(by).beginBuild({ ...asked, again: again === 'true' }),
  answer: async ({ outcome }, { name: view }) => {
    const progress = await builds.progressOf(view);
    if (outcome === 'not-to-be-built' || progress === undefined) return { problem: notToBeBuilt };
    return { body: { outcome, progress } };
  },
});

const changing = { ...name, change: z.enum(['pause', 'resume', 'cancel']), reason: actionReason.exactOptional() };

/** POST /api/ops/views/{name}/build/{change}?reason=: pauses, resumes or cancels a build; a cancelled one needs a reason. */
export const changeBuild = actionRoute(edge, {
  name: 'ChangeBuild',
  roles: ['operator'],
  path: 'views/{name}/build/{change}',
  parameters: z.strictObject(changing).refine(({ change, reason }) => change !== 'cancel' || reason !== undefined, {
    path: ['reason'],
    error: 'is missing',
  }),
  answers: buildProgress,
  unknown: neverBuilt,
  act: (asked, by) => operate(by).changeBuild(asked),
  answer: (_, { name: view }) => shown(view),
});

/** GET /api/ops/views/{name}/build: how far the last build of a view is. */
export const showBuild = operatorRoute(edge, {
  name: 'ShowBuild',
  roles: ['operator'],
  path: 'views/{name}/build',
  parameters: z.strictObject(name),
  answers: buildProgress,
  problems: [neverBuilt],
  handle: ({ name: view }) => shown(view),
});
