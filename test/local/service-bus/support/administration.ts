import { ServiceBusAdministrationClient } from '@azure/service-bus';
import type { ServiceBusServer } from '../../../../local/service-bus/index.ts';

/** The real administration client, which trusts the broker's certificate. */
export function administrationOf(
  { connectionString, certificate }: Pick<ServiceBusServer, 'connectionString' | 'certificate'>,
  changes: { readonly connectionString?: string } = {},
): ServiceBusAdministrationClient {
  return new ServiceBusAdministrationClient(changes.connectionString ?? connectionString, {
    tlsOptions: { ca: certificate },
    retryOptions: { maxRetries: 0 },
  });
}

/** All items of a paged list. */
export async function listed<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
