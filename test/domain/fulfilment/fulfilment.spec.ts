import { describe, expect, it } from 'vitest';
import { fulfilment } from '../../../domain/fulfilment/index.ts';
import { accepted, after, happens, operator, processScenarios, refusedFor } from '../../support/process-scenario.ts';
import { cancelledByHand, confirmation, confirmed } from './fulfilment-examples.ts';

const { given } = processScenarios(fulfilment);

const reserved = [accepted('reserve', 'earl-grey'), accepted('reserve', 'sponge')];
const paid = [confirmed, ...reserved, accepted('charge', 'savings'), accepted('pay', '1')];
const shipped = [...paid, accepted('ship', '1')];

describe('The fulfilment of an order', () => {
  it('sets aside the stock of every line, in the name of the order', () => {
    const { moment } = given(confirmed).thenAsks('reserve earl-grey', 'reserve sponge').thenStatus('running');
    expect(moment.events).toContainEqual(
      expect.objectContaining({
        type: 'Asked',
        data: expect.objectContaining({
          command: { type: 'ReserveStock', data: { holder: '1', quantity: 5 } },
          undo: { type: 'ReleaseStock', data: { holder: '1' } },
        }),
      }),
    );
  });

  it('charges the account once all is set aside', () => {
    given(confirmed, accepted('reserve', 'sponge')).thenAsks();
    const { moment } = given(confirmed, ...reserved).thenAsks('charge savings');
    expect(moment.events).toContainEqual(
      expect.objectContaining({
        type: 'Asked',
        data: expect.objectContaining({
          command: {
            type: 'ChargeAccount',
            data: { orderId: '1', customerId: 'bob', currency: 'EUR', amount: 3411 },
          },
          undo: {
            type: 'RefundAccount',
            data: { orderId: '1', reference: 'fulfilment', currency: 'EUR', amount: 3411 },
          },
        }),
      }),
    );
  });

  it('has the order paid, then shipped, then hands over the goods, and completes', () => {
    given(confirmed, ...reserved, accepted('charge', 'savings')).thenAsks('pay 1');
    given(...paid).thenAsks('ship 1');
    given(...shipped)
      .thenAsks('handOver earl-grey', 'handOver sponge')
      .thenStatus('completing')
      .when(accepted('handOver', 'sponge'))
      .thenEvents('Answered')
      .when(accepted('handOver', 'earl-grey'))
      .thenEvents('Answered', 'ProcessEnded')
      .thenStatus('completed');
  });

  it('charges nothing for what costs nothing', () => {
    given(happens('order-1', confirmation({ amount: 0 })), ...reserved).thenAsks('pay 1');
  });

  it('does not begin for an order that is fulfilled by hand', () => {
    const byHand = { event: { type: 'OrderConfirmed', data: {} } as const, entityId: '1', version: 2 };
    const place = { category: 'order', recordedAt: '2026-05-04T10:00:00.000Z', actor: 'bob' };
    expect(fulfilment.starts.map((each) => each.instanceOf({ ...byHand, ...place }))).toEqual([undefined]);
    given(cancelledByHand).thenEvents();
  });
});

