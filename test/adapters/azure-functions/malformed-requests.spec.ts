import './registrations.ts';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { call, type Call } from './calls.ts';
import { orderRoutes, placing } from './order-routes.ts';

const json = { 'content-type': 'application/json' };
const line = placing.lines[0];
const withLine = (changes: object) => ({ ...placing, lines: [{ ...line, ...changes }] });
const mebibyte = 1_048_576;

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;

type Case = readonly [what: string, call: Call, status: number, paths?: readonly string[]];

const cases: readonly Case[] = [
  ['an id with a slash', { params: { id: 'a/b' }, body: placing }, 400, ['id']],
  ['an empty id', { params: { id: '' }, body: placing }, 400, ['id']],
  ['an id that is too long', { params: { id: 'x'.repeat(65) }, body: placing }, 400, ['id']],
  ['text that is not JSON', { body: '{"customerId": bob}', headers: json }, 400],
  ['JSON that is cut off', { body: '{"customerId":"b', headers: json }, 400],
  ['a text in Latin-1', { body: Buffer.from(JSON.stringify(withLine({ name: 'Thé' })), 'latin1'), headers: json }, 400],
  ['a body of no stated type', { body: '{}', headers: {} }, 415],
  ['a form', { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
  ['JSON in another charset', { body: '{}', headers: { 'content-type': 'application/json; charset=utf-16' } }, 415],
  ['a compressed body', { body: gzipSync('{}'), headers: { ...json, 'content-encoding': 'gzip' } }, 415],
  [
    'a body that says it is too large',
    { body: '{}', headers: { ...json, 'content-length': String(mebibyte + 1) } },
    413,
  ],
  ['a body that is too large', { body: ' '.repeat(mebibyte + 1), headers: json }, 413],
  ['a list', { body: [] }, 400, ['body']],
  ['nothing', { body: null }, 400, ['body']],
  ['a body that is missing', {}, 400, ['customerId', 'currency', 'lines']],
  ['a field nobody knows', { body: { ...placing, coupon: 'X' } }, 400, ['coupon']],
  ['a field nobody knows, further in', { body: withLine({ colour: 'red' }) }, 400, ['lines[0].colour']],
  [
    'a prototype to inherit',
    { body: `{"__proto__":{},${JSON.stringify(placing).slice(1)}`, headers: json },
    400,
    ['__proto__'],
  ],
  ['an amount with cents', { body: withLine({ unitPrice: 4.5 }) }, 400, ['lines[0].unitPrice']],
  ['an amount as text', { body: withLine({ unitPrice: '450' }) }, 400, ['lines[0].unitPrice']],
  ['an amount below nothing', { body: withLine({ unitPrice: -1 }) }, 400, ['lines[0].unitPrice']],
  [
    'a number that no double holds',
    { body: JSON.stringify(placing).replace('450', '1e400'), headers: json },
    400,
    ['lines[0].unitPrice'],
  ],
  ['none of it', { body: withLine({ quantity: 0 }) }, 400, ['lines[0].quantity']],
  ['no lines', { body: { ...placing, lines: [] } }, 400, ['lines']],
  ['one article twice', { body: { ...placing, lines: [line, line] } }, 400, ['lines[1].sku']],
  ['text with half a character', { body: withLine({ name: '\ud800' }) }, 400, ['lines[0].name']],
  ['text with a zero byte', { body: withLine({ name: 'te\u0000a' }) }, 400, ['lines[0].name']],
  ['a day that no calendar has', { body: { ...placing, placedAt: '2026-02-30T00:00:00Z' } }, 400, ['placedAt']],
  [
    'an Idempotency-Key with a space',
    { body: placing, headers: { 'idempotency-key': 'a b' } },
    400,
    ['Idempotency-Key'],
  ],
  ['an empty Idempotency-Key', { body: placing, headers: { 'idempotency-key': '' } }, 400, ['Idempotency-Key']],
  [
    'an Idempotency-Key that is too long',
    { body: placing, headers: { 'idempotency-key': 'k'.repeat(129) } },
    400,
    ['Idempotency-Key'],
  ],
  [
    'an Idempotency-Key that was sent twice',
    { body: placing, headers: { 'idempotency-key': 'a,b' } },
    400,
    ['Idempotency-Key'],
  ],
  [
    'a correlation id that was sent twice',
    { body: placing, headers: { 'x-correlation-id': 'a,b' } },
    400,
    ['x-correlation-id'],
  ],
  [
    'a content type that was sent twice',
    { body: '{}', headers: { 'content-type': `${json['content-type']},text/plain` } },
    415,
  ],
  ['lists nested 50 deep', { body: nested(50, '[', ']'), headers: json }, 400, ['body']],
  ['lists nested 51 deep', { body: nested(51, '[', ']'), headers: json }, 400],
  ['objects nested 5,000 deep', { body: nested(5_000, '{"a":', '}'), headers: json }, 400],
  ['lists and objects nested 100,000 deep', { body: nested(50_000, '[{"a":', '}]'), headers: json }, 400],
  ['lists that never end', { body: '['.repeat(500_000), headers: json }, 400],
  [
    'brackets in a text, which are no nesting',
    { body: `{"\\"${'['.repeat(200)}":1}`, headers: json },
    400,
    ['customerId', 'currency', 'lines', `"${'['.repeat(199)}`],
  ],
  ['an If-Match without quotes', { body: placing, headers: { 'if-match': '7' } }, 400, ['If-Match']],
  ['an If-Match that is weak', { body: placing, headers: { 'if-match': 'W/"7"' } }, 400, ['If-Match']],
  ['an If-Match of two versions', { body: placing, headers: { 'if-match': '"7", "8"' } }, 400, ['If-Match']],
  ['an If-Match below nothing', { body: placing, headers: { 'if-match': '"-1"' } }, 400, ['If-Match']],
  [
    'a correlation id with a space',
    { body: placing, headers: { 'x-correlation-id': 'a b' } },
    400,
    ['x-correlation-id'],
  ],
];

for (const [what, sent, status, paths] of cases)
  it(`${what} is refused and leaves no trace`, async () => {
    const store = inMemoryEventStore();
    const answer = await call(orderRoutes(store).PlaceOrder, { params: { id: '1' }, ...sent });

    expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' }, errors: [] });
    expect(answer.body).toMatchObject({ status, title: expect.any(String), correlationId: expect.any(String) });
    expect((answer.body as { errors?: { path: string }[] }).errors?.map(({ path }) => path)).toEqual(paths);
    expect(store.feed()).toEqual([]);
  });

it('names all validation errors of path, headers and body at once', async () => {
  const answer = await call(orderRoutes(inMemoryEventStore()).PlaceOrder, {
    params: { id: '-' },
    headers: { 'if-match': 'seven', 'idempotency-key': 'a b' },
    body: { ...withLine({ quantity: 1.5, sku: '' }), currency: 'euro' },
  });
  expect((answer.body as { errors: { path: string; detail: string }[] }).errors.map(({ path }) => path)).toEqual([
    'id',
    'Idempotency-Key',
    'If-Match',
    'currency',
    'lines[0].sku',
    'lines[0].quantity',
  ]);
});

it('says that a missing field is missing', async () => {
  const answer = await call(orderRoutes(inMemoryEventStore()).CancelOrder, { params: { id: '1' } });
  expect(answer.body).toMatchObject({ errors: [{ path: 'reason', detail: 'is missing' }] });
});

it('does not answer a hostile body with a larger one', async () => {
  const unknown = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`field-${index}`, index]));
  const answer = await call(orderRoutes(inMemoryEventStore()).PlaceOrder, { params: { id: '1' }, body: unknown });
  expect((answer.body as { errors: unknown[] }).errors).toHaveLength(100);
});

it('takes a body of exactly the limit', async () => {
  const body = JSON.stringify(placing);
  const padded = body + ' '.repeat(mebibyte - Buffer.byteLength(body));
  const answer = await call(orderRoutes(inMemoryEventStore()).PlaceOrder, {
    params: { id: '1' },
    body: padded,
    headers: json,
  });
  expect(answer.status).toBe(201);
});

it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
  'takes JSON that calls itself %s',
  async (type) => {
    const sent = { params: { id: '1' }, body: JSON.stringify(placing), headers: { 'content-type': type } };
    expect(await call(orderRoutes(inMemoryEventStore()).PlaceOrder, sent)).toMatchObject({ status: 201 });
  },
);
