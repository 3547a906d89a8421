import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

/** Posts what `fetch` would put right before it is sent: one header several times, a Host of another name. */
export const send = async (url: string, headers: Readonly<Record<string, string | string[]>>, body: string) => {
  const sent = request(url, { method: 'POST', headers: { ...headers } });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, type: answer.headers['content-type'], body: await json(answer) };
};
