import type { CosmosFailure } from './failure.ts';
import type { ItemResult } from './item-operation.ts';
import type { Answer } from './operation.ts';

/** What one operation of a batch or a bulk request came to. */
export interface BatchEntry {
  readonly statusCode: number;
  readonly subStatusCode?: number;
  readonly eTag?: string;
  readonly requestCharge: number;
  readonly resourceBody?: unknown;
  readonly message?: string;
}

/** Not carried out, because another operation failed. */
export const failedDependency: BatchEntry = { statusCode: 424, requestCharge: 0 };

/** The entry of an operation that succeeded, with the item when it is wanted. */
export function successEntry({ status, charge, item }: ItemResult, withBody: boolean): BatchEntry {
  const entry = { statusCode: status, requestCharge: rounded(charge) };
  if (item === undefined) return entry;
  const body = withBody && status !== 304 ? { resourceBody: JSON.parse(item.body) as unknown } : {};
  return { ...entry, eTag: item.etag, ...body };
}

/** The entry of an operation that was refused. */
export function failureEntry({ status, message, details }: CosmosFailure): BatchEntry {
  const { substatus, charge = 1 } = details;
  const entry = { statusCode: status, requestCharge: rounded(charge), message };
  return substatus === undefined ? entry : { ...entry, subStatusCode: substatus };
}

/** 200 when all operations succeeded, else 207. Costs what they cost together. */
export function answerEntries(entries: readonly BatchEntry[], headers: Readonly<Record<string, string>>): Answer {
  const status = entries.every(({ statusCode }) => statusCode < 400) ? 200 : 207;
  const charge = entries.reduce((sum, entry) => sum + entry.requestCharge, 0);
  return { status, charge, body: JSON.stringify(entries), headers };
}

function rounded(charge: number): number {
  return Math.round(charge * 100) / 100;
}
