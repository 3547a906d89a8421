import { account } from '../account/index.ts';
import { ask } from '../modelling/process.ts';

// The names are part of the storage format: never rename.
/** What a transfer asks. */
export const asks = {
  /** Taken back where it is accepted although it was refused before, and the sender has the money again. */
  credit: ask(account, 'ReceiveTransfer', {
    within: 'PT15M',
    pivot: true,
    undo: { command: 'RevokeTransfer', data: (received) => received },
  }),
  giveBack: ask(account, 'ReturnTransfer', { within: 'PT15M', forward: true }),
};
