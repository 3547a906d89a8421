import './registrations.ts';
import { expect, it } from 'vitest';
import { healthRoute } from '../../../adapters/azure-functions/index.ts';
import { call } from './calls.ts';

const get = { method: 'GET', url: '/api/health' } as const;

it('a system whose parts all answer is healthy', async () => {
  const health = healthRoute('Healthy', { store: () => Promise.resolve([]), bus: () => Promise.resolve() });
  expect(await call(health, get)).toMatchObject({
    status: 200,
    body: { status: 'healthy', checks: { store: 'ok', bus: 'ok' } },
  });
});

it('a system with a part that fails is not, and says which and why', async () => {
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

it('a part that does not answer is not waited for', async () => {
  const hanging = Promise.withResolvers();
  const health = healthRoute('Hanging', { store: () => hanging.promise }, 10);
  expect(await call(health, get)).toMatchObject({ status: 503, body: { checks: { store: 'no answer in time' } } });
});
