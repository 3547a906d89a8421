import './registrations.ts';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { call, type Call } from './calls.ts';
import { sheetRoutes, opening } from './sheet-routes.ts';

const json = { 'content-type': 'application/json' };
const row = opening.rows[0];
const withRow = (changes: object) => ({ ...opening, rows: [{ ...row, ...changes }] });
const mebibyte = 1_048_576;

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;

type Case = readonly [what: string, call: Call, status: number, paths?: readonly string[]];

const cases: readonly Case[] = [
  ['an id with a slash', { params: { id: 'a/b' }, body: opening }, 400, ['id']],
  ['an empty id', { params: { id: '' }, body: opening }, 400, ['id']],
  ['an id that is too long', { params: { id: 'x'.repeat(65) }, body: opening }, 400, ['id']],
  ['text that is not JSON', { body: '{"ownerId": bob}', headers: json }, 400],
  ['JSON that is cut off', { body: '{"ownerId":"b', headers: json }, 400],
  ['a text in Latin-1', { body: Buffer.from(JSON.stringify(withRow({ text: 'Thé' })), 'latin1'), headers: json }, 400],
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
  ['a body that is missing', {}, 400, ['ownerId', 'rows']],
  ['a field nobody knows', { body: { ...opening, coupon: 'X' } }, 400, ['coupon']],
  ['a field nobody knows, further in', { body: withRow({ colour: 'red' }) }, 400, ['rows[0].colour']],
  [
    'a prototype to inherit',
    { body: `{"__proto__":{},${JSON.stringify(opening).slice(1)}`, headers: json },
    400,
    ['__proto__'],
  ],
  ['an amount with cents', { body: withRow({ amount: 4.5 }) }, 400, ['rows[0].amount']],
  ['an amount as text', { body: withRow({ amount: '450' }) }, 400, ['rows[0].amount']],
  ['an amount below nothing', { body: withRow({ amount: -1 }) }, 400, ['rows[0].amount']],
  [
    'a number that no double holds',
    { body: JSON.stringify(opening).replace(':5', ':1e400'), headers: json },
    400,
    ['rows[0].amount'],
  ],
  ['none of it', { body: withRow({ amount: 0 }) }, 400, ['rows[0].amount']],
  ['no rows', { body: { ...opening, rows: [] } }, 400, ['rows']],
  ['one row twice', { body: { ...opening, rows: [row, row] } }, 400, ['rows[1].key']],
  ['text with half a character', { body: withRow({ text: '\ud800' }) }, 400, ['rows[0].text']],
  ['text with a zero byte', { body: withRow({ text: 'te\u0000a' }) }, 400, ['rows[0].text']],
  ['a day that no calendar has', { body: { ...opening, openedAt: '2026-02-30T00:00:00Z' } }, 400, ['openedAt']],
  [
    'a moment that UTC writes with a year of five digits',
    { body: { ...opening, openedAt: '9999-12-31T23:59:59-14:00' } },
    400,
    ['openedAt'],
  ],
  [
    'a moment that UTC writes with a year below nothing',
    { body: { ...opening, openedAt: '0000-01-01T00:00:00+14:00' } },
    400,
    ['openedAt'],
  ],
  [
    'an Idempotency-Key with a space',
    { body: opening, headers: { 'idempotency-key': 'a b' } },
    400,
    ['Idempotency-Key'],
  ],
  ['an empty Idempotency-Key', { body: opening, headers: { 'idempotency-key': '' } }, 400, ['Idempotency-Key']],
  [
    'an Idempotency-Key that is too long',
    { body: opening, headers: { 'idempotency-key': 'k'.repeat(129) } },
    400,
    ['Idempotency-Key'],
  ],
  [
    'an Idempotency-Key that was sent twice',
    { body: opening, headers: { 'idempotency-key': 'a,b' } },
    400,
    ['Idempotency-Key'],
  ],
  [
    'a correlation id that was sent twice',
    { body: opening, headers: { 'x-correlation-id': 'a,b' } },
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
    ['ownerId', 'rows', `"${'['.repeat(199)}`],
  ],
  ['an If-Match without quotes', { body: opening, headers: { 'if-match': '7' } }, 400, ['If-Match']],
  ['an If-Match that is weak', { body: opening, headers: { 'if-match': 'W/"7"' } }, 400, ['If-Match']],
  ['an If-Match of two versions', { body: opening, headers: { 'if-match': '"7", "8"' } }, 400, ['If-Match']],
  ['an If-Match below nothing', { body: opening, headers: { 'if-match': '"-1"' } }, 400, ['If-Match']],
  [
    'a correlation id with a space',
    { body: opening, headers: { 'x-correlation-id': 'a b' } },
    400,
    ['x-correlation-id'],
  ],
];

for (const [what, sent, status, paths] of cases)
  it(`${what} is refused and leaves no trace`, async () => {
    const store = inMemoryEventStore();
    const answer = await call(sheetRoutes(store).OpenSheet, { params: { id: '1' }, ...sent });

    expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' }, errors: [] });
    expect(answer.body).toMatchObject({ status, title: expect.any(String), correlationId: expect.any(String) });
    expect((answer.body as { errors?: { path: string }[] }).errors?.map(({ path }) => path)).toEqual(paths);
    expect(store.feed()).toEqual([]);
  });

it('names all validation errors of path, headers and body at once', async () => {
  const answer = await call(sheetRoutes(inMemoryEventStore()).OpenSheet, {
    params: { id: '-' },
    headers: { 'if-match': 'seven', 'idempotency-key': 'a b' },
    body: { ...withRow({ amount: 1.5, key: '' }), ownerId: '-' },
  });
  expect((answer.body as { errors: { path: string; detail: string }[] }).errors.map(({ path }) => path)).toEqual([
    'id',
    'Idempotency-Key',
    'If-Match',
    'ownerId',
    'rows[0].key',
    'rows[0].amount',
  ]);
});

it('says that a missing field is missing', async () => {
  const answer = await call(sheetRoutes(inMemoryEventStore()).DropSheet, { params: { id: '1' } });
  expect(answer.body).toMatchObject({ errors: [{ path: 'reason', detail: 'is missing' }] });
});

it('does not answer a hostile body with a larger one', async () => {
  const unknown = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`field-${index}`, index]));
  const answer = await call(sheetRoutes(inMemoryEventStore()).OpenSheet, { params: { id: '1' }, body: unknown });
  expect((answer.body as { errors: unknown[] }).errors).toHaveLength(100);
});

it('takes a body of exactly the limit', async () => {
  const body = JSON.stringify(opening);
  const padded = body + ' '.repeat(mebibyte - Buffer.byteLength(body));
  const answer = await call(sheetRoutes(inMemoryEventStore()).OpenSheet, {
    params: { id: '1' },
    body: padded,
    headers: json,
  });
  expect(answer.status).toBe(201);
});

it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
  'takes JSON that calls itself %s',
  async (type) => {
    const sent = { params: { id: '1' }, body: JSON.stringify(opening), headers: { 'content-type': type } };
    expect(await call(sheetRoutes(inMemoryEventStore()).OpenSheet, sent)).toMatchObject({ status: 201 });
  },
);
