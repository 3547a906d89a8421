import type { Container, Database, JSONObject, OperationInput } from '@azure/cosmos';
import type {
  BuildJobs,
  BuildPart,
  StartedBuild,
  StoredBuild,
  StoredPart,
} from '../../application/builds/build-jobs.ts';
import { buildDocument, buildId, partDocument, partIdOf, readBuild, readPart } from '../build-documents.ts';
import { batchError, tryBatch } from './batches.ts';
import { deleteItem, readItem } from './items.ts';
import { everywhere, queryAll } from './queries.ts';
import { isMissingItem, statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

const ofBuilds = "SELECT * FROM c WHERE c.kind IN ('build', 'part')";
const unfinishedParts = "SELECT * FROM c WHERE c.kind = 'part' AND c.state IN ('waiting', 'running')";

/** Builds in the container `views`, partition key `/name`: those of one subscriber are one partition, and begin in one transaction. */
export const cosmosBuildJobs = (database: Database, options: StoreOptions = {}): BuildJobs => {
  const container = database.container('views');
  const retrying = retriesOf(options);
  const documentsOf = (name: string) =>
    queryAll(container, retrying, { query: ofBuilds }, { partitionKey: name, maxItemCount: -1 });
  const remove = (name: string, id: string) =>
    retrying((abortSignal) => deleteItem(container, { id, partition: name }, abortSignal));

  return {
    find: async (name) => readBuild(await documentsOf(name)),

    begin: async (build, parts, earlier) => {
      const operations = [headOf(build, earlier), ...parts.map((job) => upsert(partDocument(build.name, job)))];
      const begun = await retrying((abortSignal) => beginOnce(container, { build, operations }, abortSignal));
      if (begun === 'changed') return begun;
      const kept = new Set(parts.map(({ part }) => part));
      for (const { job } of earlier?.parts ?? []) if (!kept.has(job.part)) await remove(build.name, partIdOf(job.part));
      return begun;
    },

    replace: (name, job, revision) =>
      retrying((abortSignal) => replaceOnce(container, { name, job, revision }, abortSignal)),

    unfinished: async () => (await queryAll(container, retrying, { query: unfinishedParts }, everywhere)).map(readPart),

    forget: async (name) => {
      for (const { job } of readBuild(await documentsOf(name))?.parts ?? []) await remove(name, partIdOf(job.part));
      await remove(name, buildId);
    },
  };
};

const headOf = (build: StartedBuild, earlier: StoredBuild | undefined): OperationInput =>
  earlier === undefined
    ? { operationType: 'Create', resourceBody: buildDocument(build) }
    : { operationType: 'Replace', id: buildId, ifMatch: earlier.revision, resourceBody: buildDocument(build) };

const upsert = (document: JSONObject): OperationInput => ({ operationType: 'Upsert', resourceBody: document });

/** After a lost answer the document says whether it was this build that has begun. */
const beginOnce = async (
  container: Container,
  { build, operations }: { readonly build: StartedBuild; readonly operations: readonly OperationInput[] },
  abortSignal: AbortSignal,
): Promise<'begun' | 'changed'> => {
  const { failed } = await tryBatch(container, { partition: build.name, operations }, abortSignal);
  if (failed === undefined) return 'begun';
  if (![404, 409, 412].includes(failed.status)) throw batchError(container, failed);
  const there = readBuild([await readItem(container, { id: buildId, partition: build.name }, abortSignal)]);
  return there !== undefined && isSame(there.build, build) ? 'begun' : 'changed';
};

/** After a lost answer the document is read: a process that has saved its place must not take it for another one's. */
const replaceOnce = async (
  container: Container,
  { name, job, revision }: { readonly name: string; readonly job: BuildPart; readonly revision: string },
  abortSignal: AbortSignal,
): Promise<StoredPart | 'changed'> => {
  const key = { id: partIdOf(job.part), partition: name };
  try {
    const { etag } = await container.item(key.id, name).replace(partDocument(name, job), {
      abortSignal,
      accessCondition: { type: 'IfMatch', condition: revision },
    });
    return { job, revision: etag };
  } catch (error) {
    if (isMissingItem(error)) return 'changed';
    if (statusOf(error) !== 412) throw error;
    const found = await readItem(container, key, abortSignal);
    const there = found === undefined ? undefined : readPart(found);
    return there !== undefined && isSame(there.job, job) ? { job, revision: there.revision } : 'changed';
  }
};

const isSame = <Job extends BuildPart | StartedBuild>(one: Job, other: Job): boolean =>
  Object.entries(one).every(([field, value]) =>
    Object.entries(other).some(([of, given]) => of === field && given === value),
  );
