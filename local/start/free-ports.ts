import { once } from 'node:events';
import { createServer } from 'node:net';
import { explainListenError, StartupError } from '@annal/local-server';
import { portSettings, type Ports } from './start-options.ts';

/** Rejects with one StartupError that names every port that cannot be listened on, and the setting that moves it. */
export async function requireFreePorts(ports: Ports): Promise<void> {
  const names = Object.keys(portSettings) as readonly (keyof Ports)[];
  const errors = await Promise.all(names.map((name) => listenError(ports[name], portSettings[name].setting)));
  const messages = errors.flatMap((error) => error?.message ?? []);
  if (messages.length > 0) throw new StartupError(messages.join('\n'));
}

async function listenError(port: number, setting: string): Promise<Error | undefined> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    return explainListenError(error as NodeJS.ErrnoException, port, setting);
  }
  server.close();
  await once(server, 'close');
  return undefined;
}
