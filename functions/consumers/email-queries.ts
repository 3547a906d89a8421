import { z } from 'zod';
import {
  pageParameters,
  queryRoute,
  unknownContinuation,
  versionPage,
  type VersionList,
} from '../../adapters/azure-functions/index.ts';
import { mailSchema, type Mail } from '../../consumers/email/mail.ts';
import { entityId } from '../../domain/values.ts';
import { capabilities, edge } from '../composition.ts';

const mailsOf = (orderId: string): VersionList<Mail> => ({
  name: `mails of ${orderId}`,
  versionOf: ({ orderVersion }) => orderVersion,
  read: (after, atMost) => capabilities.mails.outbox.mailsAbout(orderId, after, atMost),
});

/** GET /api/orders/{orderId}/mails?limit=&continuation=: what the customer was told, oldest first. */
export const getOrderMails = queryRoute(edge, {
  name: 'GetOrderMails',
  roles: ['clerk', 'auditor'],
  path: 'orders/{orderId}/mails',
  parameters: z.strictObject({ orderId: entityId, ...pageParameters }),
  answers: z.object({ items: z.array(mailSchema).readonly(), continuation: z.string().nullable() }),
  problems: [unknownContinuation],
  handle: async ({ orderId, ...page }) => ({ body: await versionPage(mailsOf(orderId), page) }),
});
