import { once } from 'node:events';
import { createServer } from 'node:net';
import { portSettings } from '../../../local/start/start-options.ts';

/**
 * Settings that give a system ports for its whole life, also while a server of it is dead. They lie below those that the
 * operating system hands out (from 32768 on Linux): it could give the port of a killed server to another connection.
 */
export const fixedPorts = async (random: (below: number) => number): Promise<Readonly<Record<string, string>>> => {
  const ports = new Set<number>();
  while (ports.size < Object.keys(portSettings).length) {
    const port = 12_000 + random(20_000);
    if (await isFree(port)) ports.add(port);
  }
  const chosen = [...ports];
  return Object.fromEntries(Object.values(portSettings).map(({ setting }, index) => [setting, String(chosen[index])]));
};

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    server.close();
    return true;
  } catch {
    return false;
  }
};
