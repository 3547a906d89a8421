import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { startChild } from './child.ts';
import { inLanes, type Load, type Rate } from './in-lanes.ts';

/** How many requests with this body a bare `node:http` client and server exchange under a load: what others are compared with. */
export async function measureEcho(load: Load, body: string): Promise<Rate> {
  const server = await startChild('bench/measure/echo-server.ts');
  const agent = new Agent({ keepAlive: true });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  try {
    return await inLanes(load, async () => {
      const outgoing = request(server.address, { method: 'POST', agent, headers });
      outgoing.end(body);
      const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
      await text(incoming);
    });
  } finally {
    agent.destroy();
    await server.stop();
  }
}
