import { z } from 'zod';
import {
  pageParameters,
  queryRoute,
  unknownContinuation,
  versionPage,
  type VersionList,
} from '../../adapters/azure-functions/index.ts';
import type { Reader } from '../../application/callers/reach.ts';
import { partitionOf } from '../../application/consumers/containers.ts';
import { emailContainers } from '../../consumers/email/containers.ts';
import { emailConsumer } from '../../consumers/email/email.ts';
import { listedMailSchema, type ListedMail } from '../../consumers/email/mail.ts';
import { mailsAbout } from '../../consumers/email/order-mails.ts';
import { ordersById } from '../../domain/order/index.ts';
import { entityId } from '../../domain/modelling/values.ts';
import { capabilities, edge } from '../composition.ts';

const orders = edge.system.readerOf(ordersById);

const stored = capabilities.storeOf(emailConsumer.name).documents('mails');

const mailsOf = (orderId: string): VersionList<ListedMail> => ({
  name: `mails of ${orderId}`,
  versionOf: ({ orderVersion }) => orderVersion,
  read: (after, atMost) => mailsAbout(partitionOf(emailContainers.mails, stored, orderId), { orderId, after, atMost }),
});

/** An erased mail does not name its recipient, so the owner of the order is checked. */
const isReached = async (orderId: string, reader: Reader): Promise<boolean> =>
  reader.reach === 'all' || (await orders.for(reader).read({ id: orderId, partition: orderId })).found === 'current';

/** GET /api/orders/{orderId}/mails?limit=&continuation=: the mails about an order, oldest first. */
export const getOrderMails = queryRoute(edge, {
  name: 'GetOrderMails',
  roles: ['customer', 'clerk', 'auditor'],
  path: 'orders/{orderId}/mails',
  parameters: z.strictObject({ orderId: entityId, ...pageParameters }),
  answers: z.object({ items: z.array(listedMailSchema).readonly(), continuation: z.string().nullable() }),
  problems: [unknownContinuation],
  handle: async ({ orderId, ...page }, caller) => ({
    body: (await isReached(orderId, caller))
      ? await versionPage(mailsOf(orderId), page)
      : { items: [], continuation: null },
  }),
});
