import type { Database } from '@azure/cosmos';
import type { Inbox } from '../../consumers/email/mail-store.ts';
import { runBatch } from '../cosmos/batches.ts';
import { mailDocument, recipientId } from './mail-documents.ts';
import { retriesOf, type StoreOptions } from '../cosmos/store-options.ts';

/**
 * The inbox: a message was taken when there is its mail, whose id follows from it. The transaction begins with reading the order's
 * recipient, and fails once that is gone. So no mail is added after an erasure.
 */
export const cosmosInbox = (database: Database, options: StoreOptions): Inbox => {
  const container = database.container('mails');
  const retrying = retriesOf(options);

  return {
    take: async (mail) => {
      const operations = [
        { operationType: 'Read', id: recipientId },
        { operationType: 'Create', resourceBody: mailDocument(mail) },
      ] as const;
      const batch = { partition: mail.orderId, operations };
      const refused = await retrying((abortSignal) => runBatch(container, batch, abortSignal));
      if (refused === undefined) return 'taken';
      return refused === 0 ? 'closed' : 'duplicate';
    },
  };
};
