import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { portSettings } from '../../local/start/start-options.ts';

// Below the ports that systems give to outgoing connections (Linux: from 32768, Windows and macOS: from 49152), so that
// nobody gets one of them by chance between the moment it was found free and the moment a server listens on it.
const [first, last] = [20_000, 32_000];
const blockSize = 50;

/** The ports of this process: it listens on the first one of their block as long as it lives, so nobody else uses them. */
let block: { next: number; readonly end: number } | undefined;

/** The settings that give a system free ports, which stay free until it listens on them. */
export async function freePortSettings(): Promise<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const { setting } of Object.values(portSettings)) settings[setting] = String(await freePort());
  return settings;
}

async function freePort(): Promise<number> {
  if (block === undefined || block.next === block.end) block = await claimBlock();
  const port = block.next++;
  const server = await listenOn(port);
  if (server === undefined) return freePort();
  server.close();
  await once(server, 'close');
  return port;
}

async function claimBlock(): Promise<{ next: number; readonly end: number }> {
  // Anywhere, so that processes which start together seldom ask for the same.
  const start = Math.floor(Math.random() * ((last - first) / blockSize));
  for (let at = first + start * blockSize; ; at = at + blockSize < last ? at + blockSize : first) {
    const claim = await listenOn(at);
    if (claim === undefined) continue;
    claim.unref();
    return { next: at + 1, end: at + blockSize };
  }
}

/** Undefined when somebody else listens there. */
async function listenOn(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}
