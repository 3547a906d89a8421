import { CosmosClient } from '@azure/cosmos';
import { ServiceBusClient } from '@azure/service-bus';
import type { AppHost } from '../app-host.ts';
import { followFeed } from './follow-feed.ts';
import { serveHttp } from './serve-http.ts';
import { serveSessions } from './serve-sessions.ts';
import { startWorker } from './start-worker.ts';

/**
 * As much of a Functions host as this repository's app needs around a Node worker: its routes, its feeds without leases,
 * its session subscriptions. It is made for one spec: that the app answers the same there as on local/functions.
 */
export const startWorkerHost = async (app: string, settings: Readonly<Record<string, string>>): Promise<AppHost> => {
  const worker = await startWorker(app, settings);
  const of = (type: string) => worker.functions.filter(({ trigger }) => trigger.type === type);
  const cosmos = new CosmosClient(settings['COSMOS'] ?? '');
  const serviceBus = new ServiceBusClient(settings['SERVICE_BUS'] ?? '');
  const http = await serveHttp(of('httpTrigger'));
  const stop = new AbortController();
  const setting = (text: unknown) => String(text).replace(/%(\w+)%/g, (_, name: string) => settings[name] ?? '');
  const running = [
    ...of('cosmosDBTrigger').map((fn) => {
      const database = cosmos.database(setting(fn.trigger['databaseName']));
      return followFeed(fn, database.container(setting(fn.trigger['containerName'])), stop.signal);
    }),
    ...of('serviceBusTrigger').map((fn) => {
      const { topicName, subscriptionName } = fn.trigger;
      const accept = () => serviceBus.acceptNextSession(setting(topicName), setting(subscriptionName));
      return serveSessions(fn, accept, stop.signal);
    }),
  ];
  return {
    url: http.url,
    end: async (signal) => {
      stop.abort();
      await Promise.all([http.close(), serviceBus.close()]);
      await Promise.all(running);
      cosmos.dispose();
      await worker.end(signal);
    },
  };
};
