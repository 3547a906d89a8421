import './registrations.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { historyRoutes } from '../../../adapters/azure-functions/index.ts';
import { peopleById } from '../../support/ledger/index.ts';
import { asking, peopleOverMemory } from '../../support/people.ts';
import { as, trustedCallers } from './trusted-callers.ts';
import { call } from './calls.ts';

const roles = ['person', 'clerk', 'auditor'] as const;
const { send, system } = peopleOverMemory().newProcess();
const unknown = { status: 404, name: 'person-not-registered', title: 'There is no such person' };
const routes = historyRoutes(
  { callers: trustedCallers, roles, ownOnly: ['person'], seePersonal: ['person', 'clerk'], system },
  {
    name: 'Person',
    roles,
    plural: 'people',
    idName: 'personId',
    view: peopleById,
    unknown,
    unknownThen: unknown,
  },
);
const queries = { history: '', asOf: '?version=1', changes: '?from=0&to=1' } as const;

const ask = (route: keyof typeof routes, headers: Readonly<Record<string, string>>) =>
  call(routes[route], {
    method: 'GET',
    url: `/api/people/ada/${route}${queries[route]}`,
    params: { id: 'ada' },
    headers,
  });

describe('The past of a person over HTTP', () => {
  beforeAll(() => send('ada', asking.register('ada@example.org')));

  it('has the data of each event', async () => {
    expect((await ask('history', as('carol', 'clerk'))).body).toMatchObject({
      entries: [{ type: 'PersonRegistered', data: { name: 'Ada Lovelace', email: 'ada@example.org' } }],
    });
  });

  it.each([
    ['a clerk', as('carol', 'clerk')],
    ['the person', as('ada', 'person')],
    ['an auditor who is a clerk, too', as('carol', 'clerk', 'auditor')],
    ['an auditor who is the person, too', as('ada', 'person', 'auditor')],
  ])('shows personal values to %s', async (_, headers) => {
    for (const route of ['history', 'asOf', 'changes'] as const)
      expect(JSON.stringify((await ask(route, headers)).body)).toContain('ada@example.org');
  });

  it.each([
    ['an auditor', as('otto', 'auditor')],
    ['an auditor who is another person, too', as('bob', 'person', 'auditor')],
    ['an auditor with a role that does not open the route', as('otto', 'operator', 'auditor')],
  ])('masks personal values for %s', async (_, headers) => {
    for (const route of ['history', 'asOf', 'changes'] as const) {
      const { status, body } = await ask(route, headers);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).toContain('"[personal]"');
      expect(JSON.stringify(body)).not.toMatch(/Ada|example[.]org/);
    }
  });
});
