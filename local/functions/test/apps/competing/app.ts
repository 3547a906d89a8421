import { setTimeout as pause } from 'node:timers/promises';
import { app, type InvocationContext } from '@azure/functions';

app.cosmosDB('competing', {
  connection: 'COSMOS',
  databaseName: 'shop',
  containerName: 'things',
  startFromBeginning: true,
  maxItemsPerInvocation: 5,
  feedPollDelay: 20,
  leaseAcquireInterval: 100,
  leaseRenewInterval: 100,
  leaseExpirationInterval: 2_000,
  handler: async (documents: unknown[], context: InvocationContext) => {
    const ids = (documents as { id: string }[]).map(({ id }) => id);
    await pause(5);
    context.log(JSON.stringify(ids));
  },
});
