import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Reader } from '../callers/reach.ts';
import type { EventStore } from '../streams/event-store.ts';
import { reachableViews, type OwnedView, type ReachableViews } from './reachable-views.ts';
import type { DamagedView, DocumentKey, FoundView, Projected, ReadModel } from './read-model.ts';

/**
 * The result of a query for a view. 'late': the stream has this version, but the view has not reached it. 'damaged': the
 * document contains no valid view.
 */
export type ViewAnswer<View> =
  | ({ readonly found: 'current' } & Projected<View>)
  | { readonly found: 'late'; readonly version: number }
  | { readonly found: 'damaged' }
  | { readonly found: 'nothing' };

/** The patience of one query. */
export interface Patience {
  /** The result of the work; 'late' when it takes longer than the patience allows. */
  readonly within: <Result>(work: Promise<Result>) => Promise<Result | 'late'>;
  /** Waits before the next read; false when no time is left for one. `looks` counts from 1. */
  readonly pause: (looks: number) => Promise<boolean>;
}

/** The ports of a view query. */
export interface Querying<Shape> {
  readonly readModel: ReadModel<Shape>;
  readonly eventStore: Pick<EventStore, 'hasNext' | 'read'>;
  readonly patience: () => Patience;
}

/**
 * Reads one view. Who has just written asks for at least the version that the command answered, and is waited for a little:
 * so everybody reads their own writes, though views follow the events only after a moment. Where there is no document at the
 * second look, the store is asked once whether there is a stream: nobody waits for what was never written. Not at the first,
 * as a stream that has just begun on another instance may not be seen yet (session consistency).
 */
const viewQuery = <Shape>({ find, hasStream }: ReachableViews<Shape>, patience: () => Patience) => {
  return async (key: DocumentKey, minVersion = 0): Promise<ViewAnswer<Shape>> => {
    if (minVersion === 0) return answerOf(await find(key), minVersion);
    const { within, pause } = patience();
    let answer: ViewAnswer<Shape> = { found: 'late', version: 0 };
    for (let looks = 1; ; looks += 1) {
      const found = await within(find(key));
      if (found === 'late') return answer;
      answer = answerOf(found, minVersion);
      if (answer.found === 'current') return answer;
      if (found === undefined && looks === 2 && (await within(hasStream(key.id))) === false)
        return { found: 'nothing' };
      if (!(await pause(looks))) return answer;
    }
  };
};

const answerOf = <View>(found: FoundView<View> | DamagedView | undefined, minVersion: number): ViewAnswer<View> => {
  if (found?.damage !== undefined) return { found: 'damaged' };
  if (found !== undefined && found.version >= minVersion)
    return { found: 'current', view: found.view, version: found.version };
  return minVersion === 0 ? { found: 'nothing' } : { found: 'late', version: found?.version ?? 0 };
};

/** Reads one document of a view, or a page of them. */
export interface ViewReader<Shape> extends Pick<ReadModel<Shape>, 'list'> {
  readonly read: ReturnType<typeof viewQuery<Shape>>;
}

/** The readers of one view, each for one caller: it sees what the caller reaches, and personal values where the caller may. */
export const viewReaders = <Types extends EventTypes, Shape extends object>(
  view: OwnedView<Types, Shape>,
  { patience, ...stores }: Querying<Shape>,
) => ({
  for: (reader: Reader): ViewReader<Shape> => {
    const views = reachableViews(view, stores, reader);
    return { read: viewQuery(views, patience), list: views.list };
  },
});
