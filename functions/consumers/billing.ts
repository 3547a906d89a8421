import { topicFunction } from '../../adapters/azure-functions/index.ts';
import { partitionOf } from '../../application/consumers/containers.ts';
import { billing as billingConsumer } from '../../consumers/billing/billing.ts';
import { billingContainers } from '../../consumers/billing/containers.ts';
import { listedUnder, type ListedDocument } from '../../consumers/billing/listed.ts';
import { billingStreams } from '../../consumers/billing/streams.ts';
import { capabilities } from '../composition.ts';
import { startConsumer } from './start-consumer.ts';

/** The streams of billing, in its own database. */
export const streams = billingStreams({ ...capabilities, ...capabilities.streamsOf(billingConsumer.name) });

/** The billing consumer at work. */
export const billing = startConsumer(billingConsumer, streams);

/** Runs for each message that concerns invoices. */
export const issueDocuments = topicFunction('IssueDocuments', {
  ...{ subscription: billing.name, take: billing.take },
  hears: Object.keys(billingConsumer.hears),
});

const customers = capabilities.storeOf(billing.name).documents('customers');

/** See {@link listedUnder}. */
export const documentsOfCustomer = (
  customerId: string,
  after: string | undefined,
  atMost: number,
): Promise<readonly ListedDocument[]> =>
  listedUnder(partitionOf(billingContainers.customers, customers, customerId), after, atMost);
