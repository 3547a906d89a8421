import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { personal } from '../../../domain/modelling/personal.ts';
import {
  assertServed,
  compositeIndexesOf,
  indexedFieldsOf,
  type DeclaredQuery,
} from '../../../domain/modelling/query.ts';

const registered = z.object({
  personId: z.string(),
  status: z.literal('registered'),
  name: personal(z.string()),
  since: z.iso.datetime(),
  age: z.int(),
  isNew: z.boolean(),
  town: z.string().exactOptional(),
  address: z.object({ city: z.string() }),
  title: z.string().nullable(),
});
const schema = z.discriminatedUnion('status', [
  registered.readonly(),
  registered.omit({ age: true }).extend({ status: z.literal('erased') }),
]);
const view = (...queries: readonly DeclaredQuery[]) => ({
  name: 'people',
  schema,
  partition: { field: 'personId' },
  owner: 'everybody' as const,
  queries,
});
const declared = (...queries: readonly DeclaredQuery[]) => assertServed(view(...queries));

describe('A view', () => {
  it('declares queries that indexes serve', () => {
    const query = { equal: ['status', 'town', 'isNew'], range: 'since', prefix: 'since', orderBy: 'since' };
    expect(declared(query).queries).toEqual([query]);
  });

  it.each<[string, DeclaredQuery, RegExp]>([
    ['orders by a field that it does not have', { orderBy: 'height' }, /height is no plain value/],
    ['orders by a field that may be null', { orderBy: 'title' }, /title is no plain value/],
    ['orders by an object', { orderBy: 'address' }, /address is no plain value/],
    ['orders by a field that not every document has', { orderBy: 'town' }, /town is not in every document/],
    ['orders by a field that one form of it does not have', { orderBy: 'age' }, /age is not in every document/],
    ['orders by yes and no', { orderBy: 'isNew' }, /isNew is not in every document as text/],
    ['filters by a field that it does not have', { equal: ['height'], orderBy: 'since' }, /height is no plain value/],
    ['filters by what is personal', { equal: ['name'], orderBy: 'since' }, /name is personal/],
    ['orders by what is personal', { orderBy: 'name' }, /name is personal/],
    ['has a range of another field than the order', { range: 'status', orderBy: 'since' }, /a range of status/],
    ['has a prefix of another field than the order', { prefix: 'status', orderBy: 'since' }, /a prefix of status/],
    ['filters by its partition', { equal: ['personId'], orderBy: 'since' }, /personId is the partition/],
    ['filters by its order', { equal: ['since'], orderBy: 'since' }, /since is the order/],
    ['names a field twice', { equal: ['status', 'status'], orderBy: 'since' }, /names a field twice/],
    [
      'filters by more than three fields',
      { equal: ['status', 'town', 'isNew', 'age'], orderBy: 'since' },
      /more than 3/,
    ],
  ])('cannot be declared when one %s', (_, query, fault) => {
    expect(() => declared({ orderBy: 'since' }, query)).toThrow(fault);
    expect(() => declared(query)).toThrow('the view people');
  });

  it('cannot have the prefix of a number', () => {
    const one = { ...view({ prefix: 'age', orderBy: 'age' }), schema: registered };
    expect(() => assertServed(one)).toThrow('age, which is no text');
  });

  it('is told every fault at once', () => {
    expect(() => declared({ orderBy: 'height' }, { equal: ['name'], orderBy: 'since' })).toThrow(
      /height is no plain value.*; name is personal/,
    );
  });

  it('has one index for each set of filters, each once', () => {
    const query = { equal: ['status', 'town'], range: 'since', orderBy: 'since' };
    expect(compositeIndexesOf({ ...view(query, { orderBy: 'since' }), orderBy: 'since' })).toEqual([
      ['since', 'id'],
      ['status', 'since', 'id'],
      ['town', 'since', 'id'],
      ['status', 'town', 'since', 'id'],
    ]);
  });

  it('indexes the partition, what is asked for, and whose it is where anything is listed', () => {
    const owned = { ...view({ equal: ['status'], orderBy: 'since' }), owner: { field: 'town' } };
    expect(indexedFieldsOf(owned)).toEqual(['personId', 'since', 'status', 'town']);
    expect(indexedFieldsOf({ ...owned, queries: [] })).toEqual(['personId']);
  });
});
