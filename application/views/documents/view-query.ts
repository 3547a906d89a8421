import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import { generationsOf } from '../../../domain/modelling/generation.ts';
import type { DeclaredQuery } from '../../../domain/modelling/query.ts';
import type { Reader } from '../../callers/reach.ts';
import {
  reachableViews,
  type DocumentLooks,
  type EventsBehindViews,
  type OwnedView,
  type ReachableViews,
} from './reachable-views.ts';
import type { DocumentKey, Projected, ReadModel } from '../read-model.ts';
import { lookInDoubt, type Patience } from '../patience.ts';
import { assertDeclaredQuery, searchOf, type Search } from '../search.ts';

/**
 * The result of a query for a view. 'late': the stream has this version, but the view has not reached it. 'beyond': the stream
 * has no such version; its newest is given.
 */
export type ViewAnswer<View> =
  | ({ readonly found: 'current' } & Projected<View>)
  | { readonly found: 'late'; readonly version: number }
  | { readonly found: 'beyond'; readonly version: number }
  | { readonly found: 'nothing' };

/** The ports of a view query. */
export interface Querying<Shape> {
  readonly readModel: Pick<ReadModel<Shape>, 'find' | 'list' | 'count'>;
  readonly eventStore: EventsBehindViews;
  readonly patience: () => Patience;
}

/**
 * Reads one view. Who has just written asks for at least the version that the command answered, and is waited for a little:
 * so everybody reads their own writes, though views follow the events only after a moment. Where there is no document at the
 * second look, the store is asked once whether there is a stream: nobody waits for what was never written. Not at the first,
 * as a stream that has just begun on another instance may not be seen yet (session consistency). Where the view stays late, the
 * store is asked once for the newest version: a version that does not exist never comes.
 */
const viewQuery = <Shape>(views: ReachableViews<Shape>, patience: () => Patience) => {
  /** The final answer where the store knows of no such stream or version; undefined where waiting may help. */
  const neverComing = async (
    { hasStream, newestVersion }: DocumentLooks<Shape>,
    { looks, isThere, minVersion }: { readonly looks: number; readonly isThere: boolean; readonly minVersion: number },
    within: Patience['within'],
  ): Promise<ViewAnswer<Shape> | undefined> => {
    if (looks === 2 && !isThere) return (await within(hasStream())) === false ? { found: 'nothing' } : undefined;
    const newest = looks === lookInDoubt ? await within(newestVersion()) : minVersion;
    return newest !== 'late' && newest < minVersion ? { found: 'beyond', version: newest } : undefined;
  };

  return async (key: DocumentKey, minVersion = 0): Promise<ViewAnswer<Shape>> => {
    const document = views.looksFor(key);
    if (minVersion === 0) return answerOf(await document.find(), minVersion);
    const { within, pause } = patience();
    let answer: ViewAnswer<Shape> = { found: 'late', version: 0 };
    for (let looks = 1; ; looks += 1) {
      const found = await within(document.find());
      if (found === 'late') return answer;
      answer = answerOf(found, minVersion);
      if (answer.found === 'current') return answer;
      const final = await neverComing(document, { looks, isThere: found !== undefined, minVersion }, within);
      if (final !== undefined) return final;
      if (!(await pause(looks))) return answer;
    }
  };
};

const answerOf = <View>(found: Projected<View> | undefined, minVersion: number): ViewAnswer<View> => {
  if (found !== undefined && found.version >= minVersion)
    return { found: 'current', view: found.view, version: found.version };
  return minVersion === 0 ? { found: 'nothing' } : { found: 'late', version: found?.version ?? 0 };
};

/** Reads one document of a view, or a page of them. */
export interface ViewReader<Shape> extends Pick<ReadModel<Shape>, 'list'> {
  readonly read: ReturnType<typeof viewQuery<Shape>>;
}

/**
 * The readers of one view, each for one caller: it sees what the caller reaches, and personal values where the caller may.
 * `search` gives those of a declared query; it throws for one that the view does not declare, before anybody has asked.
 */
export const viewReaders = <Types extends EventTypes, Shape extends object>(
  view: OwnedView<Types, Shape>,
  { patience, ...stores }: Querying<Shape>,
) => ({
  for: (reader: Reader): ViewReader<Shape> => {
    const views = reachableViews(view, stores, reader);
    return { read: viewQuery(views, patience), list: views.list };
  },
  search: <const Query extends DeclaredQuery>(query: Query) => {
    const former = view.former === undefined ? [] : generationsOf(view.former.declared);
    for (const generation of [view, ...former]) assertDeclaredQuery(generation, query);
    return { for: (reader: Reader): Search<Query, Shape> => searchOf(reachableViews(view, stores, reader), query) };
  },
});
