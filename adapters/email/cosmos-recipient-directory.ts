import type { Database, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import type { Recipient, RecipientDirectory } from '../../consumers/email/mail-store.ts';
import { boundedCaches } from '../cache/index.ts';
import { runBatch } from '../cosmos/batches.ts';
import { createItem, deleteItem, readItem } from '../cosmos/items.ts';
import { erasedDocument, listedDocument, orderDocument, recipientDocument, recipientId } from './mail-documents.ts';
import { queryAll } from '../cosmos/queries.ts';
import { retriesOf, type StoreOptions } from '../cosmos/store-options.ts';

/** The directory: recipients of orders in the container `mails`, orders of customers in `mail-recipients`. */
export const cosmosRecipientDirectory = (database: Database, options: StoreOptions): RecipientDirectory => ({
  ...recipientsOfOrders(database, options),
  ...ordersOfCustomers(database, options),
});

/** Recipients in the memory of one process, some 200 bytes each; a few minutes long, because they belong to persons. */
const recipientsInMemory = { entries: 10_000, bytes: 2 * 1024 * 1024 };

const recipientsOfOrders = (
  database: Database,
  options: StoreOptions,
): Pick<RecipientDirectory, 'recipientOf' | 'open' | 'close'> => {
  const container = database.container('mails');
  const retrying = retriesOf(options);
  const read = (orderId: string, id: string) =>
    retrying((abortSignal) => readItem(container, { id, partition: orderId }, abortSignal));

  const remembered = boundedCaches(recipientsInMemory)<Recipient>({ isPersonal: true, sizeOf: () => 200 });

  const activeRecipient = async (orderId: string): Promise<Recipient | undefined> => {
    const found = await read(orderId, recipientId);
    return found === undefined ? undefined : { status: 'active', ...recipient.parse(found) };
  };

  const storedRecipient = async (orderId: string): Promise<Recipient | undefined> => {
    const active = await activeRecipient(orderId);
    if (active !== undefined) return active;
    if ((await read(orderId, orderDocument(orderId).id)) === undefined) return undefined;
    return (await activeRecipient(orderId)) ?? { status: 'erased' }; // or it was opened between the two reads
  };

  return {
    // The recipient of an order never changes to another: what is remembered can only have been closed, which an inbox proves.
    recipientOf: async (orderId) => {
      const known = remembered.get(orderId) ?? (await storedRecipient(orderId));
      if (known !== undefined) remembered.set(orderId, known);
      return known;
    },

    // Both documents or none. Where the first exists, the order was opened or closed before, and stays so.
    open: async (orderId, customerId) => {
      const documents = [orderDocument(orderId), recipientDocument(orderId, customerId)];
      const operations = documents.map((resourceBody) => ({ operationType: 'Create', resourceBody }) as const);
      const refused = await retrying((abortSignal) =>
        runBatch(container, { partition: orderId, operations }, abortSignal),
      );
      if (refused === undefined) remembered.set(orderId, { status: 'active', customerId });
    },

    // In this order: after the first step the order cannot be opened any more.
    close: async (orderId) => {
      await retrying((abortSignal) => createItem(container, orderDocument(orderId), abortSignal));
      remembered.set(orderId, { status: 'erased' });
      const key = { id: recipientId, partition: orderId };
      await retrying((abortSignal) => deleteItem(container, key, abortSignal));
    },
  };
};

const recipient = z.object({ customerId: z.string() });

const ordersOfCustomers = (
  database: Database,
  options: StoreOptions,
): Pick<RecipientDirectory, 'list' | 'markErased' | 'ordersOf' | 'unlist'> => {
  const container = database.container('mail-recipients');
  const retrying = retriesOf(options);

  return {
    // Written, then read; an erasure marks, then reads the list. A session reads what it wrote and, in that partition, all that is
    // older, so one of the two sees the other.
    list: async (customerId, orderId) => {
      const document = listedDocument(customerId, orderId);
      await retrying((abortSignal) => createItem(container, document, abortSignal));
      const mark = { id: erasedDocument(customerId).id, partition: customerId };
      const found = await retrying((abortSignal) => readItem(container, mark, abortSignal));
      return found === undefined ? 'active' : 'erased';
    },

    markErased: async (customerId) => {
      const mark = erasedDocument(customerId);
      await retrying((abortSignal) => createItem(container, mark, abortSignal));
    },

    ordersOf: async (customerId, atMost) => {
      const documents = await queryAll(container, retrying, firstOrders(atMost), { partitionKey: customerId });
      return documents.map((document) => listed.parse(document).orderId);
    },

    unlist: async (customerId, orderId) => {
      const key = { id: listedDocument(customerId, orderId).id, partition: customerId };
      await retrying((abortSignal) => deleteItem(container, key, abortSignal));
    },
  };
};

const firstOrders = (atMost: number): SqlQuerySpec => ({
  query: 'SELECT TOP @atMost c.orderId FROM c WHERE IS_DEFINED(c.orderId)',
  parameters: [{ name: '@atMost', value: atMost }],
});

const listed = z.object({ orderId: z.string() });