describe('An order that cannot be fulfilled', () => {
  it.each([
    [{ type: 'SoldOut' }, 'Earl Grey is sold out.'],
    [{ type: 'NotEnoughStock', available: 3 }, 'Only 3 of Earl Grey are left.'],
    [{ type: 'ProductDiscontinued' }, 'Earl Grey is not offered any more.'],
    [{ type: 'ProductNotAdded' }, 'Earl Grey is not offered any more.'],
    [{ type: 'TooManyReservations' }, 'Earl Grey could not be set aside.'],
  ])('frees what was set aside and is cancelled when %o', (refusal, reason) => {
    given(confirmed, accepted('reserve', 'sponge'))
      .when(refusedFor('reserve', 'earl-grey', refusal))
      .thenAsks('undo reserve sponge')
      .when(accepted('undo reserve', 'sponge'))
      .thenAsks('cancel 1')
      .thenCommand({ type: 'CancelOrder', data: { reason } })
      .when(accepted('cancel', '1'))
      .thenStatus('compensated');
  });

  it.each([
    [{ type: 'AccountNotOpened' }, 'The customer has no such account.'],
    [{ type: 'AccountOfAnotherCustomer' }, 'The customer has no such account.'],
    [{ type: 'OtherCurrency', currency: 'USD' }, 'The account is in another currency than the order.'],
    [{ type: 'OrderAlreadyCharged', charged: 1 }, 'The account could not be charged.'],
  ])('frees all, the last first, and is cancelled when %o', (refusal, reason) => {
    given(confirmed, ...reserved)
      .when(refusedFor('charge', 'savings', refusal))
      .thenAsks('undo reserve sponge')
      .when(accepted('undo reserve', 'sponge'))
      .thenAsks('undo reserve earl-grey')
      .when(accepted('undo reserve', 'earl-grey'))
      .thenAsks('cancel 1')
      .thenCommand({ type: 'CancelOrder', data: { reason } });
  });

  it('is refunded when it was cancelled before it was paid', () => {
    given(confirmed, ...reserved, accepted('charge', 'savings'))
      .when(refusedFor('pay', '1', { type: 'OrderAlreadyCancelled' }))
      .thenAsks('undo charge savings')
      .when(accepted('undo charge', 'savings'), accepted('undo reserve', 'sponge'))
      .when(accepted('undo reserve', 'earl-grey'))
      .thenAsks('cancel 1');
  });

  it('is refunded when it was cancelled after it was paid', () => {
    given(...paid)
      .when(refusedFor('ship', '1', { type: 'OrderAlreadyCancelled' }))
      .thenAsks('undo pay 1')
      .when(accepted('undo pay', '1'))
      .thenAsks('undo charge savings');
  });
});

describe('An order whose account lacks money', () => {
  const tooLittle = refusedFor('charge', 'savings', { type: 'InsufficientFunds', balance: 3 });
  const unpaid = [confirmed, ...reserved, tooLittle];

  it('keeps its stock, and has the account tried again every hour', () => {
    given(...unpaid)
      .thenEvents('Answered', 'AskPostponed', 'WaitStarted', 'WaitStarted')
      .thenStatus('running')
      .when(after('PT59M'))
      .thenEvents()
      .when(after('PT1M'))
      .thenEvents('DeadlinePassed', 'AskRetried')
      .when(tooLittle)
      .thenEvents('Answered', 'AskPostponed', 'WaitStarted')
      .when(after('PT1H'))
      .thenEvents('DeadlinePassed', 'AskRetried');
  });

  it('is paid and shipped once the money is there, and thinks of its waits no more', () => {
    given(...unpaid, after('PT1H'))
      .when(accepted('charge', 'savings'))
      .thenAsks('pay 1')
      .when(
        accepted('pay', '1'),
        accepted('ship', '1'),
        accepted('handOver', 'earl-grey'),
        accepted('handOver', 'sponge'),
      )
      .thenStatus('completed')
      .when(after('P1D'))
      .thenEvents();
  });

  it('is not cancelled for a payment that is made and whose goods take long to ship', () => {
    given(...unpaid, accepted('charge', 'savings'), accepted('pay', '1'), operator.extends('ship', '1', 'P2D'))
      .when(after('P1D'))
      .thenEvents('DeadlinePassed', 'DeadlinePassed')
      .thenStatus('running');
  });

  it('has the account tried once more when its time is over, and is cancelled when that is refused, too', () => {
    given(...unpaid)
      .when(after('PT24H'))
      .thenEvents('DeadlinePassed', 'AskRetried', 'DeadlinePassed', 'Remembered')
      .when(tooLittle)
      .thenAsks('undo reserve sponge')
      .when(accepted('undo reserve', 'sponge'), accepted('undo reserve', 'earl-grey'))
      .thenCommand({ type: 'CancelOrder', data: { reason: 'There was not enough money on the account for 24 hours.' } })
      .when(accepted('cancel', '1'))
      .thenStatus('compensated');
  });

  it('tries by itself when its time is over, also where no other try was due', () => {
    given(...unpaid, operator.extendsWait('nextTry', 'P2D'))
      .when(after('PT24H'))
      .thenEvents('DeadlinePassed', 'Remembered', 'AskRetried')
      .when(accepted('charge', 'savings'))
      .thenAsks('pay 1');
  });

  it('is charged once when a host had the refused charge under way', () => {
    given(...unpaid)
      .when(accepted('charge', 'savings'))
      .thenAsks('pay 1');
  });

  it('is not waited for when the account is another one by then', () => {
    given(...unpaid, after('PT1H'))
      .when(refusedFor('charge', 'savings', { type: 'OtherCurrency', currency: 'USD' }))
      .thenAsks('undo reserve sponge');
  });

  it('is given up when it is cancelled by hand, and a charge that is made then is refunded', () => {
    given(...unpaid, cancelledByHand)
      .thenAsks('undo reserve sponge')
      .when(accepted('charge', 'savings'))
      .when(accepted('undo reserve', 'sponge'))
      .thenAsks('undo charge savings');
  });

  it('has as much time as an operator gives it', () => {
    given(...unpaid, operator.extendsWait('payment', 'PT1S'))
      .when(after('PT1S'))
      .thenEvents('DeadlinePassed', 'Remembered', 'AskRetried')
      .when(tooLittle)
      .thenAsks('undo reserve sponge');
  });
});

