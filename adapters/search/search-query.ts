import type { SqlParameter, SqlQuerySpec } from '@azure/cosmos';
import { shownFields, type Search } from '../../consumers/search/search-index.ts';

/**
 * The best hits of a search, but those with these marks. The words stand in the text: they are letters and digits only, and the service's
 * examples of ranking have literals. What is left out by WHERE still counts for how rare a word is.
 */
export const searchQuery = (search: Search, shown: readonly string[], atMost: number): SqlQuerySpec => {
  const words = search.words.map((word) => JSON.stringify(word)).join(', ');
  const conditions = [...conditionsOf(search), ...(shown.length === 0 ? [] : [notAmong(shown)])];
  const where = [`c.state = 'shown'`, `FullTextContainsAny(c.text, ${words})`, ...conditions.map(({ sql }) => sql)];
  return {
    query: `SELECT TOP ${atMost} ${columns} FROM c WHERE ${where.join(' AND ')} ORDER BY RANK FullTextScore(c.text, ${words})`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
};

const columns = ['id', 'mark', 'kind', 'subjectId', ...Object.keys(shownFields.unwrap().shape)]
  .map((field) => `c.${field}`)
  .join(', ');

interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

const conditionsOf = ({ kinds, equal, ownedBy }: Search): readonly Condition[] => [
  { sql: 'ARRAY_CONTAINS(@kinds, c.kind)', parameters: [{ name: '@kinds', value: [...kinds] }] },
  ...Object.entries(equal).map(([field, value]) => ({
    sql: `c.${field} = @${field}`,
    parameters: [{ name: `@${field}`, value }],
  })),
  ...(ownedBy === undefined
    ? []
    : [{ sql: `(c.kind = 'product' OR c.customerId = @owner)`, parameters: [{ name: '@owner', value: ownedBy }] }]),
];

const notAmong = (shown: readonly string[]): Condition => ({
  sql: 'NOT ARRAY_CONTAINS(@shown, c.mark)',
  parameters: [{ name: '@shown', value: [...shown] }],
});
