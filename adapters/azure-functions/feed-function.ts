import { app, type CosmosDBv4Handler } from '@azure/functions';
import type { DeliveryReport, Subscriber } from '../../application/feed/subscriber.ts';
import { oldestAge } from './oldest-age.ts';

/** How a subscriber follows the feed. */
export interface Following {
  /** How long to wait before asking again once the feed is drained, in milliseconds. */
  readonly pollDelay: number;
  /** Now, as an ISO 8601 date and time. */
  readonly clock: () => string;
}

/**
 * Registers a function that tells a subscriber of every commit ever made, and returns its handler.
 *
 * Its lease prefix is its own, or it would share the feed with others and see only a part (Azure Functions documentation,
 * "Azure Cosmos DB trigger"). It retries for ever, because without a policy the trigger goes on past a batch that threw
 * (azure-webjobs-sdk-extensions issue 837); what can never succeed, the subscriber parks.
 */
export const feedFunction = (
  name: string,
  subscriber: Subscriber,
  { pollDelay, clock }: Following,
): CosmosDBv4Handler => {
  const handler: CosmosDBv4Handler = async (documents, context) => {
    const report = await subscriber.deliver(documents);
    const line = `${subscriber.name}: ${sentenceOf(report)}; oldest commit ${oldestAge(documents, clock())} s old`;
    if (report.parked > 0) context.warn(line);
    else if (report.applied + report.alreadyApplied > 0) context.log(line);
  };
  app.cosmosDB(name, {
    connection: 'COSMOS',
    databaseName: '%COSMOS_DATABASE%',
    containerName: 'events',
    leaseContainerName: 'leases',
    leaseContainerPrefix: subscriber.name,
    // Made with the rest of the infrastructure: with an Entra identity the trigger may not make it.
    createLeaseContainerIfNotExists: false,
    startFromBeginning: true,
    maxItemsPerInvocation: 100,
    feedPollDelay: pollDelay,
    retry: {
      strategy: 'exponentialBackoff',
      maxRetryCount: -1,
      minimumInterval: { seconds: 2 },
      maximumInterval: { minutes: 1 },
    },
    handler,
  });
  return handler;
};

// The alert on late views reads this line: infra/queries/feed-lines.kql.
const sentenceOf = ({ applied, alreadyApplied, notApplicable, parked }: DeliveryReport): string =>
  `streams applied ${applied}, already applied ${alreadyApplied}, not applicable ${notApplicable}, parked ${parked}`;
