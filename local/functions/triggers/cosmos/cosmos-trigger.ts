import { newtonsoftJson } from '../../newtonsoft/index.ts';
import type { HostedFunction } from '../../host/hosted-function.ts';
import { runWithRetry } from '../../host/retry.ts';
import type { ListenerContext, TriggeredFunction } from '../listener.ts';
import { outage } from '../outage.ts';
import { feedListener } from './feed-listener.ts';
import { feedOptions } from './feed-options.ts';

/**
 * A Cosmos DB trigger: the function gets the changes of a container in batches, always as a list, in order within a
 * partition key, at least once. Its trigger metadata is empty, as in Azure, and so is the text of the documents: read and
 * written again by Newtonsoft.Json.
 */
export function cosmosTrigger(fn: HostedFunction, context: ListenerContext): TriggeredFunction {
  const options = feedOptions(fn, context.settings);
  const { monitored, leases, prefix } = options;
  return {
    fn,
    listensTo: `${monitored.database}/${monitored.container}`,
    exclusive: `the leases "${prefix}" of ${monitored.database}/${monitored.container} in ${leases.container}`,
    listener: feedListener({
      options,
      outageOf: () => outage(fn.name, `the feed of ${monitored.container}`, context.log),
      handle: (documents, stop) =>
        runWithRetry(
          fn.retry,
          (retryContext) =>
            context.runner.run({
              fn,
              what: changes(documents.length, retryContext?.retryCount ?? 0),
              data: { json: newtonsoftJson(documents, context.host.cosmos) },
              metadata: {},
              ...(retryContext && { retryContext }),
            }),
          stop,
        ),
    }),
  };
}

function changes(count: number, retries: number): string {
  const batch = count === 1 ? '1 change' : `${count} changes`;
  return retries === 0 ? batch : `${batch}, retry ${retries}`;
}
