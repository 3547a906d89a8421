import type { DeclaredSubscription, DeclaredTopics } from '../catalogue/topics.ts';

type Rule = DeclaredSubscription['rules'][number];

/** The longest that the emulator takes ("Overview of the Azure Service Bus emulator", quotas): our own is a day. */
const longestDuplicateWindow = 'PT5M';
const longestTimeToLive = 'PT1H';
const mostDeliveries = 10;

/**
 * The queues and topics of infra/service-bus.json as the emulator's Config.json has them. What the emulator has no word for is left out
 * (dead letters of filters that fail); what it has smaller limits for is cut to them.
 */
export const serviceBusEmulatorConfig = ({ queues, topics }: DeclaredTopics) => ({
  UserConfig: {
    Namespaces: [
      {
        Name: 'sbemulatorns', // the only name that it takes
        Queues: queues.map(({ name, properties }) => ({
          Name: name,
          Properties: {
            DefaultMessageTimeToLive: properties.defaultMessageTimeToLive,
            DuplicateDetectionHistoryTimeWindow: longestDuplicateWindow,
            LockDuration: properties.lockDuration,
            MaxDeliveryCount: Math.min(mostDeliveries, properties.maxDeliveryCount),
            RequiresDuplicateDetection: properties.requiresDuplicateDetection,
          },
        })),
        Topics: topics.map(({ name, properties, subscriptions }) => ({
          Name: name,
          Properties: {
            DefaultMessageTimeToLive: longestTimeToLive,
            DuplicateDetectionHistoryTimeWindow: longestDuplicateWindow,
            RequiresDuplicateDetection: properties.requiresDuplicateDetection,
          },
          Subscriptions: subscriptions.map((subscription) => ({
            Name: subscription.name,
            Properties: {
              DeadLetteringOnMessageExpiration: subscription.properties.deadLetteringOnMessageExpiration,
              DefaultMessageTimeToLive: longestTimeToLive,
              LockDuration: subscription.properties.lockDuration,
              MaxDeliveryCount: Math.min(mostDeliveries, subscription.properties.maxDeliveryCount),
              RequiresSession: subscription.properties.requiresSession,
            },
            Rules: subscription.rules.map(ruleOf),
          })),
        })),
      },
    ],
    Logging: { Type: 'File' },
  },
});

/** Its names begin with a letter or a digit, so $Default cannot be one; a subscription with rules has no other than them. */
const ruleOf = ({ name, properties }: Rule) => ({
  Name: name.replace(/^\$/, ''),
  Properties: { FilterType: 'Sql', SqlFilter: { SqlExpression: properties.sqlFilter.sqlExpression } },
});
