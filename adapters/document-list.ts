import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DocumentFilter, FilterValue, ListRequest } from '../application/views/read-model.ts';
import { queriesOf } from '../domain/modelling/query.ts';
import type { ReadModelShape } from './read-model-shape.ts';

/** A document's place in a list: the value of the order, null where there is none, and its id, which tells equals apart. */
export const listPlace = z.tuple([z.union([z.string(), z.number(), z.null()]), z.string()]);

/** See {@link listPlace}. */
export type ListPlace = Readonly<z.infer<typeof listPlace>>;

/** Filters as the store asks for them, and the order of the list. */
export interface DocumentList extends Omit<DocumentFilter, 'equal'> {
  readonly orderBy?: string;
  /** In the order of the index that serves them. */
  readonly equal: readonly (readonly [field: string, value: FilterValue])[];
}

type Shape = Pick<ReadModelShape<object>, 'orderBy' | 'queries'>;

/** The list that a request asks of a model. Throws an error for one that no declared query covers: no index would serve it. */
export const documentList = (shape: Shape, { equal = {}, ...filter }: DocumentFilter): DocumentList => {
  const orderBy = filter.orderBy ?? shape.orderBy;
  const asked = Object.keys(equal);
  if (orderBy === undefined && asked.length === 0) return { ...filter, equal: [] };
  const query = queriesOf(shape).find(
    (each) => each.orderBy === orderBy && asked.every((field) => each.equal?.includes(field)),
  );
  if (query === undefined || orderBy === undefined)
    throw new Error(`No declared query is ordered by ${String(orderBy)} and filters by ${asked.join(', ')}.`);
  const fields = (query.equal ?? []).flatMap((field) => {
    const value = equal[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  return { ...filter, orderBy, equal: fields };
};

/** Names a list among all of its model: a continuation of one is none of another. Holds no value that was asked for. */
export const nameOfList = (
  { direction = 'desc', ...filter }: ListRequest,
  { equal, orderBy }: DocumentList,
): string => {
  const { partition, from, before, prefix, ownedBy } = filter;
  const asked = [partition, orderBy, direction, equal, from, before, prefix, ownedBy?.field, ownedBy?.ownerId];
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url');
};
