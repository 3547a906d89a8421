import { app, type HttpRequest, type InvocationContext } from '@azure/functions';

/** Answers with everything that the function saw of the request. */
async function echo(request: HttpRequest, context: InvocationContext) {
  return {
    headers: { 'x-function': context.functionName },
    jsonBody: {
      method: request.method,
      url: request.url,
      params: request.params,
      query: Object.fromEntries(request.query),
      header: request.headers.get('x-test'),
      body: await request.text(),
      traceParent: context.traceContext?.traceParent,
    },
  };
}

app.http('get-thing', { methods: ['GET', 'HEAD'], route: 'things/{id:int}', handler: echo });
app.http('zz-any-thing', { methods: ['GET'], route: 'things/{name}', handler: echo });
app.http('post-thing', { methods: ['POST'], route: 'things/{id}', handler: echo });
app.http('file', { methods: ['GET'], route: 'files/{name}.{ext}', handler: echo });
app.http('rest', { methods: ['GET'], route: 'tree/{*path}', handler: echo });
app.http('optional', { methods: ['GET'], route: 'pages/{size=10}/{page?}', handler: echo });
app.http('unnamed-route', { handler: echo });
app.http('guarded', { methods: ['GET'], authLevel: 'function', handler: echo });
app.http('master-only', { methods: ['GET'], authLevel: 'admin', handler: echo });
