import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

/** An answer to a command, whatever it is: nothing is tried again. */
export interface FirstAnswer {
  readonly status: number | undefined;
  readonly body: unknown;
}

/** A client that keeps so many connections to each host; what is asked beyond them waits its turn with the client. */
export const pooledClient = (connections: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    post: async (url: string, headers: Readonly<Record<string, string>>, body: object): Promise<FirstAnswer> => {
      const sent = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } });
      sent.end(JSON.stringify(body));
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      return { status: answer.statusCode, body: await json(answer) };
    },
    close: () => agent.destroy(),
  };
};
