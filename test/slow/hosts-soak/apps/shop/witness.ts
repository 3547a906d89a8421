import { app } from '@azure/functions';

const ledger = String(process.env['SOAK_LEDGER']);

/**
 * Writes down what it is given, as it is given it. Views fill a gap from the store and mails are sent once, so that a
 * batch that no host has handled may leave no trace in either: here it does.
 */
app.cosmosDB('Witness', {
  connection: 'COSMOS',
  databaseName: '%COSMOS_DATABASE%',
  containerName: 'events',
  leaseContainerName: 'leases',
  leaseContainerPrefix: 'witness',
  startFromBeginning: true,
  maxItemsPerInvocation: 3,
  feedPollDelay: 50,
  retry: { strategy: 'fixedDelay', maxRetryCount: -1, delayInterval: { seconds: 1 } },
  handler: async (documents: unknown[]) => {
    const commits = (documents as Commit[]).map(({ streamId, version }) => ({ streamId, version }));
    const response = await fetch(ledger, { method: 'POST', body: JSON.stringify({ pid: process.pid, commits }) });
    if (!response.ok) throw new Error(`The ledger answered ${response.status}.`);
  },
});

interface Commit {
  readonly streamId: string;
  readonly version: number;
}
