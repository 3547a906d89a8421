import { once } from 'node:events';
import { createServer } from 'node:net';
import { explainListenError } from '../service-process.ts';

/** Rejects with a StartupError that names the setting when a port cannot be listened on. */
export async function requireFreePort(port: number, setting: string): Promise<void> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw explainListenError(error as NodeJS.ErrnoException, port, setting);
  }
  server.close();
  await once(server, 'close');
}
