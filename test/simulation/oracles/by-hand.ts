import type { Evidence } from './evidence.ts';

/**
 * The processes that an operator has ended, or has had go on without what they had asked: what is left of them was settled by hand, outside
 * of what an oracle can see.
 */
export const settledByHand = ({ events }: Pick<Evidence, 'events'>): ReadonlySet<string> =>
  new Set(
    events
      .filter(
        ({ type, data }) => type === 'AskSkipped' || (type === 'ProcessEnded' && data['how'] === 'resolved-by-hand'),
      )
      .map(({ streamId }) => streamId),
  );
