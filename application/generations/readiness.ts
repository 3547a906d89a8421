import type { StreamId } from '../../domain/modelling/ids.ts';
import type { ParkingLot } from '../feed/parking-lot.ts';
import { inParallel } from '../in-parallel.ts';
import type { Compared } from '../views/audit/audit.ts';

/** The state of the last build of a generation; undefined where none was begun. */
export type BuildStateOf = (generation: string) => Promise<{ readonly state: string } | undefined>;

/** A generation as far as a switch looks at it. */
export interface ComparedGeneration {
  readonly name: string;
  readonly categories: readonly string[];
  /** Begins to compare what the generation has stored of streams with their events. */
  readonly comparing: () => (streamId: StreamId) => Promise<readonly Compared[]>;
}

/** The ports of {@link missingFor}. */
export interface CheckingReadiness {
  readonly buildOf: BuildStateOf;
  readonly parkingLot: Pick<ParkingLot, 'list'>;
  /** What keeps a subscriber from having caught up with the store, in sentences. */
  readonly notCaughtUp: (subscriber: string) => Promise<readonly string[]>;
  /** Some streams of a category, from everywhere in the store. */
  readonly someStreams: (category: string, count: number) => Promise<readonly StreamId[]>;
  /** Waits a little longer each time. */
  readonly pause: (looks: number) => Promise<void>;
}

/** How many streams are compared: from each category as many. */
const sampleSize = 50;
const atOnce = 8;
const mostLooks = 8;
const mostNamed = 5;

/** What is missing for a generation to be read, in sentences; nothing when it may go live. */
export const missingFor =
  ({ buildOf, parkingLot, someStreams, notCaughtUp, pause }: CheckingReadiness) =>
  async ({ name, categories, comparing }: ComparedGeneration): Promise<readonly string[]> => {
    const build = await buildOf(name);
    if (build === undefined) return [`${name} was never built.`];
    if (build.state !== 'done') return [`The build of ${name} is ${build.state}.`];
    const parked = (await parkingLot.list({ subscriber: name, limit: 1 })).items.length > 0;
    const compare = comparing();
    const each = Math.ceil(sampleSize / categories.length);
    const streams = (await inParallel(1, categories, (category) => someStreams(category, each))).flat();
    const all = await inParallel(atOnce, streams, async (streamId) => ({
      streamId,
      found: await lookAgain(() => compare(streamId), pause),
    }));
    return [
      ...(await notCaughtUp(name)),
      ...(parked ? [`Streams of ${name} are parked.`] : []),
      ...lateOf(name, all),
      ...all.flatMap(({ found }) => differencesIn(found)).slice(0, mostNamed),
    ];
  };

/** The live feed goes on: what is late may be there at the next look. */
const lookAgain = async (
  look: () => Promise<readonly Compared[]>,
  pause: CheckingReadiness['pause'],
): Promise<readonly Compared[]> => {
  let found = await look();
  for (let looks = 1; found.includes('late') && looks < mostLooks; looks += 1) {
    await pause(looks);
    found = await look();
  }
  return found;
};

const lateOf = (
  name: string,
  all: readonly { readonly streamId: string; readonly found: readonly Compared[] }[],
): readonly string[] => {
  const late = all.filter(({ found }) => found.includes('late')).map(({ streamId }) => streamId);
  const named = late.slice(0, mostNamed).join(', ');
  return late.length === 0
    ? []
    : [`${name} has not come to the newest event of ${late.length} of ${all.length} compared streams: ${named}.`];
};

const differencesIn = (found: readonly Compared[]): readonly string[] =>
  found.flatMap((each) => (typeof each === 'string' ? [] : [each.difference]));
