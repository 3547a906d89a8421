import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundedRetries } from '../../../adapters/cosmos/bounded-retries.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { standStill } from '../time/stand-still.ts';

const budgetMs = 200;

/** A server in a thread of its own: it goes on when this one stands still. */
const answering = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  const server = createServer((asked, answer) => asked.url === '/answers' && answer.end('stored'));
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

let server: Worker;
let port: unknown;

beforeAll(async () => {
  server = new Worker(answering, { eval: true });
  [port] = await once(server, 'message');
});
afterAll(() => server.terminate());

/** Asks, and stands still for five budgets once the question is sent. */
const askAndStandStill = async (path: string, signal: AbortSignal): Promise<number | undefined> => {
  const asked = request({ host: '127.0.0.1', port: Number(port), path, signal });
  asked.end();
  const answered = once(asked, 'response');
  await once(asked, 'finish');
  standStill(5 * budgetMs);
  const [answer] = (await answered) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
};

describe('The time in which this process stands still', () => {
  it('is not taken for the silence of a store that has answered meanwhile', async () => {
    expect(await boundedRetries(budgetMs)((signal) => askAndStandStill('/answers', signal))).toBe(200);
  });

  it('is no excuse for one that is silent afterwards', async () => {
    const asked = boundedRetries(budgetMs)((signal) => askAndStandStill('/never', signal));
    await expect(asked).rejects.toThrow(StoreUnavailable);
  });
});
