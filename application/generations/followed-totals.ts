import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Total } from '../../domain/modelling/total.ts';
import type { Contributions } from '../views/contributions/contributions.ts';
import { totalReader, type QueryingTotals, type TotalReader, type TotalsAnswer } from '../views/totals/total-query.ts';
import type { LiveGenerations } from './live-generations.ts';

/** The ports of a query for totals of whichever generation is live. */
export interface FollowingTotals extends Omit<QueryingTotals<never>, 'contributions'> {
  readonly live: Pick<LiveGenerations, 'of'>;
  readonly contributions: <Types extends EventTypes, Folded extends object, Row extends object>(
    total: Total<Types, Folded, Row>,
  ) => Contributions<Row>;
}

/**
 * Reads the totals of whichever generation is live. `after` waits for the contribution to that one. A total has no version, so
 * after a switch it may differ by what is still being delivered to one of both generations.
 */
export const followedTotals = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  following: FollowingTotals,
): TotalReader<Row> => {
  const readers = readersOf(total, following);
  const declared = [...readers.keys()];
  return {
    read: async (...asked) => {
      const { generation } = await following.live.of(total.viewName, declared);
      const reader = readers.get(generation);
      if (reader === undefined) throw new Error(`The total ${total.viewName} has no generation ${generation}.`);
      return reader.read(...asked);
    },
  };
};

const readersOf = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  following: FollowingTotals,
): ReadonlyMap<number, TotalReader<Row>> => {
  const own = totalReader(total, { ...following, contributions: following.contributions(total) });
  const earlier = total.former?.withTypes((former, shown) =>
    [...readersOf(former, following)].map(([generation, { read }]) => [generation, shownAs(read, shown)] as const),
  );
  return new Map([[total.generation, own], ...(earlier ?? [])]);
};

const shownAs = <Earlier, Row>(read: TotalReader<Earlier>['read'], shown: (row: Earlier) => Row): TotalReader<Row> => ({
  read: async (...asked) => {
    const answer: TotalsAnswer<Earlier> = await read(...asked);
    if (answer.found !== 'current') return answer;
    return { ...answer, page: { ...answer.page, items: answer.page.items.map(shown) } };
  },
});
