import { describe, expect, it } from 'vitest';
import { customerEmail, customers, customersById, type CustomerEvent } from '../../../domain/customer/index.ts';
import { ada, address, emailChanged, erased, registered } from './customer-examples.ts';

const moved: CustomerEvent = { type: 'CustomerAddressChanged', data: { address: { ...address, city: 'Paris' } } };
const recorded = (event: CustomerEvent, version = 1) => ({
  event,
  category: 'customer',
  entityId: '1',
  version,
  recordedAt: ada.registeredAt,
  actor: 'ada',
});

describe('the email of a customer', () => {
  const heldAfter = (...events: CustomerEvent[]) =>
    events.reduce<string | undefined>((held, event) => customerEmail.heldAfter(held, event), undefined);

  it('is compared without its capitals', () => {
    expect(heldAfter({ type: 'CustomerRegistered', data: { ...ada, email: 'Ada@Example.org' } })).toBe(
      'ada@example.org',
    );
  });

  it('is the newest, which another address does not change', () => {
    expect(heldAfter(registered, moved)).toBe('ada@example.org');
    expect(heldAfter(registered, emailChanged, moved)).toBe('ada@new.example');
  });

  it('has no value once the customer is erased, also when the value itself is erased', () => {
    expect(heldAfter(registered, erased)).toBeUndefined();
    expect(heldAfter({ type: 'CustomerRegistered', data: { ...ada, email: '[erased]' } })).toBeUndefined();
  });
});

describe('the view of a customer', () => {
  const after = (...events: CustomerEvent[]) =>
    events.reduce<ReturnType<typeof customersById.fold>>(
      (view, event, index) => customersById.fold(view, recorded(event, index + 1)),
      undefined,
    );

  it('shows the newest email and address', () => {
    const view = { customerId: '1', status: 'registered', ...ada };
    expect(after(registered)).toEqual(view);
    expect(after(registered, emailChanged, moved)).toEqual({ ...view, email: 'ada@new.example', ...moved.data });
  });

  it('shows an erased customer only as erased, whatever event follows', () => {
    const left = { customerId: '1', status: 'erased', registeredAt: ada.registeredAt };
    expect(after(registered, erased)).toEqual(left);
    expect(after(registered, erased, emailChanged)).toEqual(left);
  });

  it('is undefined without a registration', () => expect(after(emailChanged)).toBeUndefined());
});

describe('the messages about a customer', () => {
  it.each([
    [registered, { type: 'shop.customer-registered.v1', data: { customerId: '1', country: 'UK' } }],
    [
      { type: 'CustomerRegistered', data: { name: 'Ada', email: 'ada@example.org', registeredAt: ada.registeredAt } },
      { type: 'shop.customer-registered.v1', data: { customerId: '1' } },
    ],
    [moved, { type: 'shop.customer-address-changed.v1', data: { customerId: '1', country: 'UK' } }],
    [erased, { type: 'shop.customer-erased.v1', data: { customerId: '1' } }],
    [emailChanged, undefined],
  ] satisfies [CustomerEvent, unknown][])(
    'tell who by an opaque id, and of where only the country: $type',
    (event, contract) => {
      expect(customers.contracts?.contractOf(recorded(event))).toEqual(contract);
    },
  );
});
