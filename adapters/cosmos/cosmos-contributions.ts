import type { Container, Database, OperationInput } from '@azure/cosmos';
import { z } from 'zod';
import type { TotalStorage } from '../../application/system/capabilities.ts';
import {
  added,
  ChangesTooLarge,
  differenceOf,
  sumOf,
  type ContributionChange,
  type Contributions,
  type CountedSums,
  type FoundContribution,
  type TotalPlace,
} from '../../application/views/contributions/contributions.ts';
import { assertUsableKey } from '../read-model-shape.ts';
import { batchError, tryBatch } from './batches.ts';
import {
  contributionIdOf,
  increaseOf,
  isNothing,
  readContribution,
  readTotal,
  totalDocument,
  totalId,
  writeOf,
} from './contribution-documents.ts';
import { readItem } from './items.ts';
import { queryAll } from './queries.ts';
import { reportDamage } from './report-damage.ts';
import { statusOf } from './store-errors.ts';
import type { BoundedRetries } from './bounded-retries.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';
import { totalAudit } from './total-audit.ts';
import { totalPlaces } from './total-places.ts';
import { totalsPage } from './totals-page.ts';

/** Another process may create the same total in between, and nobody deletes one but by hand. */
const maximumRaces = 5;

/** Totals and contributions in a container of their own, partition key `/partition`. */
export const cosmosContributions = <Row extends object>(
  database: Database,
  { name, schema }: TotalStorage<Row>,
  options: StoreOptions = {},
): Contributions<Row> => {
  const container = database.container(name);
  const retrying = retriesOf(options);

  const rowOf = (document: unknown): readonly Row[] => {
    const found = readTotal(document);
    const row = found.success ? schema.safeParse({ ...found.data.key, ...found.data.value }) : found;
    if (row.success) return [row.data];
    reportDamage(options, container, document, z.prettifyError(row.error));
    return [];
  };

  const contributionsTo = async (partition: string): Promise<readonly FoundContribution[]> => {
    const query = {
      query: 'SELECT * FROM c WHERE c.id != @total',
      parameters: [{ name: '@total', value: totalId }],
    };
    const documents = await queryAll(container, retrying, query, { partitionKey: partition });
    return documents.map((document) => readContribution('of a stream', partition, document));
  };

  /** The operation that makes a missing total: from all that is there, and what is added now. */
  const creationOf = async (place: TotalPlace, difference: CountedSums): Promise<OperationInput> => {
    const there = sumOf(await contributionsTo(place.partition));
    const value = added([there.value, difference.value]);
    const contributions = there.contributions + difference.contributions;
    return { operationType: 'Create', resourceBody: totalDocument(place, { value, contributions }) };
  };

  return {
    find: async (partition, streamId) => {
      const id = contributionIdOf(streamId);
      assertUsableKey({ id, partition });
      const found = await retrying((abortSignal) => readItem(container, { id, partition }, abortSignal));
      return found === undefined ? undefined : readContribution(id, partition, found);
    },

    save: async (place, changes) => {
      assertUsableKey({ id: totalId, partition: place.partition });
      const difference = differenceOf(changes);
      const increase = isNothing(difference) ? [] : [increaseOf(difference)];
      let onTotal: readonly OperationInput[] = increase;
      for (let race = 0; race < maximumRaces; race += 1) {
        const outcome = await saveOnce(container, retrying, { place, changes, onTotal });
        if (outcome !== 'missing' && outcome !== 'created by another') return outcome;
        onTotal = outcome === 'missing' ? [await creationOf(place, difference)] : increase;
      }
      throw new Error(`The total ${place.partition} of ${name} came and went ${maximumRaces} times in a row.`);
    },

    ...totalPlaces({ container, retrying, name }),
    ...totalAudit(container, retrying, contributionsTo),

    list: async (request) => {
      const page = await totalsPage({ container, retrying, name }, request);
      return { ...page, items: page.items.flatMap(rowOf) };
    },
  };
};

interface Saving {
  readonly place: TotalPlace;
  readonly changes: readonly ContributionChange[];
  readonly onTotal: readonly OperationInput[];
}

const saveOnce = async (
  container: Container,
  retrying: BoundedRetries,
  { place: { partition }, changes, onTotal }: Saving,
): Promise<readonly string[] | 'conflict' | 'missing' | 'created by another'> => {
  const operations = [...changes.map((change) => writeOf(partition, change)), ...onTotal];
  try {
    // Within the retries, so that what the store refuses for a moment is tried again.
    return await retrying(async (abortSignal) => {
      const { failed, ...saved } = await tryBatch(container, { partition, operations }, abortSignal);
      if (failed === undefined) return 'etags' in saved ? saved.etags.slice(0, changes.length) : 'conflict';
      const isTotal = failed.index === changes.length;
      if (isTotal && failed.status === 404) return 'missing';
      if (isTotal && failed.status === 409) return 'created by another';
      if ([404, 409, 412].includes(failed.status)) return 'conflict';
      throw batchError(container, failed);
    });
  } catch (error) {
    if (statusOf(error) !== 413) throw error;
    throw new ChangesTooLarge(`${changes.length} contributions to ${partition} are too large for one transaction.`);
  }
};
