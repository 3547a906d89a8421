import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Run } from './simulate.ts';

/** A run that has shown a defect once. It is run before all seeds from then on. */
export interface Regression {
  /** The oracle that has found it, and what that has said. */
  readonly oracle: string;
  readonly told: string;
  readonly run: Run;
}

const file = fileURLToPath(new URL('regressions.json', import.meta.url));

/** All of them. */
export const regressions = (path = file): readonly Regression[] =>
  JSON.parse(readFileSync(path, 'utf8')) as readonly Regression[];

/** Adds one to the file, formatted as the repository is. What is there already is not added again. */
export const keepRegression = async (regression: Regression, path = file): Promise<void> => {
  const kept = regressions(path).filter((each) => JSON.stringify(each.run) !== JSON.stringify(regression.run));
  const text = JSON.stringify([...kept, regression]);
  writeFileSync(path, await format(text, { ...(await resolveConfig(file)), parser: 'json' }));
};
