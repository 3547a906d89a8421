import { z } from 'zod';
import {
  afterVersion,
  answerWithLog,
  inOrder,
  loggedPageOf,
  logProblems,
  pageParameters,
  queryRoute,
  searchParameters,
  sortDirection,
} from '../../adapters/azure-functions/index.ts';
import { activity, activityByTime, activitySchema } from '../../domain/activity.ts';
import { edge } from '../composition.ts';

const log = edge.system.logReaderOf(activity).search(activityByTime);

const actor = z
  .string()
  .min(1)
  .max(200)
  .meta({ examples: ['bob'] });

/**
 * GET /api/activity?actor=&from=&to=&direction=&count=&after=&limit=&continuation=: what one caller has done, or all, newest first; with
 * what each event has changed, old values and new.
 */
export const listActivity = queryRoute(edge, {
  name: 'ListActivity',
  shows: activity,
  roles: ['operator', 'auditor'],
  path: 'activity',
  parameters: z
    .strictObject({
      actor: actor.exactOptional(),
      ...searchParameters,
      direction: sortDirection,
      after: afterVersion.exactOptional(),
      ...pageParameters,
    })
    .superRefine(inOrder),
  answers: loggedPageOf(activitySchema),
  problems: logProblems,
  handle: async ({ actor: partition, ...asked }, caller) =>
    answerWithLog(
      log.for(caller),
      { ...asked, ...(partition === undefined ? {} : { partition }) },
      { partition: 'actor' },
    ),
});
