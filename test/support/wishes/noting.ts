import { z } from 'zod';
import { declareProcess, trigger } from '../../../domain/modelling/process.ts';
import { wish } from './wish.ts';

/** Takes note of a wish, and ends. It has the same ids as the granting of the wish. */
export const noting = declareProcess({
  name: 'noting',
  asks: {},
  starts: [trigger(wish, { WishMade: ({ entityId }) => entityId })],
  memory: z.object({}),
  nothing: {},
  react: () => [{ complete: true }],
});
