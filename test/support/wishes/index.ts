import { declareModule, system } from '../../../domain/modelling/system.ts';
import { granting } from './granting.ts';
import { noting } from './noting.ts';
import { part } from './part.ts';
import { wish } from './wish.ts';

export { granting } from './granting.ts';
export { part } from './part.ts';
export { queueing, queueingFor, queues } from './queueing.ts';
export { wish } from './wish.ts';

/** A business with a process: wishes are granted with parts, each of which one wish holds at a time. */
export const wishes = system(declareModule({ aggregate: wish }), declareModule({ aggregate: part }), {
  processes: [granting],
});

/** The same, with a second kind of process. */
export const notedWishes = system(declareModule({ aggregate: wish }), declareModule({ aggregate: part }), {
  processes: [granting, noting],
});
