import { describe, expect, it } from 'vitest';
import { findAggregates } from '../../scripts/catalogue/aggregates.ts';

const said = (await findAggregates()).flatMap(({ aggregate: { events, commands } }) => [
  ...Object.entries(events).map(([name, { schema }]) => ({ name, sentence: schema.description })),
  ...Object.entries(commands).map(([name, schema]) => ({ name, sentence: schema.description })),
]);

describe('What the shop stores and what it is asked', () => {
  it.each(said)('is said in a sentence of its own: $name', ({ sentence = '' }) => {
    expect(sentence).toMatch(/^[A-Z].+\.$/);
    expect(said.filter((each) => each.sentence === sentence)).toHaveLength(1);
  });
});
