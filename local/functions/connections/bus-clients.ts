import type { ServiceBusClient } from '@azure/service-bus';

/**
 * A new client of the broker. The SDK's own defaults wait half a minute after a broker's restart. The time-out is also the
 * wait for a session, and who waits so on a connection that has died learns of it only then.
 */
export async function newBusClient(connectionString: string): Promise<ServiceBusClient> {
  const { RetryMode, ServiceBusClient } = await import('@azure/service-bus');
  const retryOptions = {
    mode: RetryMode.Exponential,
    maxRetries: 3,
    retryDelayInMs: 200,
    maxRetryDelayInMs: 2_000,
    timeoutInMs: 5_000,
  };
  return new ServiceBusClient(connectionString, { retryOptions });
}
