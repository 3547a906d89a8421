import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.spec.ts'],
    // npm run test:slow runs these.
    exclude: [...configDefaults.exclude, 'test/slow/**'],
    // Generous: on a busy machine nothing may depend on timing, and a spec that waits says what it waits for.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What one spec changes, the next must not find.
    restoreMocks: true,
    unstubEnvs: true,
  },
});
