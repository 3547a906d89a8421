import { setTimeout as pause } from 'node:timers/promises';
import { app, type HttpRequest } from '@azure/functions';

app.setup({ enableHttpStream: true });

app.http('echo', {
  methods: ['GET', 'POST'],
  route: 'echo/{id}',
  handler: async (request: HttpRequest) => ({
    status: 201,
    headers: { 'x-one': '1', connection: 'x-two', 'x-two': 'of one connection' },
    cookies: [{ name: 'c', value: 'v w' }],
    jsonBody: {
      method: request.method,
      url: request.url,
      params: request.params,
      query: [...request.query],
      header: request.headers.get('x-test'),
      body: await request.text(),
    },
  }),
});

/** Sends a word each time one comes: a caller that waits for the first before it sends the second gets both. */
app.post('talk', (request) => ({
  body: (async function* answer() {
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>)
      yield Buffer.from(`heard ${Buffer.from(chunk).toString()};`);
  })() as never,
}));

app.get('throws', () => {
  throw new Error('the secret reason');
});
app.get('nothing', () => undefined as never);
app.get('returns-text', () => 'just text' as never);
app.get('breaks-off', () => ({
  body: (async function* answer() {
    yield Buffer.from('begun');
    await pause(1);
    throw new Error('half way');
  })() as never,
}));
app.http('guarded', { methods: ['GET'], authLevel: 'function', handler: () => ({ body: 'open' }) });
