import { describe, expect, it } from 'vitest';
import { maskPersonal } from '../../domain/modelling/mask-personal.ts';
import type { AnyView } from '../../domain/modelling/view.ts';
import { shop } from '../../domain/shop.ts';
import { findAggregates, type AnyAggregate } from '../../scripts/catalogue/aggregates.ts';
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

type Events = ReturnType<typeof readToday>;

/** The view of each version. */
const viewsOf = (view: AnyView, events: Events): readonly (object | undefined)[] => {
  const place = { category: view.source.category, entityId: '1', recordedAt: '2026-01-01T00:00:00.000Z', actor: 'bob' };
  let shown: object | undefined;
  return events.map((event, index) => {
    shown = foldOnto(view, shown, { event, version: index + 1, ...place });
    return shown;
  });
};

const maskedEvents = ({ events: types }: AnyAggregate, events: Events): Events =>
  events.map(({ type, data }) => ({ type, data: maskPersonal(types[type]?.schema ?? expect.fail(type), data) }));

describe('A view', () => {
  it.each(views)('$view.name marks as personal what the events of $history do', (each) => {
    const { view, aggregate, events } = each;
    const today = readToday(aggregate, events);
    const masked = viewsOf(view, today).map((shown) => shown && maskPersonal(view.schema, shown));
    expect(masked).toEqual(viewsOf(view, maskedEvents(aggregate, today)));
  });
});
