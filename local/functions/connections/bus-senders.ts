import type { ServiceBusClient, ServiceBusSender } from '@azure/service-bus';
import { newBusClient } from './bus-clients.ts';

/** Senders to queues and topics, one client for each namespace. */
export interface BusSenders {
  open(connectionString: string, entity: string): Promise<ServiceBusSender>;
  close(): Promise<void>;
}

/** Senders that are made when first needed. */
export function busSenders(): BusSenders {
  const clients = new Map<string, Promise<ServiceBusClient>>();
  const senders = new Map<string, Promise<ServiceBusSender>>();
  const clientOf = (connectionString: string): Promise<ServiceBusClient> => {
    const client = clients.get(connectionString) ?? newBusClient(connectionString);
    clients.set(connectionString, client);
    return client;
  };
  return {
    open: (connectionString, entity) => {
      const key = `${connectionString} ${entity}`;
      const sender = senders.get(key) ?? clientOf(connectionString).then((client) => client.createSender(entity));
      senders.set(key, sender);
      return sender;
    },
    close: async () => {
      await Promise.allSettled([...clients.values()].map(async (client) => (await client).close()));
    },
  };
}
