import { z } from 'zod';
import { logRoute } from '../../adapters/azure-functions/index.ts';
import { activity } from '../../domain/activity.ts';
import { edge } from '../composition.ts';

/**
 * GET /api/activity?actor=&from=&to=&order=&count=&after=&limit=&continuation=: what one caller has done, or all, newest first; with
 * what each event has changed, old values and new.
 */
export const listActivity = logRoute(edge, {
  name: 'ListActivity',
  roles: ['operator', 'auditor'],
  path: 'activity',
  log: activity,
  partition: z
    .string()
    .min(1)
    .max(200)
    .meta({ examples: ['bob'] }),
  direction: 'order',
});
