import { describe, expect, it } from 'vitest';
import type { AnyView } from '../../domain/modelling/view.ts';
import { shop } from '../../domain/shop.ts';
import { findAggregates } from '../../scripts/catalogue/aggregates.ts';
import { foldOnto } from '../support/fold-onto.ts';
import { readHistories } from '../../scripts/catalogue/golden-files.ts';
import { readToday } from '../../scripts/catalogue/shapes.ts';

const found = await findAggregates();
const views = shop.modules.flatMap(({ aggregate: { category }, views: declared = [] }) =>
  declared.flatMap((view: AnyView) => {
    const { folder, aggregate } = found.find((each) => each.aggregate.category === category) ?? expect.fail(category);
    return Object.entries(readHistories(folder)).map(([history, events]) => ({ view, aggregate, history, events }));
  }),
);

describe('A view', () => {
  it.each(views)('$view.name says whose it is as its aggregate does, after each event of $history', (each) => {
    const { view, aggregate, events } = each;
    let state: unknown = aggregate.initial;
    let shown: object | undefined;
    for (const [index, event] of readToday(aggregate, events).entries()) {
      state = aggregate.evolve(state, event);
      const recorded = {
        event,
        category: view.source.category,
        entityId: '1',
        version: index + 1,
        recordedAt: '2026-01-01T00:00:00.000Z',
        actor: 'bob',
      };
      shown = foldOnto(view, shown, recorded);
      if (aggregate.owner === 'everybody' || view.owner === 'everybody') expect(view.owner).toBe(aggregate.owner);
      else expect(shown).toHaveProperty([view.owner.field], aggregate.owner(state, '1'));
    }
  });
});
