import type { FormerGeneration } from '../../domain/modelling/generation.ts';
import type { Patience } from '../views/patience.ts';
import type { LiveGenerations } from './live-generations.ts';

/** What readers who follow the registry need. */
export interface Following {
  readonly live: Pick<LiveGenerations, 'of'>;
  /** How long a read waits, after a switch, for the generation that is behind. */
  readonly patience: () => Patience;
}

/** One generation of a view, as readers of the newest read it. */
export interface ReadableGeneration<Readable> {
  readonly generation: number;
  readonly readable: Readable;
}

/** How generations before one are read as that one is. */
export interface ReadingEarlier<Declared, Shape, Earlier, Readable> {
  /** Opens a generation, and those before it. */
  readonly open: (declared: Declared) => readonly ReadableGeneration<Earlier>[];
  /** Makes of what reads an earlier generation what reads this one. */
  readonly shownAs: (earlier: Earlier, shown: FormerGeneration<Declared, Shape>['shown']) => Readable;
}

/** A generation with what reads it, and all declared ones before it, which are read in its shape. */
export const everyGeneration = <Declared, Shape, Earlier, Readable>(
  { generation, former }: { readonly generation: number; readonly former?: FormerGeneration<Declared, Shape> },
  readable: Readable,
  { open, shownAs }: ReadingEarlier<Declared, Shape, Earlier, Readable>,
): readonly ReadableGeneration<Readable>[] => {
  if (former === undefined) return [{ generation, readable }];
  const earlier = open(former.declared).map((each) => ({ ...each, readable: shownAs(each.readable, former.shown) }));
  return [{ generation, readable }, ...earlier];
};

/** The generation that is live, and beside it the one that was until a moment ago. */
export interface LiveReadable<Readable> {
  readonly live: Readable;
  readonly beside?: Readable;
}

/** Says at each call which of these generations of a view is read. */
export const followGenerations = <Readable>(
  viewName: string,
  generations: readonly ReadableGeneration<Readable>[],
  { live: registered }: Pick<Following, 'live'>,
): (() => Promise<LiveReadable<Readable>>) => {
  const declared = generations.map(({ generation }) => generation);
  const readableOf = (wanted: number): Readable => {
    const found = generations.find(({ generation }) => generation === wanted);
    if (found === undefined) throw new Error(`The view ${viewName} has no generation ${wanted}.`);
    return found.readable;
  };
  return async () => {
    const { generation, beside } = await registered.of(viewName, declared);
    const live = readableOf(generation);
    return beside === undefined ? { live } : { live, beside: readableOf(beside) };
  };
};
