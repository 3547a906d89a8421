import { defineConfig } from 'vitest/config';
import { patience } from './test/support/patience.ts';

/**
 * The contract suites of the adapters, and the life of an order over HTTP, against servers that are not ours: ANNAL_TEST_COSMOS,
 * ANNAL_TEST_BLOBS and ANNAL_TEST_SERVICE_BUS are connection strings of an emulator or of an account. Left out is what needs
 * faults on demand, charges, or a server of its own: lost and odd answers, costs, sent requests, unavailable stores.
 */
export default defineConfig({
  test: {
    include: [
      'test/adapters/cosmos/cosmos-*.spec.ts',
      'test/adapters/blob/blob-archive.spec.ts',
      'test/adapters/service-bus/service-bus-contract.spec.ts',
      'test/end-to-end/given-stores.spec.ts',
    ],
    globalSetup: './test/support/once-a-run.ts',
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: patience },
    fileParallelism: false,
  },
});
