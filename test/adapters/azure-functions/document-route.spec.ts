import { registry } from './registrations.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentRoute } from '../../../adapters/azure-functions/index.ts';
import { peopleById, sheetsByOwner } from '../../support/ledger/index.ts';
import { asking, peopleOverMemory } from '../../support/people.ts';
import { as, trustedCallers } from './trusted-callers.ts';
import { call } from './calls.ts';

const roles = ['person', 'clerk', 'auditor'] as const;
const world = peopleOverMemory();
const { send, system, projecting } = world.newProcess();
const edge = {
  callers: trustedCallers,
  roles,
  ownOnly: ['person'],
  seePersonal: ['person', 'clerk'],
  system,
  viewAgeOf: ({ viewName }: { readonly viewName: string }) => (viewName === peopleById.viewName ? 3 : undefined),
} as const;
const unknown = { status: 404, name: 'person-not-registered', title: 'There is no such person' };
const getPerson = documentRoute(edge, { name: 'Person', roles, plural: 'people', view: peopleById, unknown });

const ask = (id: string, query = '', headers = as('carol', 'clerk')) =>
  call(getPerson, { method: 'GET', url: `/api/people/${id}${query}`, params: { id }, headers });

describe('An entity over HTTP', () => {
  beforeAll(async () => {
    await send('ada', asking.register('ada@example.org'));
    await projecting.deliver(world.stored.feed());
  });

  it('is registered below the collection, by its id', () => {
    const metadata = registry.functions.at(-1)?.metadata;
    expect(metadata?.name).toBe('GetPerson');
    expect(Object.values(metadata?.bindings ?? {})[0]).toMatchObject({ methods: ['GET'], route: 'people/{id}' });
  });

  it('is its document, with its version and age', async () => {
    expect(await ask('ada')).toMatchObject({
      status: 200,
      headers: { etag: '"1"', 'annal-view-age': '3' },
      body: { personId: 'ada', status: 'registered', email: 'ada@example.org', version: 1 },
    });
  });

  it('waits for the version that is asked for, and says that the view is late', async () => {
    expect((await ask('ada', '?minVersion=1')).status).toBe(200);
    expect(await ask('ada', '?minVersion=2')).toMatchObject({ status: 503, body: { version: 1 } });
  });

  it('is not there before it is registered', async () => {
    expect(await ask('eve')).toMatchObject({ status: 404, body: { title: unknown.title } });
  });

  it('is not there for somebody else who reaches only its own', async () => {
    expect((await ask('ada', '', as('ada', 'person'))).status).toBe(200);
    expect(await ask('ada', '', as('eve', 'person'))).toMatchObject({ status: 404, body: { title: unknown.title } });
  });

  it('has its personal values masked for who may not see them', async () => {
    expect(await ask('ada', '', as('otto', 'auditor'))).toMatchObject({ body: { email: '[personal]' } });
  });

  it.each([
    ['an id with a slash', 'a/b', '', 'id'],
    ['a version that is no number', 'ada', '?minVersion=x', 'minVersion'],
    ['a parameter that there is not', 'ada', '?version=1', 'version'],
  ])('refuses %s', async (_, id, query, name) => {
    const answer = await ask(id, query);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(name);
  });

  it('cannot be shown by a view whose documents are kept by another field', () => {
    const shown = { name: 'Sheet', roles, plural: 'sheets', view: sheetsByOwner, unknown };
    expect(() => documentRoute(edge, shown)).toThrow('GetSheet cannot find a document of sheets-by-owner by its id');
  });
});
