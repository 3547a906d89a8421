import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/build.ts';
import { startAzurite } from './start-azurite.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of what is deployed, built of the sources as they are. */
    readonly bundle: string;
    /** The connection string of a blob service, in which each system has a container of its own. */
    readonly blobs: string;
  }
}

/** Before the first spec of a project: builds what is deployed and starts a blob service, for all of its systems. Gives what ends them. */
const onceARun = async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'annal-run-'));
  const [blobs, { folder: bundle }] = await Promise.all([
    startAzurite(),
    build(resolve(import.meta.dirname, '../..'), join(folder, 'app')),
  ]);
  provide('bundle', bundle);
  provide('blobs', blobs.connectionString);
  return async () => {
    await blobs.stop();
    await rm(folder, { recursive: true, force: true });
  };
};

export default onceARun;
