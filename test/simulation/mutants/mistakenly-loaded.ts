import { registerHooks, type LoadFnOutput } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutants.ts';

const root = new URL('../../../', import.meta.url);

/** Has this thread load one file of the product with a mistake in it, whenever it loads it: nothing is written anywhere. */
export const mistakenlyLoaded = (mutant: Mutant): void => {
  const { href } = new URL(mutant.file, root);
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      return url === href ? { ...loaded, source: withMistake(mutant, textOf(loaded.source)) } : loaded;
    },
  });
};

const textOf = (source: LoadFnOutput['source']): string =>
  typeof source === 'string' ? source : new TextDecoder().decode(source);

/** The text of the file with the mistake in it. Throws where the place is not there, or not only once. */
export const withMistake = ({ file, find, replace }: Mutant, text: string): string => {
  if (text.split(find).length !== 2) throw new Error(`${file} has ${JSON.stringify(find)} not once.`);
  return text.replace(find, () => replace);
};

/** Where the file of a mutant lies. */
export const pathOf = ({ file }: Mutant): string => fileURLToPath(new URL(file, root));
