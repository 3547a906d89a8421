import { z } from 'zod';
import type { Partition } from '../../application/consumers/containers.ts';

// An order is opened for mails, and a customer for orders: at most once, and closed for good. Two documents of its partition say so,
// one that it was opened or closed before, and one that it is open. Part of the storage format: never rename.

/** There as soon as something was opened or closed, and never removed: nothing is opened again that was closed. */
export const openedSchema = z.object({ status: z.literal('opened') }).readonly();

type Opened = z.infer<typeof openedSchema>;

/** The ids of the two documents. */
export const openedId = 'opened';
export const openId = 'open';

/** Makes sure that it is not opened any more. Refused when it was opened or closed before. */
export const neverOpen = { type: 'create', id: openedId, document: { status: 'opened' } } as const;

/** Opens it, with what is known of it while it is open. Refused when it was opened or closed before. */
export const opening = <Document>(document: Document) => [neverOpen, { type: 'create', id: openId, document } as const];

/** Refused when it is not open. */
export const whileOpen = { type: 'require', id: openId } as const;

/** Closes it, permanently. */
export const close = async <Document>(home: Partition<Document | Opened>): Promise<void> => {
  await home.batch([neverOpen]);
  for (let open = await home.read(openId); open !== undefined; open = await home.read(openId))
    await home.batch([{ type: 'remove', id: openId, revision: open.revision }]);
};
