import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Total } from '../../domain/modelling/total.ts';
import type { Contributions } from '../views/contributions/contributions.ts';
import { totalReader, type QueryingTotals, type TotalReader } from '../views/totals/total-query.ts';
import { everyGeneration, followGenerations, type Following, type ReadableGeneration } from './followed-generations.ts';

/** The ports of a query for totals of whichever generation is live. */
export interface FollowingTotals extends Omit<QueryingTotals<never>, 'contributions'>, Following {
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
  const followed = followGenerations(total.viewName, readersOf(total, following), following);
  return { read: async (...asked) => (await followed()).live.read(...asked) };
};

const readersOf = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  following: FollowingTotals,
): readonly ReadableGeneration<TotalReader<Row>>[] =>
  everyGeneration(total, totalReader(total, { ...following, contributions: following.contributions(total) }), {
    open: (former) =>
      former.withTypes<readonly ReadableGeneration<TotalReader<object>>[]>((each) => readersOf(each, following)),
    shownAs,
  });

const shownAs = <Row>({ read }: TotalReader<object>, shown: (row: unknown) => Row): TotalReader<Row> => ({
  read: async (...asked) => {
    const answer = await read(...asked);
    if (answer.found !== 'current') return answer;
    return { ...answer, page: { ...answer.page, items: answer.page.items.map(shown) } };
  },
});
