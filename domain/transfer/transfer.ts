import { declareProcess } from '../modelling/process.ts';
import { asks } from './asks.ts';
import { memory } from './memory.ts';
import { react } from './react.ts';
import { sending } from './triggers.ts';

/** Brings money that has left one account to another one, or gives it back. */
export const transfer = declareProcess({
  name: 'transfer',
  asks,
  starts: [sending],
  memory,
  nothing: {},
  react,
});
