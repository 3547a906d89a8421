import { inMemoryDocuments, type StoredDocuments } from '../../../adapters/memory/index.ts';
import { partitionOf } from '../../../application/consumers/containers.ts';
import type { DocumentStore } from '../../../application/consumers/document-store.ts';
import { takeOnce } from '../../../application/consumers/take-once.ts';
import { emailContainers } from '../../../consumers/email/containers.ts';
import { emailConsumer } from '../../../consumers/email/email.ts';
import { mailsAbout, recipientOf } from '../../../consumers/email/order-mails.ts';
import { specTime } from '../../support/as-bob.ts';

const everything = 1_000;

/** The email consumer, over a store in memory unless another one is given. */
export const emailOver = (documents: DocumentStore) =>
  takeOnce(emailConsumer, { documents, tools: undefined, clock: () => specTime });

/** What lies in the store of the email consumer. */
export const emailsIn = (documents: DocumentStore) => {
  const order = (orderId: string) => partitionOf(emailContainers.mails, documents('mails'), orderId);
  const mailsOf = (orderId: string, after = 0, atMost = everything) =>
    mailsAbout(order(orderId), { orderId, after, atMost });
  return {
    mailsOf,
    statusesOf: async (orderId: string) => (await mailsOf(orderId)).map(({ status }) => status),
    recipientOf: (orderId: string) => recipientOf(order(orderId)),
    ordersOf: async (customerId: string) =>
      (await documents('customers').list(customerId, { prefix: 'order:', atMost: everything })).map(({ id }) => id),
  };
};

/** An empty store, and what lies in it. */
export const emailWorld = () => {
  const stored: StoredDocuments = new Map();
  const documents = inMemoryDocuments(stored);
  return { documents, handle: emailOver(documents).handle, ...emailsIn(documents), allText: () => textOf(stored) };
};

const textOf = (stored: StoredDocuments): string =>
  JSON.stringify(
    [...stored.values()].flatMap((partitions) => [...partitions.values()].flatMap((each) => [...each.values()])),
  );
