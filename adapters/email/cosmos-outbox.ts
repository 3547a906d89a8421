import type { Database, SqlQuerySpec } from '@azure/cosmos';
import { erasedMailOf, mailSchema, type Mail } from '../../consumers/email/mail.ts';
import type { Outbox } from '../../consumers/email/mail-store.ts';
import { runBatch } from '../cosmos/batches.ts';
import { mailDocument } from './mail-documents.ts';
import { queryAll } from '../cosmos/queries.ts';
import { retriesOf, type StoreOptions } from '../cosmos/store-options.ts';

/** As many as one transaction may replace. */
const mailsInBatch = 100;

/** The outbox: the mails of an order. */
export const cosmosOutbox = (database: Database, options: StoreOptions): Outbox => {
  const container = database.container('mails');
  const retrying = retriesOf(options);

  const mailsAbout = async (orderId: string, after: number, atMost: number): Promise<readonly Mail[]> => {
    const documents = await queryAll(container, retrying, mailsAfter(after, atMost), { partitionKey: orderId });
    return documents.map((document) => mailSchema.parse(document));
  };

  const replaceAll = async (orderId: string, mails: readonly Mail[]): Promise<void> => {
    const documents = mails.map((mail) => mailDocument(mail));
    const operations = documents.map(
      (resourceBody) => ({ operationType: 'Replace', id: resourceBody.id, resourceBody }) as const,
    );
    await retrying((abortSignal) => runBatch(container, { partition: orderId, operations }, abortSignal));
  };

  return {
    mailsAbout,
    empty: async (orderId) => {
      for (let after = 0; ;) {
        const mails = await mailsAbout(orderId, after, mailsInBatch);
        const last = mails.at(-1);
        if (last === undefined) return;
        await replaceAll(orderId, mails.map(erasedMailOf));
        after = last.orderVersion;
      }
    },
  };
};

/** Only mails have a version. Those without a status were stored before orders had a recipient, and are ignored. */
const mailsAfter = (after: number, atMost: number): SqlQuerySpec => ({
  query: 'SELECT TOP @atMost * FROM c WHERE c.orderVersion > @after AND IS_DEFINED(c.status) ORDER BY c.orderVersion',
  parameters: [
    { name: '@after', value: after },
    { name: '@atMost', value: atMost },
  ],
});
