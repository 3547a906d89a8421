export { looseEntries } from './loose-entries.ts';
export { patience } from './patience.ts';
export { randomNumbers } from './random.ts';
export { seed } from './seed.ts';
