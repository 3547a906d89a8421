import { describe, expect, it } from 'vitest';
import type { AnyView } from '../../domain/modelling/view.ts';
import { shop } from '../../domain/shop.ts';
import { findAggregates, type AnyAggregate } from '../../scripts/catalogue/aggregates.ts';
import { readHistories } from '../../scripts/catalogue/golden-files.ts';
import { readToday } from '../../scripts/catalogue/shapes.ts';

const found = await findAggregates();
const views = shop.modules.flatMap(({ aggregate, views: declared = [] }) =>
  declared.flatMap((view: AnyView) => {
    const folder = found.find((each) => each.aggregate.category === aggregate.category)?.folder ?? '';
    return Object.entries(readHistories(folder)).map(([history, events]) => ({ view, aggregate, history, events }));
  }),
);

describe('A view', () => {
  it.each(views)('$view.name says whose it is as its aggregate does, after each event of $history', (each) => {
    const { view, events } = each;
    const aggregate: AnyAggregate = each.aggregate;
    let state: unknown = aggregate.initial;
    let shown: object | undefined;
    for (const [index, event] of readToday(aggregate, events).entries()) {
      state = aggregate.evolve(state, event);
      const recorded = {
        event,
        entityId: '1',
        version: index + 1,
        recordedAt: '2026-01-01T00:00:00.000Z',
        actor: 'bob',
      };
      shown = view.fold(shown, recorded) as object | undefined;
      if (aggregate.owner === 'everybody' || view.owner === 'everybody') expect(view.owner).toBe(aggregate.owner);
      else expect(shown).toHaveProperty([view.owner.field], aggregate.owner(state, '1'));
    }
  });
});
