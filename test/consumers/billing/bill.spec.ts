import { describe, it } from 'vitest';
import { bill } from '../../../consumers/billing/bill/bill.ts';
import { scenarios } from '../../support/scenario.ts';
import {
  ask,
  cancelled,
  changed,
  creditRequested,
  invoiceRequested,
  numbered,
  opened,
  paid,
  paidByAccount,
  refunded,
  removed,
} from './bill-examples.ts';

const { given } = scenarios(bill);
const whole = 3411;

describe('a bill', () => {
  it('is opened when its order is placed', () => given().when(ask.open).then(opened));

  it('follows what is changed before it is paid', () => {
    given(opened).when(ask.change).then(changed);
    given(opened).when(ask.remove).then(removed);
  });

  it('asks for an invoice when it is paid', () => given(opened).when(ask.pay).then(paid, invoiceRequested));

  it('asks for no document when it is cancelled before it is paid', () =>
    given(opened).when(ask.cancel).then(cancelled));

  it('is opened once', () => given(opened, paid, invoiceRequested).when(ask.open).thenNothing());

  it('takes nothing that was left out and comes later: documents may have been issued without it', () => {
    given(opened, { type: 'BillQuantityChanged', data: { orderVersion: 3, sku: 'tea', quantity: 7 } })
      .when(ask.change)
      .thenRejected({ type: 'OvertakenByLater', orderVersion: 3 });
    given(opened, paid, invoiceRequested).when(ask.change).thenRejected({ type: 'OvertakenByLater', orderVersion: 3 });
    given(opened, cancelled).when(ask.pay).thenRejected({ type: 'OvertakenByLater', orderVersion: 4 });
  });

  it('takes nothing of an order whose placement it has not heard', () =>
    given().when(ask.pay).thenRejected({ type: 'BillNotOpened' }));

  it('records the number of a document once', () => {
    given(opened, paid, invoiceRequested).when(ask.record('invoice', 42)).then(numbered('invoice', 42));
    given(opened, paid, invoiceRequested, numbered('invoice', 42)).when(ask.record('invoice', 42)).thenNothing();
  });

  it('never gets a second number for a document', () =>
    given(opened, paid, invoiceRequested, numbered('invoice', 42))
      .when(ask.record('invoice', 43))
      .thenRejected({ type: 'NumberedOtherwise', key: 'invoice', number: 42 }));

  it('knows no number of a document that it has not asked for', () =>
    given(opened, paid, invoiceRequested)
      .when(ask.record('cancellation', 1))
      .thenRejected({ type: 'DocumentNotRequested', key: 'cancellation' }));
});

describe('what was paid and is given back', () => {
  it('is credited for each refund', () =>
    given(opened, paidByAccount, invoiceRequested)
      .when(ask.refund(7, 1000))
      .then(refunded(7, 1000), creditRequested('refund-account-main:7', 'refunded', 1000)));

  it('is credited once for a refund, however often its message comes', () =>
    given(opened, paidByAccount, invoiceRequested, refunded(7, 1000)).when(ask.refund(7, 1000)).thenNothing());

  it('is credited, too, when the refund was heard of before the order', () => {
    given().when(ask.refund(7, 1000)).then(refunded(7, 1000));
    given(refunded(7, 1000), opened)
      .when(ask.payByAccount)
      .then(paidByAccount, invoiceRequested, creditRequested('refund-account-main:7', 'refunded', 1000));
  });

  it('is credited when an order is cancelled that no account has paid', () =>
    given(opened, paid, invoiceRequested)
      .when(ask.cancel)
      .then(cancelled, creditRequested('cancellation', 'cancelled', whole)));

  it('is credited by the refund alone where an account has paid', () =>
    given(opened, paidByAccount, invoiceRequested).when(ask.cancel).then(cancelled));

  it('never comes to more than the invoice', () =>
    given(
      ...[opened, paidByAccount, invoiceRequested, refunded(7, 1000)],
      creditRequested('refund-account-main:7', 'refunded', 1000),
    )
      .when(ask.refund(8, whole))
      .then(refunded(8, whole), creditRequested('refund-account-main:8', 'refunded', whole - 1000)));

  it('is not what an account gets back that has not paid the order', () => {
    const other = { accountId: 'other' };
    given(opened, paidByAccount, invoiceRequested)
      .when(ask.refund(7, 1000, other))
      .then(refunded(7, 1000, other));
    given(opened, paid, invoiceRequested).when(ask.refund(7, 1000)).then(refunded(7, 1000));
    given(opened, refunded(7, 1000)).when(ask.pay).then(paid, invoiceRequested);
  });

  it('is none of the invoice in another currency', () =>
    given(opened, paidByAccount, invoiceRequested)
      .when(ask.refund(7, 1000, { currency: 'USD' }))
      .then(refunded(7, 1000, { currency: 'USD' })));

  it('is not credited where nothing was invoiced', () => {
    given(opened).when(ask.refund(7, 1000)).then(refunded(7, 1000));
    given(opened, cancelled).when(ask.refund(7, 1000)).thenNothing();
  });
});
