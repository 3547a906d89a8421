import type { ServiceBusClient, ServiceBusSender } from '@azure/service-bus';

/** How to reach a namespace: with a key, or with the identity that this code runs under. */
export type ServiceBusConnection = { readonly connectionString: string } | { readonly fullyQualifiedNamespace: string };

/** A sender and the client that owns its connection. */
export interface OpenSender {
  readonly client: ServiceBusClient;
  readonly sender: ServiceBusSender;
}

/**
 * Short, because whoever sends is retried as a whole: the SDK's defaults wait 30 seconds before they try again
 * (azure-sdk-for-js, RetryOptions of @azure/core-amqp).
 */
const retries = { maxRetries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2_000, timeoutInMs: 10_000 };

/** Prepares a sender; it connects when it first sends. The SDKs are loaded here, so that who only answers HTTP starts faster. */
export const openSender = async (connection: ServiceBusConnection, topic: string): Promise<OpenSender> => {
  const client = await openClient(connection);
  return { client, sender: client.createSender(topic) };
};

const openClient = async (connection: ServiceBusConnection): Promise<ServiceBusClient> => {
  const { RetryMode, ServiceBusClient } = await import('@azure/service-bus');
  const options = { retryOptions: { ...retries, mode: RetryMode.Exponential } };
  if ('connectionString' in connection) return new ServiceBusClient(connection.connectionString, options);
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new ServiceBusClient(connection.fullyQualifiedNamespace, new DefaultAzureCredential(), options);
};
