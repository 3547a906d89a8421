import { streamIdOf } from '../streams/commit.ts';
import type { EventStore } from '../streams/event-store.ts';
import { StreamHead } from '../streams/stream-head.ts';
import type { DamagedView, DocumentKey, FoundView, Projected, ReadModel } from './read-model.ts';

/**
 * What a question for a view finds. 'late': there is a stream this new, but the view has not come so far. 'damaged': there is a
 * document, and no view in it.
 */
export type ViewAnswer<View> =
  | ({ readonly found: 'current' } & Projected<View>)
  | { readonly found: 'late'; readonly version: number }
  | { readonly found: 'damaged' }
  | { readonly found: 'nothing' };

/** The patience of one question. */
export interface Patience {
  /** What the work gives; 'late' when that takes longer than there is patience. */
  readonly within: <Result>(work: Promise<Result>) => Promise<Result | 'late'>;
  /** Waits before the next look, and says whether there is patience left for one. `looks` counts from 1. */
  readonly pause: (looks: number) => Promise<boolean>;
}

/** What asking for a view needs from outside. */
export interface Querying<View> {
  readonly readModel: ReadModel<View>;
  readonly eventStore: Pick<EventStore, 'hasNext'>;
  readonly patience: () => Patience;
  /** The aggregate that the view shows. */
  readonly source: { readonly category: string };
}

/**
 * Reads one view. Who has just written asks for at least the version that the command answered, and is waited for a little:
 * so everybody reads their own writes, though views follow the events only after a moment. Where there is no document at the
 * second look, the store is asked once whether there is a stream: nobody waits for what was never written. Not at the first,
 * as a stream that has just begun on another instance may not be seen yet (session consistency).
 */
export const viewQuery = <View>({ readModel, eventStore, patience, source }: Querying<View>) => {
  const hasStream = ({ id }: DocumentKey): Promise<boolean> =>
    eventStore.hasNext(StreamHead.beforeFirst(streamIdOf(source.category, id)));

  return async (key: DocumentKey, minVersion = 0): Promise<ViewAnswer<View>> => {
    if (minVersion === 0) return answerOf(await readModel.find(key), minVersion);
    const { within, pause } = patience();
    let answer: ViewAnswer<View> = { found: 'late', version: 0 };
    for (let looks = 1; ; looks += 1) {
      const found = await within(readModel.find(key));
      if (found === 'late') return answer;
      answer = answerOf(found, minVersion);
      if (answer.found === 'current') return answer;
      if (found === undefined && looks === 2 && (await within(hasStream(key))) === false) return { found: 'nothing' };
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

/** The reader of one read model. */
export const viewReader = <Shape>(querying: Querying<Shape>): ViewReader<Shape> => ({
  read: viewQuery(querying),
  list: (request) => querying.readModel.list(request),
});
