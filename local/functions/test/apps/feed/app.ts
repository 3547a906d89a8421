import { app, type CosmosDBv4FunctionOptions, type InvocationContext } from '@azure/functions';

interface Change {
  readonly id: string;
  /** How often handling a batch with this document fails; -1 is always. */
  readonly fails?: number;
}

const tries = new Map<string, number>();

/** Tells of each batch before it may fail. */
function handler(changes: unknown, context: InvocationContext): void {
  const batch = changes as Change[];
  context.log(JSON.stringify({ ids: batch.map(({ id }) => id), retry: context.retryContext?.retryCount ?? null }));
  for (const { id, fails = 0 } of batch) {
    const key = `${context.functionName} ${id}`;
    const count = (tries.get(key) ?? 0) + 1;
    tries.set(key, count);
    if (fails === -1 || count <= fails) throw new Error(`cannot take ${id}`);
  }
}

const feed = (prefix: string, options: Partial<CosmosDBv4FunctionOptions>) =>
  ({
    connection: 'COSMOS',
    databaseName: '%COSMOS_DATABASE%',
    containerName: 'things',
    leaseContainerName: 'leases',
    leaseContainerPrefix: prefix,
    feedPollDelay: 20,
    handler,
    ...options,
  }) as CosmosDBv4FunctionOptions;

app.cosmosDB('all', feed('all', { startFromBeginning: true, maxItemsPerInvocation: 3 }));
app.cosmosDB('from-now', feed('now', {}));
app.cosmosDB('lossy', feed('lossy', { startFromBeginning: true, maxItemsPerInvocation: 1 }));
app.cosmosDB(
  'endless',
  feed('endless', {
    startFromBeginning: true,
    maxItemsPerInvocation: 1,
    retry: { strategy: 'fixedDelay', maxRetryCount: -1, delayInterval: 100 },
  }),
);
app.cosmosDB(
  'bounded',
  feed('bounded', {
    startFromBeginning: true,
    maxItemsPerInvocation: 1,
    retry: { strategy: 'fixedDelay', maxRetryCount: 2, delayInterval: 100 },
  }),
);
