import type { ListedConsumer } from '../../application/consumers/declare-consumer.ts';
import serviceBus from '../../infra/service-bus.json' with { type: 'json' };

/** The queues and topics of infra/service-bus.json, with the subscriptions of the consumers that there are, if any. */
export interface DeclaredTopics {
  readonly queues: readonly DeclaredQueue[];
  readonly topics: readonly {
    readonly name: string;
    readonly properties: { readonly requiresDuplicateDetection: boolean };
    readonly subscriptions: readonly DeclaredSubscription[];
  }[];
}

/** A queue of the app's own. */
export interface DeclaredQueue {
  readonly name: string;
  readonly properties: {
    readonly requiresDuplicateDetection: boolean;
    readonly duplicateDetectionHistoryTimeWindow: string;
    readonly defaultMessageTimeToLive: string;
    readonly lockDuration: string;
    readonly maxDeliveryCount: number;
  };
}

/** What one consumer gets. */
export interface DeclaredSubscription {
  readonly name: string;
  readonly properties: {
    readonly requiresSession: boolean;
    readonly lockDuration: string;
    readonly maxDeliveryCount: number;
    readonly deadLetteringOnMessageExpiration: boolean;
  };
  readonly rules: readonly {
    readonly name: string;
    readonly properties: { readonly sqlFilter: { readonly sqlExpression: string } };
  }[];
}

/** The queues and topics as they are declared. */
export const declaredTopics: DeclaredTopics = serviceBus;

/** What infra/service-bus.json declares: the app's own queue, one topic for all messages, and for each consumer a subscription that lets pass what it hears. */
export const topicsOf = (consumers: readonly ListedConsumer[]) => ({
  queues: [
    {
      name: 'deadlines',
      properties: {
        requiresDuplicateDetection: true,
        duplicateDetectionHistoryTimeWindow: 'PT10M',
        defaultMessageTimeToLive: 'PT5M',
        lockDuration: 'PT1M',
        maxDeliveryCount: 10,
      },
    },
  ],
  topics: [
    {
      name: 'events',
      properties: {
        requiresDuplicateDetection: true,
        duplicateDetectionHistoryTimeWindow: 'P1D',
        supportOrdering: true,
      },
      subscriptions: consumers.map(subscriptionOf),
    },
  ],
});

const subscriptionOf = ({ name, hears }: ListedConsumer) => ({
  name,
  properties: {
    requiresSession: true,
    lockDuration: 'PT1M',
    maxDeliveryCount: 2_000,
    deadLetteringOnMessageExpiration: true,
    deadLetteringOnFilterEvaluationExceptions: true,
  },
  // Of this name, or it would be added to the rule that lets every message pass.
  rules: [{ name: '$Default', properties: { filterType: 'SqlFilter', sqlFilter: { sqlExpression: ruleOf(hears) } } }],
});

const ruleOf = (hears: ListedConsumer['hears']): string =>
  `contract IN (${Object.keys(hears)
    .map((contract) => `'${contract}'`)
    .join(', ')})`;
