import './registrations.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  answerWithDocument,
  answerWithPage,
  answerWithView,
  onePointInTime,
  operatorRoute,
  pageParameters,
  pointInTimeParameters,
  queryRoute,
  version,
} from '../../../adapters/azure-functions/index.ts';
import { ArchiveUnavailable } from '../../../application/archive/archive.ts';
import { BrokerUnavailable } from '../../../application/messages/message-bus.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { UnknownContinuation } from '../../../application/paging.ts';
import { trusted, clerksOnly } from './trusted-callers.ts';
import { call } from './calls.ts';

const missing = { status: 404, name: 'no-such-thing', title: 'There is no such thing' };
const get = (url: string, params: Readonly<Record<string, string>> = {}) => ({ method: 'GET', url, params }) as const;

/** Answers with the parameters that it was given. */
const things = queryRoute(trusted, {
  name: 'GetThing',
  roles: clerksOnly,
  path: 'things/{thingId}',
  parameters: z.strictObject({ thingId: z.string(), minVersion: version.exactOptional(), ...pageParameters }),
  answers: z.unknown(),
  handle: (parameters) => Promise.resolve({ body: parameters }),
});
const thing = (query: string) => call(things, get(`/api/things/7${query}`, { thingId: '7' }));

const faultsOf = ({ body }: { body: unknown }) =>
  (body as { errors: { path: string }[] }).errors.map(({ path }) => path);

describe('the parameters of a query', () => {
  it('are those of the path and of the query string, read and with their defaults', async () => {
    expect(await thing('?minVersion=3&continuation=a%2Cb')).toMatchObject({
      status: 200,
      body: { thingId: '7', minVersion: 3, limit: 20, continuation: 'a,b' },
    });
  });

  it('that are unknown are refused', async () => {
    expect(faultsOf(await thing('?minversion=3'))).toEqual(['minversion']);
  });

  it('that are repeated are refused, also with the same value', async () => {
    expect(faultsOf(await thing('?limit=3&limit=3'))).toEqual(['limit']);
  });

  it('that would hide one of the path are refused', async () => {
    expect(faultsOf(await thing('?thingId=8'))).toEqual(['thingId']);
  });

  it('are refused all at once, each by its name', async () => {
    expect(faultsOf(await thing('?limit=0&minVersion=-1&colour=red&limit=7'))).toEqual([
      'limit',
      'minVersion',
      'colour',
    ]);
  });

  it.each(['', '0', '101', '1.0', '1e1', '0x10', ' 1', '%2B1', '９'])('do not take "%s" for a limit', async (limit) => {
    expect(faultsOf(await thing(`?limit=${limit}`))).toEqual(['limit']);
  });

  it('refuse a version that is not a number, or not exact as a double', async () => {
    expect((await thing('?minVersion=9007199254740991')).status).toBe(200);
    expect((await thing('?minVersion=9007199254740993')).status).toBe(400);
    expect((await thing('?minVersion=')).status).toBe(400);
  });
});

describe('a point in time', () => {
  const past = queryRoute(trusted, {
    name: 'GetPast',
    roles: clerksOnly,
    path: 'past',
    parameters: z.strictObject(pointInTimeParameters).transform(onePointInTime),
    answers: z.unknown(),
    handle: ({ point }) => Promise.resolve({ body: point }),
  });
  const at = (query: string) => call(past, get(`/api/past?${query}`));

  it('is a version, or a moment with any offset', async () => {
    expect((await at('version=3')).body).toEqual({ version: 3 });
    expect((await at('at=2026-11-21T13:00:00%2B01:00')).body).toEqual({ at: '2026-11-21T12:00:00.000Z' });
  });

  it.each(['', 'version=3&at=2026-11-21T12:00:00Z', 'at=yesterday', 'at=2026-11-21', 'version=last'])(
    'is not "%s"',
    async (query) => {
      expect((await at(query)).status).toBe(400);
    },
  );
});

