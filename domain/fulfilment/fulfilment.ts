import { declareProcess } from '../modelling/process.ts';
import { asks } from './asks.ts';
import { memory } from './memory.ts';
import { react } from './react.ts';
import { cancellation, confirmation } from './triggers.ts';
import { waits } from './waits.ts';

/**
 * Fulfils an order that an account pays: sets the stock of every line aside, charges the account, has the order paid and shipped, and
 * hands over the goods. Where the account lacks money, it waits for it. Else it gives back what it has, and cancels the order with the
 * reason.
 */
export const fulfilment = declareProcess({
  name: 'fulfilment',
  asks,
  waits,
  starts: [confirmation],
  hears: [cancellation],
  memory,
  nothing: {},
  react,
});
