import type { z } from 'zod';
import { kindsOfField } from './field-kinds.ts';

/**
 * A way to ask for the documents of a view. Every filter is optional for who asks, and so is the partition, which needs no
 * declaration. The indexes that serve it are derived.
 */
export interface DeclaredQuery<Field extends string = string> {
  /** Fields that may be asked for by their value. At most three: each set of them has an index, which every write pays for. */
  readonly equal?: readonly Field[];
  /** The field whose values may be asked for between two bounds. It must be the order: no index serves a range and another order. */
  readonly range?: Field;
  /** The field whose values may be asked for by how they begin: text, and the order, too. */
  readonly prefix?: Field;
  /** The field that the documents come in the order of, up or down; equal values come in the order of their ids. */
  readonly orderBy: Field;
}

/** As much of a view's declaration as says what is asked of it. */
export interface Queried {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly partition: { readonly field: string };
  readonly owner: 'everybody' | { readonly field: string };
  readonly orderBy?: string;
  readonly queries?: readonly DeclaredQuery[];
}

/** All that may be asked of a view: its declared queries, and the plain list in its order. */
export const queriesOf = ({ orderBy, queries = [] }: Pick<Queried, 'orderBy' | 'queries'>): readonly DeclaredQuery[] =>
  orderBy === undefined ? queries : [{ orderBy }, ...queries];

/** The order of all lists of a view: every field that some query orders by. */
export const sortFieldsOf = (view: Pick<Queried, 'orderBy' | 'queries'>): readonly string[] => [
  ...new Set(queriesOf(view).map(({ orderBy }) => orderBy)),
];

/** The most fields that one query filters by their values: each set of them is an index. */
const mostEqual = 3;

/** Returns the view. Throws an error that names every query which no index would serve, and why. */
export const assertServed = <View extends Queried>(view: View): View => {
  const faults = queriesOf(view).flatMap((query) => faultsOf(view, query));
  if (faults.length === 0) return view;
  throw new Error(`No index serves what the view ${view.name} declares: ${[...new Set(faults)].join('; ')}.`);
};

const faultsOf = (view: Queried, query: DeclaredQuery): readonly string[] => [
  ...faultsOfFields(view, query),
  ...faultsOfOrder(view, query),
  ...faultsOfEqual(view, query.equal ?? [], query.orderBy),
];

const faultsOfFields = ({ schema }: Queried, { equal = [], range, prefix, orderBy }: DeclaredQuery) => {
  const fields = [...equal, range, prefix, orderBy].filter((field) => field !== undefined);
  return fields.flatMap((field) => {
    const { kinds, isPersonal } = kindsOfField(schema, field);
    if (kinds.length === 0) return [`${field} is no plain value of it`];
    return isPersonal ? [`${field} is personal, and a filter tells it`] : [];
  });
};

const faultsOfOrder = ({ schema }: Queried, { range, prefix, orderBy }: DeclaredQuery): readonly string[] => {
  const { kinds, isOptional } = kindsOfField(schema, orderBy);
  const isOrdered = !isOptional && kinds.length === 1 && kinds[0] !== 'boolean';
  const isOther = (field: string | undefined): boolean => field !== undefined && field !== orderBy;
  return [
    ...(isOrdered ? [] : [`${orderBy} is not in every document as text, or in every one as a number`]),
    ...(isOther(range) ? [`a range of ${String(range)} has another order, ${orderBy}`] : []),
    ...(isOther(prefix) ? [`a prefix of ${String(prefix)} has another order, ${orderBy}`] : []),
    ...(prefix === orderBy && !kinds.includes('text') ? [`a prefix of ${prefix}, which is no text`] : []),
  ];
};

const faultsOfEqual = ({ partition }: Queried, equal: readonly string[], orderBy: string): readonly string[] => [
  ...(equal.length > mostEqual ? [`${equal.join(', ')} are more than ${mostEqual} fields`] : []),
  ...(equal.includes(partition.field) ? [`${partition.field} is the partition, and needs no declaration`] : []),
  ...(equal.includes(orderBy) ? [`${orderBy} is the order, and is filtered by a range`] : []),
  ...(new Set(equal).size < equal.length ? [`${equal.join(', ')} names a field twice`] : []),
];

/** The fields of which a container indexes the values. */
export const indexedFieldsOf = (view: Queried): readonly string[] => {
  const queries = queriesOf(view);
  const owner = view.owner === 'everybody' || queries.length === 0 ? [] : [view.owner.field];
  const asked = queries.flatMap(({ equal = [], orderBy }) => [orderBy, ...equal]);
  return [...new Set([view.partition.field, ...asked, ...owner])];
};

/** The indexes over several fields that a container has: for each set of filters, the filters, the order and the id. */
export const compositeIndexesOf = (view: Queried): readonly (readonly string[])[] => {
  const indexes = queriesOf(view).flatMap(({ equal = [], orderBy }) =>
    subsetsOf(equal).map((fields) => [...fields, orderBy, 'id']),
  );
  return [...new Map(indexes.map((index) => [index.join(), index])).values()];
};

const subsetsOf = (fields: readonly string[]): readonly (readonly string[])[] =>
  fields.reduce<readonly (readonly string[])[]>(
    (subsets, field) => [...subsets, ...subsets.map((subset) => [...subset, field])],
    [[]],
  );
