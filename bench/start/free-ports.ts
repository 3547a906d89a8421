import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { portSettings } from '../../local/start/start-options.ts';

/** The settings that give a system ports which nobody had a moment ago. */
export async function freePorts(): Promise<Readonly<Record<string, string>>> {
  const servers = await Promise.all(
    Object.values(portSettings).map(async ({ setting }) => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return { server, setting };
    }),
  );
  const settings = servers.map(({ server, setting }) => {
    const { port } = server.address() as AddressInfo;
    server.close();
    return [setting, String(port)] as const;
  });
  return Object.fromEntries(settings);
}
