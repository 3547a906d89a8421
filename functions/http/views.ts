import { z } from 'zod';
import { actionReason, actionRoute, operatorRoute, wholeNumber } from '../../adapters/azure-functions/index.ts';
import type { SwitchOutcome } from '../../application/generations/switch-generation.ts';
import { describedView } from '../../application/operations/describe-views.ts';
import { text } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

const { generations, operate } = edge.system;

const ofView = { name: text(100), reason: actionReason };
const generation = wholeNumber(1, 1_000_000);

const switched = z.object({ outcome: z.enum(['switched', 'already-live']), live: z.int(), previous: z.int() });

const unknownView = {
  status: 404,
  name: 'unknown-view',
  title: 'There is no such view',
  members: { views: generations.names },
};
const notDeclared = { status: 404, name: 'generation-not-declared', title: 'This build declares no such generation' };
const neverSwitched = {
  status: 409,
  name: 'never-switched',
  title: 'The view was never switched, so nothing is behind it',
};
const notReady = { status: 409, name: 'generation-not-ready', title: 'The generation cannot be read yet' };
const overtaken = {
  status: 409,
  name: 'switched-by-others',
  title: 'Another operator has switched the view meanwhile',
};
const settling = {
  status: 409,
  name: 'switch-is-settling',
  title: 'The switch before is not known to every instance yet',
  retryAfterSeconds: 60,
};
const stillDeclared = {
  status: 409,
  name: 'generation-is-declared',
  title: 'This build still declares the generation',
};
const stillLive = { status: 409, name: 'generation-is-live', title: 'The generation is the one that is read' };

const answerOf = (ended: SwitchOutcome) => {
  switch (ended.outcome) {
    case 'switched':
    case 'already-live':
      return { body: ended };
    case 'unknown-view':
      return { problem: unknownView };
    case 'not-declared':
      return { problem: { ...notDeclared, members: { declared: ended.declared } } };
    case 'never-switched':
      return { problem: neverSwitched };
    case 'not-ready':
      return { problem: { ...notReady, detail: ended.missing.join(' '), members: { missing: ended.missing } } };
    case 'overtaken':
      return { problem: overtaken };
    case 'settling':
      return { problem: settling };
  }
};

/** GET /api/ops/views: every view and total, its generations, which one is live, and how far builds are. */
export const listViews = operatorRoute(edge, {
  name: 'ListViews',
  roles: ['operator'],
  path: 'views',
  parameters: z.strictObject({}),
  answers: z.object({ items: z.array(describedView).readonly() }),
  handle: async () => ({ body: { items: await generations.describe() } }),
});

/**
 * POST /api/ops/views/{name}/switch?to=&reason=&force=: makes a generation the one that is read, the newest if none is given. With
 * `force=true` whatever is missing.
 */
export const switchView = actionRoute(edge, {
  name: 'SwitchView',
  roles: ['operator'],
  path: 'views/{name}/switch',
  parameters: z.strictObject({
    ...ofView,
    to: generation.exactOptional(),
    force: z.enum(['true', 'false']).exactOptional(),
  }),
  answers: switched,
  unknown: unknownView,
  problems: [notDeclared, notReady, overtaken, settling],
  act: ({ name, force, ...asked }, by) => operate(by).switchTo({ ...asked, view: name, isForced: force === 'true' }),
  answer: answerOf,
});

/** POST /api/ops/views/{name}/back?reason=: goes back to the generation that was read before. */
export const switchViewBack = actionRoute(edge, {
  name: 'SwitchViewBack',
  roles: ['operator'],
  path: 'views/{name}/back',
  parameters: z.strictObject(ofView),
  answers: switched,
  unknown: unknownView,
  problems: [notDeclared, neverSwitched, overtaken, settling],
  act: ({ name, reason }, by) => operate(by).switchBack({ view: name, reason }),
  answer: answerOf,
});

/**
 * POST /api/ops/views/{name}/drop?generation=&reason=: removes what a generation that is no longer declared has parked, and its
 * build. Its container is left: the app may not delete containers.
 */
export const dropGeneration = actionRoute(edge, {
  name: 'DropGeneration',
  roles: ['operator'],
  path: 'views/{name}/drop',
  parameters: z.strictObject({ ...ofView, generation }),
  answers: z.object({ container: z.string(), released: z.int().min(0) }),
  unknown: unknownView,
  problems: [stillDeclared, stillLive, overtaken],
  act: ({ name, ...dropped }, by) => operate(by).drop({ ...dropped, view: name }),
  answer: (ended) => {
    switch (ended.outcome) {
      case 'declared':
        return { problem: stillDeclared };
      case 'live':
        return { problem: stillLive };
      case 'overtaken':
        return { problem: overtaken };
      case 'dropped':
        return { body: { container: ended.container, released: ended.released } };
    }
  },
});
