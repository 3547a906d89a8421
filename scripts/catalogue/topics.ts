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
