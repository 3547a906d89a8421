/** One HTTP call and the answer that any host must give. Header names are in lower case; a body that is an object is JSON. */
export interface HttpCall {
  readonly ask: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly status: number;
  readonly answers?: string | object;
  readonly bears?: Readonly<Record<string, string>>;
}

const guid = '1b4e28ba-2fa1-11d2-883f-0016d3cca427';
const trace = '0af7651916cd43dd8448eb211c80319c';
const principal = Buffer.from(JSON.stringify({ identityProvider: 'aad', userId: '7', userDetails: 'eve' })).toString(
  'base64',
);

/** Routes, methods and what a function sees of a request. `KEY` stands for the host key, `MASTER` for the master key. */
const requests: readonly HttpCall[] = [
  {
    ask: 'GET /v1/echo/5',
    status: 200,
    answers: { function: 'echo', params: { id: '5' }, metadata: null, retry: null },
  },
  { ask: 'GET /V1/Echo/5/a/b%20c', status: 200, answers: { params: { id: '5', rest: 'a/b c' } } },
  { ask: 'GET /v1/echo/five', status: 404, answers: '' },
  { ask: 'GET /v1/echo', status: 404, answers: '' },
  { ask: 'GET /api/echo/5', status: 404, answers: '' },
  { ask: 'PUT /v1/echo/5', body: 'text', status: 200, answers: { method: 'PUT', body: 'text' } },
  { ask: 'DELETE /v1/echo/5', status: 200, answers: { method: 'DELETE', body: '' } },
  { ask: 'OPTIONS /v1/echo/5', status: 200, answers: { method: 'OPTIONS' } },
  { ask: 'HEAD /v1/echo/5', status: 200, answers: '' },
  { ask: 'HEAD /v1/items/word', status: 404, answers: '' },
  { ask: 'OPTIONS /v1/items/word', status: 404, answers: '' },
  { ask: `GET /v1/items/${guid}`, status: 200, answers: { function: 'items-by-id', params: { id: guid } } },
  { ask: 'GET /v1/items/word', status: 200, answers: { function: 'items-search', params: { word: 'word' } } },
  { ask: 'POST /v1/default-methods', status: 200, answers: { function: 'default-methods', method: 'POST' } },
  { ask: 'PUT /v1/default-methods', status: 404, answers: '' },
  {
    ask: 'GET /v1/echo/5?a=1&b=x%20y&A=2',
    status: 200,
    answers: {
      query: [
        ['a', '1,2'],
        ['b', 'x y'],
      ],
    },
  },
  { ask: 'GET /v1/echo/5', headers: { 'X-One': 'a', 'x-two': 'b' }, status: 200, answers: { headers: ['a', 'b'] } },
  { ask: 'GET /v1/echo/5', headers: { 'x-ms-client-principal': principal }, status: 200, answers: { user: 'eve' } },
  {
    ask: 'GET /v1/echo/5',
    headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` },
    status: 200,
    answers: { traced: trace },
  },
  { ask: 'POST /v1/reversed', body: Uint8Array.of(0, 128, 255), status: 200, answers: Buffer.from([255, 128, 0]) },
  { ask: 'GET /v1/guarded', status: 401, answers: '' },
  { ask: 'GET /v1/guarded?code=KEY', status: 200, answers: 'open' },
  { ask: 'GET /v1/guarded', headers: { 'x-functions-key': 'MASTER' }, status: 200, answers: 'open' },
  { ask: 'GET /v1/masters', headers: { 'x-functions-key': 'KEY' }, status: 401, answers: '' },
  { ask: 'GET /v1/masters', headers: { 'x-functions-key': 'MASTER' }, status: 200, answers: 'open' },
];

/** What the host makes of what a function returns. */
const returns: readonly HttpCall[] = [
  { ask: 'GET /v1/nothing', status: 204, answers: '' },
  { ask: 'GET /v1/null', status: 204, answers: '' },
  { ask: 'GET /v1/empty', status: 200, answers: '' },
  { ask: 'GET /v1/text', status: 500, answers: '' },
  { ask: 'GET /v1/number', status: 500, answers: '' },
  { ask: 'GET /v1/throws', status: 500, answers: '' },
  { ask: 'GET /v1/rejects', status: 500, answers: '' },
  { ask: 'GET /v1/bad-status', status: 500, answers: '' },
  { ask: 'GET /v1/no-content', status: 204, answers: '' },
  {
    ask: 'GET /v1/response',
    status: 202,
    answers: 'made',
    bears: { 'x-made': 'yes', 'content-type': 'text/plain;charset=UTF-8' },
  },
  {
    ask: 'GET /v1/cookies',
    status: 418,
    answers: 'short and stout',
    bears: { 'x-a': '1, 2', 'set-cookie': 'a=v%20w; path=/; samesite=Lax; httponly, b=2; max-age=60; secure' },
  },
  {
    ask: 'GET /v1/json',
    status: 200,
    answers: { word: 'wört', none: null },
    bears: { 'content-type': 'application/json' },
  },
  { ask: 'GET /v1/gathered', status: 200, answers: 'one,two' },
];

/** What hooks may do to a call. */
const hooked: readonly HttpCall[] = [
  { ask: 'GET /v1/forbidden', status: 500, answers: '' },
  { ask: 'GET /v1/replaced', status: 200, answers: 'carried over' },
  { ask: 'GET /v1/mended', status: 202, answers: 'broken' },
  { ask: 'GET /v1/spoiled', status: 500, answers: '' },
];

/** The host's own pages that the documents tell people to call. */
const administration: readonly HttpCall[] = [
  { ask: 'GET /', status: 200 },
  { ask: 'GET /admin/host/ping', status: 401, answers: '' },
  {
    ask: 'GET /admin/host/status',
    headers: { 'x-functions-key': 'MASTER' },
    status: 200,
    answers: { state: 'Running' },
  },
  {
    ask: 'POST /admin/functions/timer',
    headers: { 'x-functions-key': 'MASTER' },
    body: '{}',
    status: 202,
    answers: '',
  },
  { ask: 'POST /admin/functions/none', headers: { 'x-functions-key': 'MASTER' }, body: '{}', status: 404, answers: '' },
  { ask: 'POST /admin/warmup', headers: { 'x-functions-key': 'MASTER' }, status: 200, answers: '' },
  { ask: 'GET /runtime/anything', headers: { 'x-functions-key': 'MASTER' }, status: 404, answers: '' },
];

/** The same of an app that streams HTTP. */
export const streamedCalls: readonly HttpCall[] = [
  {
    ask: 'POST /api/echo/5?a=1&a=2&code=KEY',
    headers: { 'content-type': 'application/json', 'x-test': 'seen' },
    body: '{"word":"w","number":5}',
    status: 201,
    answers: { params: { id: '5', a: '1,2', word: 'w' }, header: 'seen', body: '{"word":"w","number":5}' },
    bears: { 'x-one': '1', 'set-cookie': 'c=v%20w', 'content-type': 'application/json' },
  },
  { ask: 'POST /api/talk', body: 'word', status: 200, answers: 'heard word;' },
  { ask: 'GET /api/guarded', status: 401, answers: '' },
  { ask: 'GET /api/guarded', headers: { 'x-functions-key': 'KEY' }, status: 200, answers: 'open' },
  { ask: 'PUT /api/talk', body: 'word', status: 404, answers: '' },
];

/** All calls, in the order in which they are made. */
export const httpCalls: readonly HttpCall[] = [...requests, ...returns, ...hooked, ...administration];
