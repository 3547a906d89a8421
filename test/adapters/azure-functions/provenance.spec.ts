import './registrations.ts';
import { expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { placeIn } from '../../../application/processes/place.ts';
import type { Provenance } from '../../../application/streams/commit.ts';
import { as } from './trusted-callers.ts';
import { call, type Call } from './calls.ts';
import { sheetRoutes, opening } from './sheet-routes.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
const opened = async (sent: Call) => {
  const store = inMemoryEventStore();
  const answer = await call(sheetRoutes(store).OpenSheet, { params: { id: '1' }, body: opening, ...sent });
  const [commit] = await store.read('sheet-1');
  return { answer, commit: commit as Provenance | undefined };
};

it('the actor is the authenticated caller, whatever the request says', async () => {
  const headers = { ...as('4f2d', 'clerk'), 'x-ms-client-principal-name': 'mallory' };
  expect((await opened({ headers })).commit).toMatchObject({ actor: '4f2d' });
});

it('the Idempotency-Key is the command id, and marked as what a caller has chosen', async () => {
  expect((await opened({ headers: { 'idempotency-key': 'once' } })).commit).toMatchObject({ commandId: 'key:once' });
});

it('no Idempotency-Key is an id of what a process asks, is told or answered', async () => {
  for (const key of ['queueing-1:5', 'queueing-1:5/accepted', 'queueing-1:5/deadline']) {
    const { commit } = await opened({ headers: { 'idempotency-key': key } });
    expect(commit?.commandId).not.toBe(key);
    expect(placeIn(commit?.commandId ?? null, new Set(['queueing', 'key']))).toBeUndefined();
  }
});

it('a command without a key gets a generated id', async () => {
  const [one, other] = await Promise.all([opened({}), opened({})]);
  expect(one.commit?.commandId).toMatch(/^[0-9a-f-]{36}$/);
  expect(one.commit?.commandId).not.toBe(other.commit?.commandId);
});

it("the caller's correlation id is kept and answered", async () => {
  const { answer, commit } = await opened({ headers: { 'x-correlation-id': 'call-7', traceparent } });
  expect(commit).toMatchObject({ correlationId: 'call-7', traceparent, causationId: null });
  expect(answer.headers['x-correlation-id']).toBe('call-7');
});

it('the trace id is the correlation id when the caller sends none', async () => {
  expect((await opened({ headers: { traceparent } })).commit).toMatchObject({ correlationId: traceId, traceparent });
});

it("the host's trace is taken when the caller has none", async () => {
  expect((await opened({ traceparent })).commit).toMatchObject({ correlationId: traceId, traceparent });
});

it('an invalid trace context is dropped, and the request is handled', async () => {
  const { answer, commit } = await opened({ headers: { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` } });
  expect(commit).toMatchObject({ traceparent: null, correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(answer.headers['x-correlation-id']).toBe(commit?.correlationId);
});
