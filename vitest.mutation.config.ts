import { defineConfig } from 'vitest/config';

/**
 * What must notice a mutant: the specs of the rules and of their use, which run in memory. Without the race of many runs: what
 * only that would notice deserves a rule of its own. `npm run test:mutation` runs these.
 */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.spec.ts', 'test/application/**/*.spec.ts'],
    exclude: ['test/application/**/racing-*.spec.ts'],
    testTimeout: 30_000,
    restoreMocks: true,
  },
});
