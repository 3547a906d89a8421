import { describe, expect, it } from 'vitest';
import { transfer } from '../../../domain/transfer/index.ts';
import { accepted, after, happens, processScenarios, refusedFor } from '../../support/process-scenario.ts';

const { given } = processScenarios(transfer);

const sent = happens(
  'account-1',
  { type: 'TransferSent', data: { reference: 'rent', to: '2', currency: 'EUR', amount: 500 } },
  { version: 3 },
);

describe('A transfer', () => {
  it('brings the money to the other account, and completes', () => {
    given(sent)
      .thenAsks('credit 2')
      .thenCommand({ type: 'ReceiveTransfer', data: { transferId: '1-3', from: '1', currency: 'EUR', amount: 500 } })
      .when(accepted('credit', '2'))
      .thenEvents('Answered', 'ProcessEnded')
      .thenStatus('completed');
  });

  it.each([
    [{ type: 'AccountNotOpened' }, 'There is no such account.'],
    [{ type: 'OtherCurrency', currency: 'USD' }, 'The account is in another currency.'],
    [{ type: 'BalanceTooHigh' }, 'The account could not take the money.'],
  ])('gives the money back when %o', (refusal, reason) => {
    given(sent)
      .when(refusedFor('credit', '2', refusal))
      .thenAsks('giveBack 1')
      .thenCommand({
        type: 'ReturnTransfer',
        data: { transferId: '1-3', to: '2', reason, currency: 'EUR', amount: 500 },
      })
      .when(accepted('giveBack', '1'))
      .thenStatus('compensated');
  });

  it('gives nothing back as long as nobody knows whether the money has arrived', () => {
    given(sent)
      .when(after('PT15M'))
      .thenAsks()
      .thenStatus('stuck')
      .when(accepted('credit', '2'))
      .thenStatus('completed');
  });

  it('revokes what arrives after it was refused and given back', () => {
    given(sent, refusedFor('credit', '2', { type: 'AccountNotOpened' }), accepted('giveBack', '1'))
      .when(accepted('credit', '2'))
      .thenAsks('undo credit 2')
      .thenCommand({ type: 'RevokeTransfer', data: { transferId: '1-3', from: '1', currency: 'EUR', amount: 500 } })
      .when(accepted('undo credit', '2'))
      .thenStatus('compensated');
  });

  it('is stuck when that is not there any more, and when it cannot be given back', () => {
    given(sent, refusedFor('credit', '2', { type: 'AccountNotOpened' }), accepted('giveBack', '1'))
      .when(accepted('credit', '2'), refusedFor('undo credit', '2', { type: 'InsufficientFunds' }))
      .thenStatus('stuck');
    given(sent, refusedFor('credit', '2', { type: 'AccountNotOpened' }))
      .when(refusedFor('giveBack', '1', { type: 'BalanceTooHigh' }))
      .thenStatus('stuck');
  });

  it('is known by its account and its event, however long the id of the account is', () => {
    const long = 'a'.repeat(64);
    const event = { type: 'TransferSent', data: { reference: 'rent', to: '2', currency: 'EUR', amount: 500 } };
    const { moment } = given(happens(`account-${long}`, event, { version: 12 })).thenAsks('credit 2');
    expect(moment.state).toMatchObject({ id: `${long}-12` });
  });
});
