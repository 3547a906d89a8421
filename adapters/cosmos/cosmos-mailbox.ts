import type { Database } from '@azure/cosmos';
import { z } from 'zod';
import { mailSchema, type Mail, type Mailbox } from '../../application/mailbox.ts';
import { documentIdFor } from '../document-id.ts';
import { createItem, deleteItem } from './items.ts';
import { everywhere, queryAll } from './queries.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/**
 * The mailbox in the container `mails`, partition key `/orderId`. After a lost answer a mail that was kept is called a
 * duplicate: it is there once, which is what is promised.
 */
export const cosmosMailbox = (database: Database, options: StoreOptions = {}): Mailbox => {
  const container = database.container('mails');
  const retrying = retriesOf(options);

  return {
    keep: async (mail) => {
      const document = { id: documentIdFor(mail.messageId), ...mail };
      const created = await retrying((abortSignal) => createItem(container, document, abortSignal));
      return created === 'created' ? 'kept' : 'duplicate';
    },

    // Sorted here, because the container indexes nothing that a mail holds and the mails of one order are few.
    about: async (orderId) => {
      const documents = await queryAll(container, retrying, { query: 'SELECT * FROM c' }, { partitionKey: orderId });
      return documents.map(mailIn).sort((one, other) => one.orderVersion - other.orderVersion);
    },

    forget: async (customerId) => {
      const query = {
        query: 'SELECT c.id, c.orderId FROM c WHERE c.customerId = @customerId',
        parameters: [{ name: '@customerId', value: customerId }],
      };
      const found = await queryAll(container, retrying, query, everywhere);
      for (const { id, orderId } of found.map((each) => place.parse(each)))
        await retrying((abortSignal) => deleteItem(container, { id, partition: orderId }, abortSignal));
    },
  };
};

const place = z.object({ id: z.string(), orderId: z.string() });

const mailIn = (document: unknown): Mail => mailSchema.parse(document);
