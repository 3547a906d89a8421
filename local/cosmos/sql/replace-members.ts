import { itemAlias } from './document-path.ts';
import type { Expression, OrderBy, Query } from './syntax.ts';

/** A property that items do not have, but queries may name: an expression of the item, which it calls `alias`. */
export interface VirtualMember {
  readonly alias: string;
  readonly expression: Expression;
}

/**
 * Puts the expressions of virtual members where a query names them as members of the item. What follows then sees an
 * expression, and no path that an index could be thought to hold; ORDER BY still says which member it was. `SELECT *` does
 * not show them.
 */
export function replaceMembers(query: Query, members: ReadonlyMap<string, VirtualMember>): Query {
  const item = itemAlias(query);
  if (item === undefined || members.size === 0) return query;
  const memberIn = (node: Expression): VirtualMember | undefined =>
    node.kind === 'member' && node.of.kind === 'alias' && node.of.name === item ? members.get(node.name) : undefined;
  const replaced = rewrite(query, (node) => {
    const member = memberIn(node);
    return member && rewrite(member.expression, (inner) => renamed(inner, member.alias, item));
  });
  const orderBy = replaced.orderBy.map((by, index): OrderBy => {
    const asked = query.orderBy[index]?.expression;
    return asked?.kind === 'member' && memberIn(asked) !== undefined ? { ...by, computed: asked.name } : by;
  });
  return { ...replaced, orderBy };
}

function renamed(node: Expression, from: string, to: string): Expression | undefined {
  return node.kind === 'alias' && node.name === from ? { ...node, name: to } : undefined;
}

/** A syntax tree with some of its expressions exchanged. Trees are plain data, so every part is walked alike. */
function rewrite<T>(tree: T, exchange: (node: Expression) => Expression | undefined): T {
  const walk = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(walk);
    const exchanged = 'kind' in part ? exchange(part as Expression) : undefined;
    return exchanged ?? Object.fromEntries(Object.entries(part).map(([name, value]) => [name, walk(value)]));
  };
  return walk(tree) as T;
}
