import { ServiceBusAdministrationClient } from '@azure/service-bus';
import type { ServiceBusServer } from '../../index.ts';

/** The real administration client, which trusts the broker's certificate, and sends these headers with every request. */
export function administrationOf(
  { connectionString, certificate }: Pick<ServiceBusServer, 'connectionString' | 'certificate'>,
  changes: { readonly connectionString?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): ServiceBusAdministrationClient {
  const client = new ServiceBusAdministrationClient(changes.connectionString ?? connectionString, {
    tlsOptions: { ca: certificate },
    retryOptions: { maxRetries: 0 },
  });
  client.pipeline.addPolicy({
    name: 'with headers',
    sendRequest: (request, next) => {
      for (const [name, value] of Object.entries(changes.headers ?? {})) request.headers.set(name, value);
      return next(request);
    },
  });
  return client;
}

/** All items of a paged list. */
export async function listed<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
