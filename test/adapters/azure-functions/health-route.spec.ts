import './registrations.ts';
import { expect, it } from 'vitest';
import { healthRoute } from '../../../adapters/azure-functions/index.ts';
import { call } from './calls.ts';

const get = { method: 'GET', url: '/api/health' } as const;

it('is healthy when every probe succeeds', async () => {
  const health = healthRoute('Healthy', { store: () => Promise.resolve([]), bus: () => Promise.resolve() });
  expect(await call(health, get)).toMatchObject({
    status: 200,
    body: { status: 'healthy', checks: { store: 'ok', bus: 'ok' } },
  });
});

it('is unhealthy when a probe fails, and says which and why', async () => {
  const health = healthRoute('Unhealthy', {
    store: () => Promise.reject(new Error('no connection')),
    bus: () => Promise.resolve(),
  });
  expect(await call(health, get)).toMatchObject({
    status: 503,
    headers: { 'retry-after': '1', 'content-type': 'application/problem+json' },
    body: { checks: { store: 'no connection', bus: 'ok' } },
  });
});

it('does not wait for a probe that does not answer', async () => {
  const hanging = Promise.withResolvers();
  const health = healthRoute('Hanging', { store: () => hanging.promise }, 10);
  expect(await call(health, get)).toMatchObject({ status: 503, body: { checks: { store: 'no answer in time' } } });
});
