import './registrations.ts';
import { expect, it } from 'vitest';
import { describeHealth, healthRoute } from '../../../adapters/azure-functions/index.ts';
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

const noLag = { worst: null, neverMeasured: ['orders'] };
const store = () => Promise.resolve();

it('tells operators how late subscribers are, which changes nothing of what is healthy', async () => {
  const describe = describeHealth({ store }, () => Promise.resolve(noLag));
  expect(await describe()).toEqual({
    status: 'healthy',
    checks: { store: 'ok', lagMeasurements: 'ok' },
    lag: noLag,
  });
});

it('tells operators the rest where the lag cannot be read, or is not there in time', async () => {
  const failing = describeHealth({ store }, () => Promise.reject(new Error('no container')));
  expect(await failing()).toEqual({
    status: 'healthy',
    checks: { store: 'ok', lagMeasurements: 'no container' },
    lag: null,
  });
  const hanging = describeHealth({ store }, () => Promise.withResolvers<never>().promise, 10);
  expect(await hanging()).toMatchObject({ status: 'healthy', checks: { lagMeasurements: 'no answer in time' } });
});

it('tells operators what fails as the platform is told', async () => {
  const describe = describeHealth({ store: () => Promise.reject(new Error('no connection')) }, () =>
    Promise.resolve(noLag),
  );
  expect(await describe()).toMatchObject({ status: 'unhealthy', checks: { store: 'no connection' }, lag: noLag });
});
