import { StartupError } from '@annal/local-server';
import { connectionString } from '../../host/app-settings.ts';
import type { HostedFunction } from '../../host/hosted-function.ts';
import { triggerOptions } from '../../host/binding-options.ts';
import type { ListenerContext } from '../listener.ts';

/** A queue, or a topic's subscription. */
export type Entity = { readonly queue: string } | { readonly topic: string; readonly subscription: string };

/** A Service Bus trigger's options, host.json's settings included; durations in milliseconds. */
export interface SubscriptionOptions {
  readonly connectionString: string;
  readonly entity: Entity;
  readonly hasSessions: boolean;
  /** How many messages one call gets at most; with 1 the function gets a message, above that a list. */
  readonly batchSize: number | 'one';
  readonly completes: boolean;
  readonly isBinary: boolean;
  readonly maxConcurrentCalls: number;
  readonly maxConcurrentSessions: number;
  readonly maxLockRenewal: number;
  readonly sessionIdleTimeout: number;
}

/**
 * Reads the options of a Service Bus trigger (Microsoft Learn, "Azure Service Bus trigger for Azure Functions" and its
 * host.json settings). A StartupError names the function and what is wrong.
 */
export function subscriptionOptions(fn: HostedFunction, { settings, host }: ListenerContext): SubscriptionOptions {
  const options = triggerOptions(fn, settings);
  if (fn.trigger.binding['sdkBinding'] === true)
    throw new StartupError(`${options.where}: sdkBinding is not supported by the local Functions host.`);
  const queue = options.optionalText('queueName');
  const bus = host.serviceBus;
  return {
    connectionString: connectionString(options.text('connection'), settings, 'fullyQualifiedNamespace', options.where),
    entity:
      queue === undefined
        ? { topic: options.text('topicName'), subscription: options.text('subscriptionName') }
        : { queue },
    hasSessions: options.flag('isSessionsEnabled', false),
    batchSize: options.text('cardinality', 'one') === 'many' ? bus.maxMessageBatchSize : 'one',
    completes: options.flag('autoCompleteMessages', bus.autoCompleteMessages),
    isBinary: options.optionalText('dataType') === 'binary',
    maxConcurrentCalls: bus.maxConcurrentCalls,
    maxConcurrentSessions: bus.maxConcurrentSessions,
    maxLockRenewal: bus.maxAutoLockRenewalDuration,
    sessionIdleTimeout: bus.sessionIdleTimeout,
  };
}

/** An entity's path, as the service writes it. */
export function entityPath(entity: Entity): string {
  return 'queue' in entity ? entity.queue : `${entity.topic}/Subscriptions/${entity.subscription}`;
}
