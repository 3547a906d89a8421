import { z } from 'zod';
import { operatorRoute } from '../../adapters/azure-functions/index.ts';
import { buildProgress } from '../../application/builds/progress.ts';
import { text } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

const { builds } = edge.system;

const notToBeBuilt = {
  status: 404,
  name: 'not-to-be-built',
  title: 'There is no such view, or it has effects that must not happen twice',
  members: { names: builds.names },
};

const neverBuilt = { status: 404, name: 'never-built', title: 'This view was never built' };

const name = { name: text(100) };

/**
 * POST /api/ops/views/{name}/build?again=: builds a view from the whole history, while it is kept up to date. A build that has
 * ended goes on behind what it has; with `again=true` it begins anew.
 */
export const buildView = operatorRoute(edge, {
  name: 'BuildView',
  roles: ['operator'],
  method: 'POST',
  path: 'views/{name}/build',
  parameters: z.strictObject({ ...name, again: z.enum(['true', 'false']).exactOptional() }),
  answers: z.object({ outcome: z.enum(['begun', 'continued', 'running']), progress: buildProgress }),
  problems: [notToBeBuilt],
  handle: async ({ name: view, again }, { id }) => {
    const answer = await builds.begin(view, { actor: id, again: again === 'true' });
    return answer === undefined ? { problem: notToBeBuilt } : { body: answer };
  },
});

/** POST /api/ops/views/{name}/build/{change}: pauses, resumes or cancels a build. */
export const changeBuild = operatorRoute(edge, {
  name: 'ChangeBuild',
  roles: ['operator'],
  method: 'POST',
  path: 'views/{name}/build/{change}',
  parameters: z.strictObject({ ...name, change: z.enum(['pause', 'resume', 'cancel']) }),
  answers: buildProgress,
  problems: [neverBuilt],
  handle: async ({ name: view, change }) => {
    const progress = await builds.change(view, change);
    return progress === undefined ? { problem: neverBuilt } : { body: progress };
  },
});

/** GET /api/ops/views/{name}/build: how far the last build of a view is. */
export const showBuild = operatorRoute(edge, {
  name: 'ShowBuild',
  roles: ['operator'],
  method: 'GET',
  path: 'views/{name}/build',
  parameters: z.strictObject(name),
  answers: buildProgress,
  problems: [neverBuilt],
  handle: async ({ name: view }) => {
    const progress = await builds.progressOf(view);
    return progress === undefined ? { problem: neverBuilt } : { body: progress };
  },
});
