import { app, type CosmosDBv4Handler } from '@azure/functions';
import { deliverToGroup, type FeedGroup } from '../../application/feed/feed-group.ts';
import type { DeliveryReport } from '../../application/feed/subscriber.ts';
import type { StoredHistory } from '../../application/streams/stored-history.ts';
import { storedDocuments } from './delivery/stored-documents.ts';
import { oldestAge } from './oldest-age.ts';

/** How a function follows the feed. */
export interface Following {
  /** How long to wait before polling a drained feed again, in milliseconds. */
  readonly pollDelay: number;
  /** Now, as an ISO 8601 date and time. */
  readonly clock: () => string;
  /** Where a document that its host may have rewritten is read again. */
  readonly storedHistory: Pick<StoredHistory, 'ofCommit'>;
}

/**
 * Registers a function that delivers every commit ever made to a group of subscribers, and returns its handler.
 *
 * Its lease prefix is its own: functions that share one share the feed, and each sees only a part (Azure Functions documentation,
 * "Azure Cosmos DB trigger"). It retries without end, because without a policy the trigger skips a batch that threw
 * (azure-webjobs-sdk-extensions issue 837); what can never succeed, the subscriber parks. Documents are delivered as they are in
 * the store, also where the host has given them other text.
 */
export const feedFunction = (group: FeedGroup, { pollDelay, clock, storedHistory }: Following): CosmosDBv4Handler => {
  const asStored = storedDocuments(storedHistory);
  const handler: CosmosDBv4Handler = async (delivered, context) => {
    const { documents, rewritten } = await asStored(delivered);
    if (rewritten > 0) context.warn(rewrittenSentence(group, rewritten));
    await deliverToGroup(group, documents, (subscriber, report) => {
      const line = `${subscriber}: ${sentenceOf(report)}; oldest commit ${oldestAge(delivered, clock())} s old`;
      if (report.parked > 0) context.warn(line);
      else if (report.applied + report.alreadyApplied > 0) context.log(line);
    });
  };
  app.cosmosDB(functionNameOf(group), {
    connection: 'COSMOS',
    databaseName: '%COSMOS_DATABASE%',
    containerName: 'events',
    leaseContainerName: 'leases',
    leaseContainerPrefix: group.name,
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

// docs/operations.md says what to do about it.
const rewrittenSentence = ({ name }: FeedGroup, count: number): string =>
  `${name}: the host rewrote dates and times in ${count} documents, which were read again from the store. ` +
  'Its extension bundle ignores dateParseHandling in host.json, or host.json lacks it.';

/** Registers a function for each group. */
export const feedFunctions = (groups: readonly FeedGroup[], following: Following): readonly CosmosDBv4Handler[] =>
  groups.map((group) => feedFunction(group, following));

/** `FollowViews` for the group `views`: the name of the function in Azure, in logs and in alerts. */
export const functionNameOf = ({ name }: FeedGroup): string =>
  `Follow-${name}`.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
