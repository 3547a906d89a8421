import './registrations.ts';
import { describe, expect, it } from 'vitest';
import { queryRoute } from '../../../adapters/azure-functions/index.ts';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { CallersUnavailable, CallerUnknown, type Callers } from '../../../application/callers/caller.ts';
import { z } from 'zod';
import { as, trustedCallers } from './trusted-callers.ts';
import { call } from './calls.ts';
import { sheetRoutes, opening } from './sheet-routes.ts';

const behind = (callers: Callers) => {
  let asked = 0;
  const handler = queryRoute(
    { callers, roles, ownOnly: [], seePersonal: [] },
    {
      name: 'GetSecret',
      roles: ['clerk', 'auditor'],
      path: 'secret',
      parameters: z.strictObject({}),
      answers: z.unknown(),
      handle: () => {
        asked += 1;
        return Promise.resolve({ body: 'secret' });
      },
    },
  );
  return { handler, asked: () => asked };
};
const roles = ['clerk', 'auditor', 'operator'];
const failing = (error: Error): Callers => ({ identify: () => Promise.reject(error) });
const get = (headers = {}) => ({ method: 'GET', url: '/api/secret?colour=red', headers }) as const;

describe('Authorization', () => {
  it.each(['clerk', 'auditor'])('allows a caller with one of the roles: %s', async (role) => {
    const { handler } = behind(trustedCallers);
    expect(await call(handler, { ...get(as('bob', 'stranger', role)), url: '/api/secret' })).toMatchObject({
      status: 200,
      body: 'secret',
    });
  });

  it('refuses a caller with none of the roles before the request is read, and names the roles', async () => {
    const { handler, asked } = behind(trustedCallers);
    expect(await call(handler, get(as('bob', 'operator', 'Clerk')))).toMatchObject({
      status: 403,
      headers: { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer error="insufficient_scope"' },
      body: {
        type: 'urn:annal:problem:not-permitted',
        detail: 'GetSecret is for callers with one of these roles: clerk, auditor.',
        roles: ['clerk', 'auditor'],
      },
      errors: [],
    });
    expect(asked()).toBe(0);
  });

  it('asks a caller without a token for one', async () => {
    const { handler, asked } = behind(trustedCallers);
    expect(await call(handler, get({ authorization: '' }))).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer' },
      body: { type: 'urn:annal:problem:not-authenticated' },
    });
    expect(asked()).toBe(0);
  });

  it('says what is wrong with a token, in characters that are valid in a header', async () => {
    const callers = failing(new CallerUnknown('"exp" is over ☹', { hasProof: true }));
    expect(await call(behind(callers).handler, get())).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': `Bearer error="invalid_token", error_description="'exp' is over '"` },
    });
  });

  it('answers 503 without the cause when tokens cannot be verified', async () => {
    const error = new CallersUnavailable('the keys of http://10.0.0.4 cannot be read');
    const answer = await call(behind(failing(error)).handler, get());
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: { type: 'urn:annal:problem:callers-unavailable' },
      errors: [expect.anything(), error],
    });
    expect(JSON.stringify(answer.body)).not.toContain('10.0.0.4');
  });
});

describe('A command', () => {
  const sent = { params: { id: '1' }, body: opening };
  const once = { 'idempotency-key': 'once' };

  it('that is not permitted leaves no trace, whatever other errors it has', async () => {
    const store = inMemoryEventStore();
    const { OpenSheet } = sheetRoutes(store);
    expect(await call(OpenSheet, { ...sent, headers: as('bob', 'auditor') })).toMatchObject({ status: 403 });
    expect(await call(OpenSheet, { body: 'no JSON', headers: { authorization: '' } })).toMatchObject({ status: 401 });
    expect(store.feed()).toEqual([]);
  });

  it('of another caller under the same Idempotency-Key does not get the first outcome', async () => {
    const store = inMemoryEventStore();
    const { OpenSheet } = sheetRoutes(store);
    const open = (name: string) => call(OpenSheet, { ...sent, headers: { ...as(name, 'clerk'), ...once } });
    const first = await open('bob');
    expect(await open('carla')).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:idempotency-key-reused' },
    });
    expect(await open('bob')).toMatchObject({ status: 201, body: first.body });
    expect(store.feed()).toHaveLength(1);
  });
});
