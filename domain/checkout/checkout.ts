import { declareProcess } from '../modelling/process.ts';
import { asks } from './asks.ts';
import { memory } from './memory.ts';
import { react } from './react.ts';
import { checkOut } from './triggers.ts';

/**
 * Makes a cart that is checked out the order that it names, with the lines, prices and moment of the check-out. Where there is another
 * order under that id, the cart says so.
 */
export const checkout = declareProcess({
  name: 'checkout',
  asks,
  starts: [checkOut],
  memory,
  nothing: {},
  react,
});
