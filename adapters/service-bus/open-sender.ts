import { RetryMode, ServiceBusClient, type ServiceBusSender } from '@azure/service-bus';
import { ownIdentity } from '../own-identity.ts';

/** How to reach a namespace: with a key, or with the identity that this code runs under. */
export type ServiceBusConnection = { readonly connectionString: string } | { readonly fullyQualifiedNamespace: string };

/** A topic or a queue, and the time limit of one try in milliseconds. */
export interface ServiceBusEntity {
  readonly connection: ServiceBusConnection;
  readonly entity: string;
  readonly timeoutInMs: number;
}

/** A sender and the client that owns its connection. */
export interface OpenSender {
  readonly client: ServiceBusClient;
  readonly sender: ServiceBusSender;
}

/**
 * Short, because the caller retries the whole batch: the SDK's defaults wait 30 seconds before a retry
 * (azure-sdk-for-js, RetryOptions of @azure/core-amqp).
 */
const retries = { maxRetries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2_000 };

/** Prepares a client; it connects when it is first used. A try takes so many milliseconds at most. */
export const openClient = (connection: ServiceBusConnection, timeoutInMs: number): ServiceBusClient => {
  const options = { retryOptions: { ...retries, timeoutInMs, mode: RetryMode.Exponential } };
  return 'connectionString' in connection
    ? new ServiceBusClient(connection.connectionString, options)
    : new ServiceBusClient(connection.fullyQualifiedNamespace, ownIdentity(), options);
};

/** Prepares a sender; it connects when it first sends. */
export const openSender = ({ connection, entity, timeoutInMs }: ServiceBusEntity): OpenSender => {
  const client = openClient(connection, timeoutInMs);
  return { client, sender: client.createSender(entity) };
};
