import { defineConfig } from 'vitest/config';

/** The slow tier: minutes, not seconds, so not part of `npm test`. One file after the other: each wants the whole machine. */
export default defineConfig({
  test: {
    include: ['test/slow/**/*.spec.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
