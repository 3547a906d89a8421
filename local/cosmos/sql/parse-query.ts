import type { Grammar } from './grammar.ts';
import { parseExpression } from './parse-expression.ts';
import { parsePrimary } from './parse-primary.ts';
import type { Column, Expression, OrderBy, Query, Selection, Source } from './syntax.ts';
import { readTokens } from './token-reader.ts';

/** Parses the text of a query. Throws a SqlError where it stops being one. */
export function parseQuery(text: string): Query {
  const reader: Grammar = {
    ...readTokens(text),
    expression: () => parseExpression(reader),
    select: () => parseSelect(reader),
  };
  const query = parseSelect(reader);
  if (reader.peek().kind !== 'end') reader.refuse();
  return query;
}

function parseSelect(reader: Grammar): Query {
  const { start } = reader.peek();
  reader.expect('SELECT');
  const isDistinct = reader.accept('DISTINCT') !== undefined;
  const top = reader.accept('TOP') === undefined ? undefined : parsePrimary(reader);
  const selection = parseSelection(reader);
  const sources = parseFrom(reader);
  const where = reader.accept('WHERE') === undefined ? undefined : parseExpression(reader);
  const groupBy = parseGroupBy(reader);
  const orderBy = parseOrderBy(reader);
  const offset = reader.accept('OFFSET') === undefined ? undefined : parsePrimary(reader);
  if (offset !== undefined) reader.expect('LIMIT');
  const limit = offset === undefined ? undefined : parsePrimary(reader);
  const at = reader.spanFrom(start);
  return { selection, isDistinct, top, sources, where, groupBy, orderBy, offset, limit, at };
}

function parseSelection(reader: Grammar): Selection {
  const token = reader.peek();
  if (reader.accept('*') !== undefined) return { kind: 'all', at: token };
  if (reader.accept('VALUE') !== undefined) return { kind: 'value', expression: parseExpression(reader) };
  const named: { expression: Expression; alias: string | undefined }[] = [];
  do {
    const expression = parseExpression(reader);
    named.push({ expression, alias: parseAlias(reader) });
  } while (reader.accept(',') !== undefined);
  return { kind: 'columns', columns: nameColumns(named) };
}

/** A column without a name is called after the last property of its path, or else `$1`, `$2`… in the order of the list. */
function nameColumns(named: readonly { expression: Expression; alias: string | undefined }[]): readonly Column[] {
  let unnamed = 0;
  return named.map(({ expression, alias }) => {
    const name = alias ?? impliedName(expression) ?? `$${(unnamed += 1)}`;
    return { expression, name };
  });
}

function impliedName(expression: Expression): string | undefined {
  return expression.kind === 'member' || expression.kind === 'alias' ? expression.name : undefined;
}

function parseAlias(reader: Grammar): string | undefined {
  if (reader.accept('AS') !== undefined) return reader.expectName().text;
  return reader.peek().kind === 'word' && !isClause(reader) ? reader.expectName().text : undefined;
}

function isClause(reader: Grammar): boolean {
  return reader.is('FROM', 'WHERE', 'GROUP', 'ORDER', 'OFFSET', 'JOIN', 'IN', 'LIMIT');
}

function parseFrom(reader: Grammar): readonly Source[] {
  if (reader.accept('FROM') === undefined) return [];
  const sources = [parseSource(reader)];
  while (reader.accept('JOIN') !== undefined) sources.push(parseSource(reader));
  return sources;
}

function parseSource(reader: Grammar): Source {
  if (reader.peek(1).text.toUpperCase() === 'IN') {
    const alias = reader.expectName().text;
    reader.expect('IN');
    return { alias, path: parsePath(reader), isIteration: true };
  }
  const path = parsePath(reader);
  const alias = parseAlias(reader) ?? impliedName(path) ?? reader.refuse();
  return { alias, path, isIteration: false };
}

function parsePath(reader: Grammar): Expression {
  const path = parsePrimary(reader);
  return path.kind === 'scalar' ? { ...path, kind: 'collect' } : path;
}

function parseGroupBy(reader: Grammar): readonly Expression[] {
  if (reader.accept('GROUP') === undefined) return [];
  reader.expect('BY');
  const expressions = [parseExpression(reader)];
  while (reader.accept(',') !== undefined) expressions.push(parseExpression(reader));
  return expressions;
}

function parseOrderBy(reader: Grammar): readonly OrderBy[] {
  if (reader.accept('ORDER') === undefined) return [];
  reader.expect('BY');
  const orders: OrderBy[] = [];
  if (isRank(reader)) return [parseRank(reader)];
  do {
    const expression = parseExpression(reader);
    orders.push({ expression, isDescending: reader.accept('ASC', 'DESC') === 'DESC', isRank: false });
  } while (reader.accept(',') !== undefined);
  return orders;
}

/** RANK is no keyword: `ORDER BY rank.x` orders by the item of that name. */
function isRank(reader: Grammar): boolean {
  return reader.peek().text.toUpperCase() === 'RANK' && reader.peek(1).kind === 'word' && reader.peek(2).text === '(';
}

function parseRank(reader: Grammar): OrderBy {
  reader.next();
  return { expression: parsePrimary(reader), isDescending: true, isRank: true };
}
