import { describe, expect, it } from 'vitest';
import { comparableEmail, customer } from '../../../domain/customer/index.ts';
import { now, scenarios } from '../../support/scenario.ts';
import { ada, address, emailChanged, erased, registered } from './customer-examples.ts';

const { given } = scenarios(customer);
const register = (change: object = {}) => ({ type: 'RegisterCustomer', data: { ...ada, ...change } }) as const;
const changeEmail = (email: string) => ({ type: 'ChangeCustomerEmail', data: { email } }) as const;
const moveTo = (city: string) => ({ type: 'ChangeCustomerAddress', data: { address: { ...address, city } } }) as const;
const erase = { type: 'EraseCustomer', data: {} } as const;

describe('a customer', () => {
  it('registers', () => given().when(register()).then(registered));
  it('registers at the moment of asking, unless it says when', () => {
    const { name, email } = ada;
    given()
      .when({ type: 'RegisterCustomer', data: { name, email } })
      .then({ type: 'CustomerRegistered', data: { name, email, registeredAt: now } });
  });
  it('registers once', () => given(registered).when(register()).thenNothing());
  it.each([
    { name: 'Ada King' },
    { email: 'other@example.org' },
    { address: { ...address, city: 'Paris' } },
    { registeredAt: '2026-05-02T09:00:00.000Z' },
  ])('does not register again with %o', (change) =>
    given(registered).when(register(change)).thenRejected({ type: 'CustomerAlreadyRegistered' }),
  );

  it('changes its email', () => given(registered).when(changeEmail('ada@new.example')).then(emailChanged));
  it('changes its email to what it is: nothing to do', () =>
    given(registered, emailChanged).when(changeEmail('ada@new.example')).thenNothing());
  it('moves', () =>
    given(registered)
      .when(moveTo('Paris'))
      .then({ type: 'CustomerAddressChanged', data: { address: { ...address, city: 'Paris' } } }));
  it.each(['street', 'city', 'region', 'postalCode', 'country'])('moves when only its %s is another', (field) => {
    const elsewhere = { ...address, [field]: 'elsewhere' };
    given(registered)
      .when({ type: 'ChangeCustomerAddress', data: { address: elsewhere } })
      .then({ type: 'CustomerAddressChanged', data: { address: elsewhere } });
  });
  it('moves to where it lives: nothing to do', () => given(registered).when(moveTo('London')).thenNothing());
  it('moves to where it has moved already: nothing to do', () =>
    given(registered, { type: 'CustomerAddressChanged', data: { address: { ...address, city: 'Paris' } } })
      .when(moveTo('Paris'))
      .thenNothing());
});

describe('a customer who is erased', () => {
  it('is erased whatever has changed before', () => given(registered, emailChanged).when(erase).then(erased));
  it('is erased once', () => given(registered, erased).when(erase).thenNothing());
  it.each([register(), changeEmail('ada@example.org'), moveTo('Paris')])('refuses $type', (command) =>
    given(registered, erased).when(command).thenRejected({ type: 'CustomerAlreadyErased' }),
  );
  it('leaves nothing personal in the state', () => {
    const state = [registered, emailChanged, erased].reduce(customer.evolve, customer.initial);
    expect(state).toEqual({ status: 'erased' });
  });
  it('stays erased, even in a history that no decision would write', () => {
    const state = [registered, erased, emailChanged].reduce(customer.evolve, customer.initial);
    expect(state).toEqual({ status: 'erased' });
  });
});

describe('a customer without a registration', () => {
  it.each([changeEmail('ada@example.org'), moveTo('Paris'), erase])('refuses $type', (command) =>
    given().when(command).thenRejected({ type: 'CustomerNotRegistered' }),
  );
});

describe('the commands of a customer', () => {
  const { RegisterCustomer, ChangeCustomerEmail } = customer.commands;
  it.each(['', 'ada', 'ada@', 'a b@example.org', `${'a'.repeat(250)}@example.org`])('refuse the email %s', (email) => {
    expect(ChangeCustomerEmail.safeParse({ email }).success).toBe(false);
  });
  it('refuse what they do not know', () => {
    expect(RegisterCustomer.safeParse({ ...ada, shoeSize: 38 }).success).toBe(false);
  });
  it('compare emails without their capitals', () => {
    expect(comparableEmail('Ada@Example.ORG')).toBe('ada@example.org');
  });
});
