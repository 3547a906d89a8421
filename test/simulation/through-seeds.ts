import type { Simulators } from './simulators.ts';
import type { Told } from './told.ts';

/** Which seeds are run. */
export interface Seeds {
  readonly first: number;
  readonly commands: number;
  /** Whether this seed, and what comes after it, is not begun any more. */
  readonly isOver: (seed: number) => boolean;
}

/** Runs seeds, as many at once as there are threads, and tells of each as it ends: so not always in their order. */
export const throughSeeds = async (
  { count, simulate }: Simulators,
  { first, commands, isOver }: Seeds,
  onTold: (told: Told) => void,
): Promise<void> => {
  let next = first;
  const goOn = async (): Promise<void> => {
    while (!isOver(next)) onTold(await simulate({ seed: next++, commands }));
  };
  await Promise.all(Array.from({ length: count }, goOn));
};
