import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pathOf, withMistake } from './mutants/mistakenly-loaded.ts';
import { mutants } from './mutants/mutants.ts';

it.each(mutants)('can be made in the code as it is: $name', (mutant) => {
  const text = readFileSync(pathOf(mutant), 'utf8');
  expect(withMistake(mutant, text)).not.toBe(text);
});

it('has a name for each mistake, by which one can be run alone', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});
