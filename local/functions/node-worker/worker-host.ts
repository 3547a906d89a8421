import { CosmosClient } from '@azure/cosmos';
import { ServiceBusClient } from '@azure/service-bus';
import { followFeed } from './follow-feed.ts';
import { serveHttp } from './serve-http.ts';
import { serveSessions } from './serve-sessions.ts';
import { startWorker } from './start-worker.ts';

/** An app that runs in a Node worker, and takes requests, documents and messages. */
export interface WorkerHost {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** In good order, or at once. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/**
 * Starts as much of a Functions host around a Node worker as serves routes, feeds without leases, and subscriptions with
 * sessions. It is made for specs: that an app answers the same there as on the local host, of which nothing runs here.
 * The app's settings name the store as COSMOS and the broker as SERVICE_BUS. By default it rewrites dates and times in documents
 * as a host does that does not listen to host.json.
 */
export const startWorkerHost = async (
  app: string,
  settings: Readonly<Record<string, string>>,
  { rewritesDates = true }: { readonly rewritesDates?: boolean } = {},
): Promise<WorkerHost> => {
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
      return followFeed({ fn, rewritesDates }, database.container(setting(fn.trigger['containerName'])), stop.signal);
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