describe('an answer', () => {
  const answering = (answer: Parameters<typeof queryRoute>[1]['handle']) =>
    call(
      queryRoute(trusted, {
        name: 'GetAnswer',
        roles: clerksOnly,
        path: 'answer',
        parameters: z.strictObject({}),
        answers: z.unknown(),
        handle: answer,
      }),
      get('/api/answer'),
    );
  const found = { view: { colour: 'red' }, version: 3 };

  it('with a document has its version, in the body and as ETag', async () => {
    expect(await answering(() => Promise.resolve(answerWithDocument(found, missing)))).toMatchObject({
      status: 200,
      headers: { etag: '"3"' },
      body: { colour: 'red', version: 3 },
    });
  });

  it('without a document is the problem that the route has for it', async () => {
    expect(await answering(() => Promise.resolve(answerWithDocument(undefined, missing)))).toMatchObject({
      status: 404,
      body: { type: 'urn:annal:problem:no-such-thing', instance: '/api/answer' },
    });
  });

  it('of a version that does not exist is 422, and says the newest', async () => {
    expect(
      await answering(() => Promise.resolve(answerWithView({ found: 'beyond', version: 2 }, missing))),
    ).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:version-does-not-exist', version: 2 },
    });
  });

  it('with a late view is 503 with Retry-After', async () => {
    expect(
      await answering(() => Promise.resolve(answerWithView({ found: 'late', version: 2 }, missing))),
    ).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: { version: 2 },
    });
  });

  it('with a view that is there, and with one that is not, is as for any document', async () => {
    expect(
      (await answering(() => Promise.resolve(answerWithView({ found: 'current', ...found }, missing)))).status,
    ).toBe(200);
    expect((await answering(() => Promise.resolve(answerWithView({ found: 'nothing' }, missing)))).status).toBe(404);
  });

  it('with the last page has a continuation of null', async () => {
    expect((await answering(() => Promise.resolve(answerWithPage({ items: [found] })))).body).toEqual({
      items: [{ colour: 'red', version: 3 }],
      continuation: null,
    });
  });

  it.each([
    [400, new UnknownContinuation()],
    [503, new StoreUnavailable('down')],
    [503, new BrokerUnavailable('down')],
    [503, new ArchiveUnavailable('down')],
    [500, new Error('a fault')],
  ])('is %i when the world breaks that way', async (status, error) => {
    expect(await answering(() => Promise.reject(error))).toMatchObject({
      status,
      headers: { 'content-type': 'application/problem+json' },
    });
  });
});

it('an operator needs no key, also not in the query string', async () => {
  const handler = operatorRoute(trusted, {
    name: 'DoThing',
    roles: clerksOnly,
    path: 'things',
    parameters: z.strictObject({}),
    answers: z.unknown(),
    handle: () => Promise.resolve({ body: 'done' }),
  });
  expect(await call(handler, { url: '/api/ops/things' })).toMatchObject({ status: 200, body: 'done' });
  expect(await call(handler, { url: '/api/ops/things?code=key' })).toMatchObject({ status: 400 });
});

describe('the age of what a query shows', () => {
  const aged = queryRoute(
    { ...trusted, viewAgeOf: ({ viewName }) => (viewName === 'sheets' ? 7 : undefined) },
    {
      name: 'GetAged',
      roles: clerksOnly,
      shows: { viewName: 'sheets' },
      path: 'aged',
      parameters: z.strictObject({ asOf: z.string().exactOptional() }),
      answers: z.unknown(),
      handle: (parameters) => Promise.resolve({ body: parameters }),
    },
  );
  const ageAt = async (query: string) => (await call(aged, get(`/api/aged${query}`))).headers['annal-view-age'];

  it('is said with the answer', async () => expect(await ageAt('')).toBe('7'));

  it('is not said of what was at a moment, which is made of the events', async () =>
    expect(await ageAt('?asOf=2026-05-04T10:00:00Z')).toBeUndefined());
});
