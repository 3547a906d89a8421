import type { JSONObject, OperationInput } from '@azure/cosmos';
import { z } from 'zod';
import type { ContributionChange, FoundContribution } from '../../application/views/contributions/contributions.ts';
import { contributionIdOf } from './contribution-documents.ts';

// A part lies beside its document, in the same partition. What is in it is nested, so that no list and no index sees it.

/** The field that only parts have. */
export const partField = 'from';

const placed = z.object({ _etag: z.string(), [partField]: z.unknown() });
const whose = z.object({ streamId: z.string() });

/** Reads parts. One that cannot be read has version 0 and no value; one that does not even name its stream has no name. */
export const partReader = <Part extends object>(part: z.ZodType<Part, Part>) => {
  const stored = z.object({ streamId: z.string(), version: z.int().min(1), part: part.nullable() });
  return (document: unknown): FoundContribution<Part> => {
    const { _etag: etag, [partField]: found } = placed.parse(document);
    const read = stored.safeParse(found);
    if (!read.success)
      return { streamId: whose.safeParse(found).data?.streamId ?? '', version: 0, value: undefined, etag };
    const { streamId, version } = read.data;
    return { streamId, version, value: read.data.part ?? undefined, etag };
  };
};

/** Creates the part of a stream, or replaces it under its etag. */
export const partWriteOf =
  (partitionField: string, key: string) =>
  ({ before, streamId, version, value }: ContributionChange<object>): OperationInput => {
    const id = contributionIdOf(streamId);
    // Plain JSON, as its schema has parsed it.
    const part = (value ?? null) as JSONObject | null;
    const document = { id, [partitionField]: key, [partField]: { streamId, version, part } };
    return before === undefined
      ? { operationType: 'Create', resourceBody: document }
      : { operationType: 'Replace', id, resourceBody: document, ifMatch: before.etag };
  };