describe('An order that is cancelled by hand', () => {
  it('is given up at once, with what is still under way', () => {
    given(confirmed, accepted('reserve', 'earl-grey'), cancelledByHand)
      .thenEvents('Noticed', 'CompensationStarted')
      .when(accepted('reserve', 'sponge'))
      .thenAsks('undo reserve sponge');
  });

  it('is refunded when it was charged', () => {
    given(confirmed, ...reserved, accepted('charge', 'savings'), cancelledByHand)
      .when(refusedFor('pay', '1', { type: 'OrderAlreadyCancelled' }))
      .thenAsks('undo charge savings');
  });

  it('is shipped all the same when that came first', () => {
    given(...paid, cancelledByHand)
      .thenAsks()
      .when(accepted('ship', '1'))
      .thenAsks('handOver earl-grey', 'handOver sponge');
  });
});

describe('An order whose answers are late', () => {
  it('is cancelled when its stock is not set aside in time, and what is set aside then is freed', () => {
    given(confirmed, accepted('reserve', 'earl-grey'))
      .when(after('PT30M'))
      .thenAsks('undo reserve earl-grey')
      .when(accepted('undo reserve', 'earl-grey'))
      .thenCommand({ type: 'CancelOrder', data: { reason: 'The order could not be fulfilled in time.' } })
      .when(accepted('cancel', '1'))
      .thenStatus('compensated')
      .when(accepted('reserve', 'sponge'))
      .thenAsks('undo reserve sponge');
  });

  it('is cancelled when it is not paid in time, and a charge that is made then is refunded', () => {
    given(confirmed, ...reserved)
      .when(after('PT30M'))
      .thenAsks('undo reserve sponge')
      .when(accepted('undo reserve', 'sponge'), accepted('undo reserve', 'earl-grey'), accepted('cancel', '1'))
      .thenStatus('compensated')
      .when(accepted('charge', 'savings'))
      .thenAsks('undo charge savings');
  });

  it('is cancelled when its payment is not recorded in time, also when it is recorded then', () => {
    given(confirmed, ...reserved, accepted('charge', 'savings'))
      .when(after('PT30M'))
      .thenAsks('undo charge savings')
      .when(accepted('pay', '1'), accepted('undo charge', 'savings'))
      .thenAsks('undo pay 1');
  });

  it('is seen as stuck while nobody knows whether it has shipped, and goes on once it has', () => {
    given(...paid, after('PT15M'))
      .thenStatus('stuck')
      .when(accepted('ship', '1'))
      .thenAsks('handOver earl-grey', 'handOver sponge');
  });

  it('hands over the goods however long it takes', () => {
    given(...shipped, after('PT15M'))
      .thenStatus('stuck')
      .when(accepted('handOver', 'earl-grey'), accepted('handOver', 'sponge'))
      .thenStatus('completed');
  });
});

describe('A fulfilment that is stuck', () => {
  it('is one whose refund, or whose release, is refused', () => {
    given(confirmed, ...reserved, accepted('charge', 'savings'), cancelledByHand)
      .when(refusedFor('pay', '1', { type: 'OrderAlreadyCancelled' }))
      .when(refusedFor('undo charge', 'savings', { type: 'BalanceTooHigh' }))
      .thenStatus('stuck')
      .when(operator.skips('undo charge', 'savings'))
      .thenAsks('undo reserve sponge')
      .when(refusedFor('undo reserve', 'sponge', { type: 'StockAlreadyShipped' }))
      .thenStatus('stuck');
  });

  it('is one whose goods were given away, and completes once that is settled', () => {
    given(...shipped, accepted('handOver', 'sponge'))
      .when(refusedFor('handOver', 'earl-grey', { type: 'ReservationReleased' }))
      .thenStatus('stuck')
      .when(operator.skips('handOver', 'earl-grey'))
      .thenStatus('completed');
  });
});
