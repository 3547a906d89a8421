import type { AnyJoined } from '../../domain/modelling/joined.ts';
import type { AnyLog } from '../../domain/modelling/log.ts';
import type { AnyTotal } from '../../domain/modelling/total.ts';
import type { AnyView } from '../../domain/modelling/view.ts';
import type { FeedGroup } from '../feed/feed-group.ts';
import type { MeasuredSubscriber } from '../feed/measured-subscriber.ts';

/** Every subscriber of a system, by what it does. */
export interface Subscribers {
  readonly views: ReadonlyMap<AnyView, MeasuredSubscriber>;
  readonly totals: ReadonlyMap<AnyTotal, MeasuredSubscriber>;
  readonly logs: ReadonlyMap<AnyLog, MeasuredSubscriber>;
  readonly joined: ReadonlyMap<AnyJoined, MeasuredSubscriber>;
  readonly publishing: MeasuredSubscriber;
  readonly archive: MeasuredSubscriber;
  readonly processes: readonly MeasuredSubscriber[];
  readonly maintenance: readonly MeasuredSubscriber[];
}

/**
 * Groups subscribers so that one can hold up only those of its group. All views share a group, all totals, all logs, and all joined views, except
 * those that ask for a feed of their own: all generations of one together. Subscribers with effects (publishing, the archive,
 * processes) never wait for a view.
 */
export const feedGroupsOf = ({
  views,
  totals,
  logs,
  joined,
  publishing,
  archive,
  processes,
  maintenance,
}: Subscribers): readonly FeedGroup<MeasuredSubscriber>[] => {
  const alone = Map.groupBy(
    [...views, ...totals, ...logs, ...joined].filter(([{ feed }]) => feed === 'own'),
    ([{ viewName }]) => viewName,
  );
  return [
    { name: 'views', subscribers: together(views) },
    { name: 'totals', subscribers: together(totals) },
    { name: 'logs', subscribers: together(logs) },
    { name: 'joined', subscribers: together(joined) },
    ...[...alone].map(([name, generations]) => ({ name: `view-${name}`, subscribers: generations.map(last) })),
    { name: 'publishing', subscribers: [publishing] },
    { name: 'archive', subscribers: [archive] },
    { name: 'processes', subscribers: processes },
    { name: 'maintenance', subscribers: maintenance },
  ].filter(({ subscribers }) => subscribers.length > 0);
};

/** What can be built again from the whole history: every subscriber without effects outside. */
export const builtOf = (subscribers: Subscribers): readonly MeasuredSubscriber[] => {
  const { publishing, archive, processes, maintenance } = subscribers;
  const effects = [publishing, archive, ...processes, ...maintenance];
  return feedGroupsOf(subscribers)
    .flatMap((group) => group.subscribers)
    .filter((each) => !effects.includes(each));
};

const together = (declared: ReadonlyMap<Pick<AnyView, 'feed'>, MeasuredSubscriber>): readonly MeasuredSubscriber[] =>
  [...declared].filter(([{ feed }]) => feed !== 'own').map(([, subscriber]) => subscriber);

const last = ([, subscriber]: readonly [unknown, MeasuredSubscriber]): MeasuredSubscriber => subscriber;
