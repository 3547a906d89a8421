import serviceBus from '../../infra/service-bus.json' with { type: 'json' };

/** The topics of infra/service-bus.json, with the subscriptions of the consumers that there are, if any. */
export interface DeclaredTopics {
  readonly topics: readonly {
    readonly name: string;
    readonly properties: { readonly requiresDuplicateDetection: boolean };
    readonly subscriptions: readonly DeclaredSubscription[];
  }[];
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

/** The topics as they are declared. */
export const declaredTopics: DeclaredTopics = serviceBus;
