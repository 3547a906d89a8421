import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** The settings that give a system ports which nobody had a moment ago. */
export const freePortSettings = async (): Promise<Record<string, string>> => {
  const names = [
    'FUNCTIONS',
    'COSMOS',
    'SERVICE_BUS',
    'SERVICE_BUS_ADMINISTRATION',
    'IDENTITY',
    'BLOB',
    'QUEUE',
    'TABLE',
  ];
  const servers = await Promise.all(
    names.map(async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return Object.fromEntries(names.map((name, index) => [`ANNAL_${name}_PORT`, String(ports[index])]));
};
