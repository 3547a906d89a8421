import './registrations.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { historyRoutes } from '../../../adapters/azure-functions/index.ts';
import { customersById } from '../../../domain/customer/index.ts';
import { asking, customersOverMemory } from '../../support/customers.ts';
import { as, believedCallers } from './believed-callers.ts';
import { call } from './calls.ts';

const roles = ['customer', 'clerk', 'auditor'] as const;
const { send, system } = customersOverMemory().newProcess();
const unknown = { status: 404, name: 'customer-not-registered', title: 'There is no such customer' };
const routes = historyRoutes(
  { callers: believedCallers, roles, ownOnly: ['customer'], seePersonal: ['customer', 'clerk'], system },
  {
    name: 'Customer',
    roles,
    plural: 'customers',
    idName: 'customerId',
    view: customersById,
    unknown,
    unknownThen: unknown,
  },
);
const queries = { history: '', asOf: '?version=1', changes: '?from=0&to=1' } as const;

const ask = (route: keyof typeof routes, headers: Readonly<Record<string, string>>) =>
  call(routes[route], {
    method: 'GET',
    url: `/api/customers/ada/${route}${queries[route]}`,
    params: { id: 'ada' },
    headers,
  });

describe('The past of a person over HTTP', () => {
  beforeAll(() => send('ada', asking.register('ada@example.org')));

  it('has the data of each event', async () => {
    expect((await ask('history', as('carol', 'clerk'))).body).toMatchObject({
      entries: [{ type: 'CustomerRegistered', data: { name: 'Ada Lovelace', email: 'ada@example.org' } }],
    });
  });

  it.each([
    ['a clerk', as('carol', 'clerk')],
    ['the customer', as('ada', 'customer')],
    ['an auditor who is a clerk, too', as('carol', 'clerk', 'auditor')],
    ['an auditor who is the customer, too', as('ada', 'customer', 'auditor')],
  ])('shows personal values to %s', async (_, headers) => {
    for (const route of ['history', 'asOf', 'changes'] as const)
      expect(JSON.stringify((await ask(route, headers)).body)).toContain('ada@example.org');
  });

  it.each([
    ['an auditor', as('otto', 'auditor')],
    ['an auditor who is another customer, too', as('bob', 'customer', 'auditor')],
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
