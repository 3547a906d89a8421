import fc from 'fast-check';
import type { AccountCommand } from '../../../domain/account/index.ts';
import { specTime as at } from '../../support/as-bob.ts';
import { ask } from './account-examples.ts';

const amount = fc.integer({ min: 1, max: 9 });
const reference = fc.constantFrom('a', 'b', 'c');
const orderId = fc.constantFrom('1', '2');

/** Commands that move money on an open account: few amounts and names, so that they meet. */
export const movingCommand: fc.Arbitrary<AccountCommand> = fc
  .oneof(
    fc.tuple(amount, reference).map((of) => ask.deposit(...of)),
    fc.tuple(amount, reference).map((of) => ask.withdraw(...of)),
    fc.tuple(amount, reference, reference).map((of) => ask.transfer(...of)),
    fc.tuple(amount, reference).map((of) => ask.receive(...of)),
    fc.tuple(amount, reference).map((of) => ask.revoke(...of)),
    fc.tuple(amount, reference).map((of) => ask.giveBack(...of)),
    fc.tuple(amount, orderId).map((of) => ask.charge(...of)),
    fc.tuple(amount, reference, orderId).map((of) => ask.refund(...of)),
  )
  .map((command) => ({ ...command, at }));

/** Any command to an account. */
export const accountCommand: fc.Arbitrary<AccountCommand> = fc.oneof(fc.constant<AccountCommand>({ ...ask.open, at }), {
  weight: 4,
  arbitrary: movingCommand,
});
