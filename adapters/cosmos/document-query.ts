import type { SqlParameter, SqlQuerySpec } from '@azure/cosmos';
import type { DocumentList, ListPlace } from '../document-list.ts';

/** A condition of a query with its parameters. */
interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/** The documents of a list, behind one place of it, in its order: all paths of a composite index, all up or all down. */
export const pageQuery = (
  list: DocumentList,
  direction: 'asc' | 'desc',
  behind: ListPlace | undefined,
): SqlQuerySpec => {
  const fields = [...list.equal.map(([field]) => field), ...(list.orderBy === undefined ? [] : [list.orderBy]), 'id'];
  const place = behind === undefined ? [] : [behindPlace(list, direction, behind)];
  const ordered = fields.map((field) => `${path(field)} ${direction === 'asc' ? 'ASC' : 'DESC'}`).join(', ');
  return query('*', [...conditionsOf(list), ...place], ` ORDER BY ${ordered}`);
};

/** How many documents of a list there are. */
export const countQuery = (list: DocumentList): SqlQuerySpec => query('VALUE COUNT(1)', conditionsOf(list), '');

const query = (what: string, conditions: readonly Condition[], sorted: string): SqlQuerySpec => {
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  return {
    query: `SELECT ${what} FROM c${where === '' ? '' : ` WHERE ${where}`}${sorted}`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
};

/** A document that was damaged so that its order is no text and no number has no place in a list. */
const conditionsOf = ({
  equal,
  orderBy: ordered,
  from,
  before,
  prefix,
  ownedBy,
}: DocumentList): readonly Condition[] => {
  const orderBy = ordered ?? 'id';
  const compare = (sign: string, value: string | number | undefined, name: string): readonly Condition[] =>
    value === undefined ? [] : [{ sql: `${path(orderBy)} ${sign} ${name}`, parameters: [{ name, value }] }];
  const isEqual = (field: string, value: SqlParameter['value'], name: string): Condition => ({
    sql: `${path(field)} = ${name}`,
    parameters: [{ name, value }],
  });
  return [
    ...(ordered === undefined
      ? []
      : [{ sql: `(IS_STRING(${path(ordered)}) OR IS_NUMBER(${path(ordered)}))`, parameters: [] }]),
    ...equal.map(([field, value], index) => isEqual(field, value, `@equal${index}`)),
    ...compare('>=', from, '@from'),
    ...compare('<', before, '@before'),
    ...(prefix === undefined
      ? []
      : [{ sql: `STARTSWITH(${path(orderBy)}, @prefix)`, parameters: [{ name: '@prefix', value: prefix }] }]),
    ...(ownedBy === undefined ? [] : [isEqual(ownedBy.field, ownedBy.ownerId, '@owner')]),
  ];
};

/** The bound on the order alone is what the index serves; the id decides among equals. */
const behindPlace = ({ orderBy }: DocumentList, direction: 'asc' | 'desc', [value, id]: ListPlace): Condition => {
  const sign = direction === 'asc' ? '>' : '<';
  const idOnly = { sql: `c.id ${sign} @lastId`, parameters: [{ name: '@lastId', value: id }] };
  if (orderBy === undefined || value === null) return idOnly;
  const field = path(orderBy);
  return {
    sql: `${field} ${sign}= @last AND (${field} ${sign} @last OR ${idOnly.sql})`,
    parameters: [{ name: '@last', value }, ...idOnly.parameters],
  };
};

const path = (field: string): string => `c[${JSON.stringify(field)}]`;
