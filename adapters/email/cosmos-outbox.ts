import type { Database, OperationInput, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import { erasedMailOf, mailSchema } from '../../consumers/email/mail.ts';
import type { Outbox } from '../../consumers/email/mail-store.ts';
import { runBatch } from '../cosmos/batches.ts';
import { mailDocument } from './mail-documents.ts';
import { reportDamage } from '../cosmos/report-damage.ts';
import { queryAll } from '../cosmos/queries.ts';
import { retriesOf, type StoreOptions } from '../cosmos/store-options.ts';

/** As many as one transaction may replace. */
const mailsInBatch = 100;

/** The outbox: the mails of an order. */
export const cosmosOutbox = (database: Database, options: StoreOptions): Outbox => {
  const container = database.container('mails');
  const retrying = retriesOf(options);

  const documentsOf = (orderId: string, query: SqlQuerySpec): Promise<readonly unknown[]> =>
    queryAll(container, retrying, query, { partitionKey: orderId });

  return {
    mailsAbout: async (orderId, after, atMost) =>
      (await documentsOf(orderId, mailsAfter(after, atMost, ofWholeVersions))).map((document) => {
        const mail = mailSchema.safeParse(document);
        if (mail.success) return mail.data;
        reportDamage(options, container, document, z.prettifyError(mail.error));
        return { status: 'damaged', orderId, orderVersion: versioned.parse(document).orderVersion };
      }),

    empty: async (orderId) => {
      for (let after = 0; ;) {
        const documents = (await documentsOf(orderId, mailsAfter(after, mailsInBatch))).map((document) =>
          versioned.parse(document),
        );
        const last = documents.at(-1);
        if (last === undefined) return;
        const operations = documents.map(emptied);
        await retrying((abortSignal) => runBatch(container, { partition: orderId, operations }, abortSignal));
        after = last.orderVersion;
      }
    },
  };
};

/** The fields that the query selects, which are there even in a damaged document. */
const versioned = z.looseObject({ id: z.string(), orderVersion: z.number() });

/** Deletes a damaged mail, because it may contain personal data. It is not made again: its order was closed before. */
const emptied = (document: z.infer<typeof versioned>): OperationInput => {
  const mail = mailSchema.safeParse(document);
  const resourceBody = mail.success ? mailDocument(erasedMailOf(mail.data)) : undefined;
  return resourceBody?.id === document.id
    ? { operationType: 'Replace', id: document.id, resourceBody }
    : { operationType: 'Delete', id: document.id };
};

/** No page could go on behind a broken number, so a list passes such a damaged mail over. An erasure deletes it like any other. */
const ofWholeVersions = ' AND c.orderVersion = FLOOR(c.orderVersion)';

/** Only mails have a version. Those without a status were stored before orders had a recipient, and are ignored. */
const mailsAfter = (after: number, atMost: number, only = ''): SqlQuerySpec => ({
  query: `SELECT TOP @atMost * FROM c WHERE c.orderVersion > @after AND IS_DEFINED(c.status)${only} ORDER BY c.orderVersion`,
  parameters: [
    { name: '@after', value: after },
    { name: '@atMost', value: atMost },
  ],
});
