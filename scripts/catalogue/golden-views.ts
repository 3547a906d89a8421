import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Joined } from '../../domain/modelling/joined.ts';
import type { Log } from '../../domain/modelling/log.ts';
import { positionOf } from '../../domain/modelling/position.ts';
import type { Recorded } from '../../domain/modelling/recorded.ts';
import { joinedOf, logsOf, totalsOf, viewsOf, type System } from '../../domain/modelling/system.ts';
import type { Total } from '../../domain/modelling/total.ts';
import { categoriesOf, type View } from '../../domain/modelling/view.ts';
import { findAggregates, type AnyAggregate } from './aggregates.ts';
import { readHalfWay, readHistories } from './golden-files.ts';
import { readToday } from './shapes.ts';

/** What a view keeps of each recorded history after each of its events, by the name of the history; with its folder where it is another than the view's. */
export type Kept = Readonly<Record<string, readonly unknown[]>>;

/** One generation of a view, of whichever kind, and what it keeps. */
export interface KeptView {
  readonly name: string;
  /** The folder of the aggregate that it follows, of the first if there are several. */
  readonly folder: string;
  readonly kept: Kept;
}

/** A recorded history, as a fold gets it. */
interface History {
  readonly folder: string;
  readonly name: string;
  readonly category: string;
  readonly events: readonly Recorded<never>[];
}

/** What a view keeps after each event of a history, the latest last. */
type Keep = (events: readonly Recorded<never>[]) => readonly unknown[];

/** What every view of a business makes of every recorded history of what it follows. */
export const keptViews = async (system: System): Promise<readonly KeptView[]> => {
  const histories = await recordedHistories(system);
  const keptBy = (name: string, keepers: ReadonlyMap<string, Keep>): KeptView => {
    const followed = histories.filter(({ category }) => keepers.has(category));
    const home = followed[0]?.folder ?? '';
    const kept = followed.map(({ folder, name: history, category, events }): [string, readonly unknown[]] => [
      folder === home ? history : `${folder}/${history}`,
      asJson(keepers.get(category)?.(events) ?? []),
    ]);
    return { name, folder: home, kept: Object.fromEntries(kept) };
  };
  return [
    ...viewsOf(system).map((each) => {
      const keep = each.withTypes(documents);
      return keptBy(each.name, new Map(categoriesOf(each).map((category) => [category, keep])));
    }),
    ...totalsOf(system).map((each) => keptBy(each.name, new Map([[each.source.category, each.withTypes(rows)]]))),
    ...logsOf(system).map((each) => keptBy(each.name, each.withTypes(entries))),
    ...joinedOf(system).map((each) => keptBy(each.name, each.withTypes(parts))),
  ];
};

const recordedHistories = async ({ processes }: System): Promise<readonly History[]> => {
  const found = await findAggregates();
  return [
    ...found.flatMap(({ folder, aggregate }) =>
      Object.entries(readHistories(folder)).map((history) => recordedHistory(folder, aggregate, history)),
    ),
    ...processes.flatMap(({ name, aggregate }) =>
      Object.entries(readHalfWay(name)).map(([each, { history }]) => recordedHistory(name, aggregate, [each, history])),
    ),
  ];
};

const recordedHistory = (
  folder: string,
  aggregate: Parameters<typeof readToday>[0] & Pick<AnyAggregate, 'category'>,
  [name, stored]: readonly [string, Parameters<typeof readToday>[1]],
): History => {
  const { category } = aggregate;
  const place = { category, entityId: '1', recordedAt: '2026-01-01T00:00:00.000Z', actor: 'bob' };
  return {
    ...{ folder, name, category },
    events: readToday(aggregate, stored).map((event, index) => ({
      event: event as never, // a history is only given to what follows its category
      version: index + 1,
      ...place,
    })),
  };
};

const documents =
  <Types extends EventTypes, Shape extends object>({ fold }: View<Types, Shape>): Keep =>
  (events) =>
    folded(fold, events);

const rows =
  <Types extends EventTypes, Folded extends object, Row extends object>(total: Total<Types, Folded, Row>): Keep =>
  (events) =>
    folded(total.fold, events).map((each) => (each === undefined ? [] : total.contributions(each)));

const entries = <Entry extends object>({ sources }: Log<Entry>): ReadonlyMap<string, Keep> =>
  new Map(
    sources.map((each) =>
      each.withTypes(({ source, fold, entry }) => [
        source.category,
        (events: Parameters<Keep>[0]) => {
          const before = [undefined, ...(fold === undefined ? [] : folded(fold, events))];
          return events.map((recorded, index) => {
            const kept = entry(recorded, before[index]);
            return kept && { ...kept, position: positionOf(source.category, recorded) };
          });
        },
      ]),
    ),
  );

const parts = <Shape extends object, Part extends object>({ sources, apply }: Joined<Shape, Part>) =>
  new Map(
    sources.map((each) =>
      each.withTypes(({ source, fold, parts: partsOf }): [string, Keep] => [
        source.category,
        (events) =>
          folded(fold, events).map((state) =>
            (state === undefined ? [] : partsOf(state)).map(({ key, part }) => ({
              ...{ key, part },
              document: apply(undefined, { key, before: undefined, after: part }),
            })),
          ),
      ]),
    ),
  );

/** What a fold makes of a history, after each of its events. */
const folded = <Event, Folded>(
  fold: (before: Folded | undefined, recorded: Recorded<Event>) => Folded | undefined,
  events: readonly Recorded<Event>[],
): readonly (Folded | undefined)[] => {
  let state: Folded | undefined;
  return events.map((recorded) => {
    state = fold(state, recorded);
    return state;
  });
};

/** As it is stored: nothing where there is none. */
const asJson = (kept: readonly unknown[]): readonly unknown[] =>
  kept.map((each): unknown => JSON.parse(JSON.stringify(each ?? null)));
