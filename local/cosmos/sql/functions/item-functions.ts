import { property, type Value } from '../value.ts';
import type { SqlFunction } from './sql-function.ts';

/** What the store knows of an item. */
export const itemFunctions: Readonly<Record<string, SqlFunction>> = {
  /** The number in an item's `_rid`, which orders the items of a range by their creation. */
  DOCUMENTID: { arity: [1, 1], apply: (item) => numberOfRid(property(item, '_rid')) },
};

const bytesOfContainer = 8;

function numberOfRid(rid: Value): Value {
  if (typeof rid !== 'string') return undefined;
  const bytes = Buffer.from(rid.replaceAll('-', '/'), 'base64');
  return bytes.length === bytesOfContainer + 8 ? Number(bytes.readBigUInt64LE(bytesOfContainer)) : undefined;
}
