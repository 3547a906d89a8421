import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { patience } from './test/support/patience.ts';
import { SlowestFirst } from './test/support/slowest-first.ts';

/** What builds, packs and installs, and the smoke test: all of test/scripts but what is derived from the declarations. */
const scripts = 'test/scripts/{*,{archive,azure-settings,smoke}/**/*}.spec.ts';

/** Folders of specs that can share a process. */
const rooms = 'domain|application|consumers|adapters|infra|bench';

/** What loads the app itself, which takes its settings from the environment once for each process. */
const loadingTheApp = 'test/infra/{app-settings,scaling}.spec.ts';

/** What runs the whole system has the build and the blob service of the run. */
const onceARun = './test/support/once-a-run.ts';

export default defineConfig({
  test: {
    // On a busy machine nothing may depend on timing: a spec waits for what it needs, and these end only what hangs. Here
    // alone, so that no spec is less patient than the others.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: patience },
    // What one spec changes, the next must not find.
    restoreMocks: true,
    unstubEnvs: true,
    // One more than there are cores, as specs wait for servers while they compute; Vitest would keep a core for itself.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: SlowestFirst },
    projects: [
      // npm test, first part: the business, the engine, the adapters against the real SDKs over the local servers, infrastructure,
      // costs. One worker imports the modules once for all of its specs, as importing one constructs nothing.
      {
        extends: true,
        test: {
          name: 'rooms',
          isolate: false,
          include: [`test/@(${rooms})/**/*.spec.ts`],
          exclude: [...configDefaults.exclude, loadingTheApp],
        },
      },
      // npm test, second part: what is deployed, end to end. One worker starts one system after the other, of one build.
      {
        extends: true,
        test: {
          name: 'end-to-end',
          isolate: false,
          include: ['test/end-to-end/**/*.spec.ts'],
          globalSetup: onceARun,
        },
      },
      // npm test, the rest, each file in a process of its own. A new folder belongs here.
      {
        extends: true,
        test: {
          name: 'product',
          include: [loadingTheApp, `test/!(${rooms})/**/*.spec.ts`],
          exclude: [...configDefaults.exclude, 'test/{end-to-end,endurance,local,repository,slow,browser}/**', scripts],
        },
      },
      // npm run test:tools: what the whole system survives and takes its time for, the scripts, the local servers themselves, and the
      // rules of the repository.
      {
        extends: true,
        test: {
          name: 'endurance',
          include: ['test/endurance/**/*.spec.ts'],
          globalSetup: onceARun,
          testTimeout: 900_000,
          // Most of them wait: for processes to start and to be killed, for leases to end. So more run at once than there are cores,
          // and by themselves, since a group of its own is what may have workers of its own.
          maxWorkers: 2 * availableParallelism(),
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'stack',
          include: ['local/*/test/**/*.spec.ts', 'test/local/**/*.spec.ts', scripts],
          exclude: [...configDefaults.exclude, 'local/*/test/slow/**'],
        },
      },
      { extends: true, test: { name: 'repository', include: ['test/repository/**/*.spec.ts'] } },
      // npm run test:browser: what is served, in Chromium, which is installed first.
      {
        extends: true,
        test: { name: 'browser', include: ['test/browser/**/*.spec.ts'], globalSetup: onceARun },
      },
      // npm run test:slow: minutes, not seconds. One file after the other: each wants the whole machine.
      {
        extends: true,
        test: { name: 'slow', include: ['{local/*/test,test}/slow/**/*.spec.ts'], fileParallelism: false },
      },
    ],
  },
});
