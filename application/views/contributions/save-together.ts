import { Undeliverable } from '../../undeliverable.ts';
import { ChangeNotTaken, mostChanges, type ContributionChange, type TotalPlace } from './contributions.ts';

/** Stores one change; returns its new etag, or 'conflict'. */
export type SaveOne<Value> = (place: TotalPlace, change: ContributionChange<Value>) => Promise<string>;

/** Stores changes of different streams at one place, all or nothing. Returns their new etags in order, or 'conflict'. */
export type SaveAll<Value> = (
  place: TotalPlace,
  changes: readonly ContributionChange<Value>[],
) => Promise<readonly string[] | 'conflict'>;

/** For so many turns of pending work a first change waits for others that are about to come; no time passes in them. */
const gatheringTurns = 50;

/** Whether some changes of a group may be the reason of an error, so that the others are stored without them. */
const isOfSome = (error: unknown): boolean => error instanceof Undeliverable || error instanceof ChangeNotTaken;

interface Waiting<Value> {
  readonly change: ContributionChange<Value>;
  readonly settle: PromiseWithResolvers<string>;
}

/**
 * Stores changes of one total together: while a transaction on it is under way, further changes wait and go into the next one. So
 * a batch of events of one day costs a few transactions, and processes do not compete with themselves.
 */
export const saveTogether = <Value>(save: SaveAll<Value>): SaveOne<Value> => {
  const waiting = new Map<string, Waiting<Value>[]>();

  const saveGroup = async (place: TotalPlace, group: readonly Waiting<Value>[]): Promise<void> => {
    try {
      const etags = await save(
        place,
        group.map(({ change }) => change),
      );
      for (const [index, { settle }] of group.entries())
        settle.resolve(etags === 'conflict' ? 'conflict' : (etags[index] ?? 'conflict'));
    } catch (error) {
      if (group.length === 1 || !isOfSome(error)) {
        for (const { settle } of group) settle.reject(error);
        return;
      }
      const half = Math.ceil(group.length / 2);
      await saveGroup(place, group.slice(0, half));
      await saveGroup(place, group.slice(half));
    }
  };

  const work = async (place: TotalPlace, line: Waiting<Value>[]): Promise<void> => {
    for (let turn = 0; turn < gatheringTurns; turn += 1) await Promise.resolve();
    while (line.length > 0) {
      const group = line.splice(0, mostChanges);
      const first = new Map(group.toReversed().map((each) => [each.change.streamId, each]));
      await saveGroup(place, [...first.values()]);
      // A second change of the same stream, as of an operator's replay: what it was made from has just been replaced.
      for (const each of group) if (first.get(each.change.streamId) !== each) each.settle.resolve('conflict');
    }
    waiting.delete(place.partition);
  };

  return (place, change) => {
    const settle = Promise.withResolvers<string>();
    const line = waiting.get(place.partition);
    if (line !== undefined) line.push({ change, settle });
    else {
      const fresh = [{ change, settle }];
      waiting.set(place.partition, fresh);
      void work(place, fresh);
    }
    return settle.promise;
  };
};
