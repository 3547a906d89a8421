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

/** What asking for a view needs from outside. */
export interface Querying<View> {
  readonly readModel: ReadModel<View>;
  /** Waits before the next look, and says whether there is patience left for one. `looks` counts from 1. */
  readonly wait: (looks: number) => Promise<boolean>;
}

/**
 * Reads one view. Who has just written asks for at least the version that the command answered, and is waited for a little:
 * so everybody reads their own writes, though views follow the events only after a moment.
 */
export const viewQuery =
  <View>({ readModel, wait }: Querying<View>) =>
  async (key: DocumentKey, minVersion = 0): Promise<ViewAnswer<View>> => {
    for (let looks = 1; ; looks += 1) {
      const answer = answerOf(await readModel.find(key), minVersion);
      const isFinal = answer.found === 'current' || minVersion === 0;
      if (isFinal || !(await wait(looks))) return answer;
    }
  };

const answerOf = <View>(found: FoundView<View> | DamagedView | undefined, minVersion: number): ViewAnswer<View> => {
  if (found?.damage !== undefined) return { found: 'damaged' };
  if (found !== undefined && found.version >= minVersion)
    return { found: 'current', view: found.view, version: found.version };
  return minVersion === 0 ? { found: 'nothing' } : { found: 'late', version: found?.version ?? 0 };
};
