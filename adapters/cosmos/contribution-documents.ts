import type { NamedStream } from '../../domain/modelling/ids.ts';
import type { JSONObject, OperationInput, PatchOperation } from '@azure/cosmos';
import { z } from 'zod';
import {
  DamagedContribution,
  type Contribution,
  type ContributionChange,
  type CountedSums,
  type FoundContribution,
  type TotalPlace,
} from '../../application/views/contributions/contributions.ts';
import { documentIdFor } from '../document-id.ts';
import { streamIdSchema } from '../../application/streams/commit.ts';

// The documents of a total, all in its partition: `total`, and one for each stream that contributes, which tells by itself what
// the stream has added.

/** The id of the document with the sums. */
export const totalId = 'total';

/** The id of what a stream contributes. Never that of the total. */
export const contributionIdOf = (streamId: NamedStream): string => documentIdFor(`from:${streamId}`);

const sums = z.record(z.string(), z.int());

const storedContribution = z
  .object({ streamId: streamIdSchema, version: z.int().min(1), value: sums.nullable(), _etag: z.string() })
  .transform(({ value, _etag, ...rest }): FoundContribution => ({ ...rest, value: value ?? undefined, etag: _etag }));

const storedTotal = z.object({
  partition: z.string(),
  key: z.record(z.string(), z.string()),
  value: sums,
  contributions: z.int().min(0),
  _etag: z.string(),
});

/** What is in a document of a contribution. Throws {@link DamagedContribution}. */
export const readContribution = (id: string, partition: string, document: unknown): FoundContribution => {
  const found = storedContribution.safeParse(document);
  if (found.success) return found.data;
  const damage = z.prettifyError(found.error);
  throw new DamagedContribution(`The document ${id} of the total ${partition} is damaged: ${damage}`);
};

/** What is in the document of a total, or what is wrong with it. */
export const readTotal = (document: unknown) => storedTotal.safeParse(document);

/** Creates what a stream contributes, or replaces it under its etag. */
export const writeOf = (partition: string, { before, ...contribution }: ContributionChange): OperationInput => {
  const document = contributionDocument(partition, contribution);
  return before === undefined
    ? { operationType: 'Create', resourceBody: document }
    : { operationType: 'Replace', id: document['id'] as string, resourceBody: document, ifMatch: before.etag };
};

const contributionDocument = (partition: string, { streamId, version, value }: Contribution): JSONObject => ({
  id: contributionIdOf(streamId),
  partition,
  streamId,
  version,
  value: value ?? null,
});

/** Adds to the total. Not under its etag: whoever adds at the same time is no rival. */
export const increaseOf = ({ value, contributions }: CountedSums): OperationInput => {
  const by = (path: string, number: number): PatchOperation => ({ op: 'incr', path, value: number });
  const fields = Object.entries(value).filter(([, number]) => number !== 0);
  const operations = [
    ...fields.map(([field, number]) => by(`/value/${field}`, number)),
    ...(contributions === 0 ? [] : [by('/contributions', contributions)]),
  ];
  return { operationType: 'Patch', id: totalId, resourceBody: { operations } };
};

/** Whether there is anything to add. */
export const isNothing = ({ value, contributions }: CountedSums): boolean =>
  contributions === 0 && Object.values(value).every((number) => number === 0);

/** The document of a total. `place` stands in totals only: it is what they are listed by. */
export const totalDocument = ({ partition, key }: TotalPlace, { value, contributions }: CountedSums): JSONObject => ({
  id: totalId,
  partition,
  place: partition,
  key,
  value,
  contributions,
});
