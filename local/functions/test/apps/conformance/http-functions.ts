import { app, HttpResponse, type HttpRequest, type InvocationContext } from '@azure/functions';

/** Everything that a function can see of a request. */
async function echo(request: HttpRequest, context: InvocationContext) {
  return {
    jsonBody: {
      function: context.functionName,
      method: request.method,
      path: new URL(request.url).pathname,
      params: request.params,
      query: [...request.query],
      headers: [request.headers.get('x-one'), request.headers.get('X-TWO')],
      user: request.user?.username ?? null,
      body: await request.text(),
      metadata: context.triggerMetadata ?? null,
      retry: context.retryContext ?? null,
      traced: context.traceContext?.traceParent?.split('-')[1],
    },
  };
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const;
app.http('echo', { methods: [...methods], route: 'echo/{id:int}/{*rest}', handler: echo });
app.http('items-by-id', { methods: ['GET'], route: 'items/{id:guid}', handler: echo });
app.http('items-search', { methods: ['GET'], route: 'items/{word}', handler: echo });
app.http('default-methods', { handler: echo });
app.http('guarded', { methods: ['GET'], authLevel: 'function', handler: () => ({ body: 'open' }) });
app.http('masters', { methods: ['GET'], authLevel: 'admin', handler: () => ({ body: 'open' }) });

app.get('nothing', () => undefined as never);
app.get('null', () => null as never);
app.get('empty', () => ({}));
app.get('text', () => 'just text' as never);
app.get('number', () => 5 as never);
app.get('throws', () => {
  throw new Error('the secret reason');
});
app.get('rejects', () => Promise.reject(new Error('the secret reason')));
app.get('bad-status', () => ({ status: 99 }));
app.get('no-content', () => ({ status: 204, body: 'dropped' }));
app.get('response', () => new HttpResponse({ status: 202, body: 'made', headers: { 'x-made': 'yes' } }));
app.get('cookies', () => ({
  status: 418,
  headers: new Headers([
    ['x-a', '1'],
    ['x-a', '2'],
  ]),
  cookies: [
    { name: 'a', value: 'v w', path: '/', httpOnly: true, sameSite: 'Lax' as const },
    { name: 'b', value: '2', maxAge: 60, secure: true },
  ],
  body: 'short and stout',
}));
app.get('json', () => ({ jsonBody: { word: 'wört', none: null } }));
app.get('gathered', () => ({ body: new Blob(['one,', 'two']).stream() as never }));
app.post('reversed', async (request) => ({ body: new Uint8Array(await request.arrayBuffer()).reverse() }));
