import type { Grammar } from './grammar.ts';
import { SqlError } from './sql-error.ts';
import type { Expression, Query } from './syntax.ts';
import { isKeyword } from './token-reader.ts';
import type { Token } from './tokenize.ts';
import type { Value } from './value.ts';

/** FIRST and LAST are functions of a subquery, and names everywhere else. */
const endsOfQuery: Readonly<Record<string, 'scalar' | 'last'>> = { FIRST: 'scalar', LAST: 'last' };

const constants: Readonly<Record<string, Value>> = { TRUE: true, FALSE: false, NULL: null, UNDEFINED: undefined };

/** Reads a value and the path that follows it: `c.lines[0]["unit price"]`. */
export function parsePrimary(reader: Grammar): Expression {
  let expression = parseAtom(reader);
  for (;;) {
    if (reader.accept('.') !== undefined) {
      if (reader.peek().kind !== 'word') reader.refuse(); // after a dot, keywords are names too: c.value, c.order
      expression = { kind: 'member', of: expression, name: reader.next().text };
    } else if (reader.accept('[') !== undefined) {
      const index = reader.expression();
      reader.expect(']');
      expression =
        index.kind === 'literal' && typeof index.value === 'string'
          ? { kind: 'member', of: expression, name: index.value }
          : { kind: 'index', of: expression, index };
    } else return expression;
  }
}

function parseAtom(reader: Grammar): Expression {
  const token = reader.peek();
  switch (token.kind) {
    case 'number':
      return { kind: 'literal', value: Number(reader.next().text) };
    case 'string':
      return { kind: 'literal', value: reader.next().text };
    case 'parameter':
      return { kind: 'parameter', name: reader.next().text, at: token };
    case 'word':
      return isKeyword(token) ? parseKeyword(reader) : parseName(reader);
    case 'symbol':
      return parseBracketed(reader);
    case 'end':
      return reader.refuse();
  }
}

function parseName(reader: Grammar): Expression {
  const token = reader.next();
  if (!reader.is('(')) return { kind: 'alias', name: token.text, at: token };
  const kind = endsOfQuery[token.text.toUpperCase()];
  if (kind !== undefined && isSelect(reader.peek(1))) return { kind, query: parseSubquery(reader) };
  return { kind: 'call', name: token.text, args: parseList(reader, '(', ')'), at: token };
}

function parseKeyword(reader: Grammar): Expression {
  refuseUserFunction(reader);
  const word = reader.accept('TRUE', 'FALSE', 'NULL', 'UNDEFINED', 'EXISTS', 'ARRAY');
  if (word === undefined) return reader.refuse();
  if (word in constants) return { kind: 'literal', value: constants[word] };
  return { kind: word === 'EXISTS' ? 'exists' : 'collect', query: parseSubquery(reader) };
}

function refuseUserFunction(reader: Grammar): void {
  if (reader.is('UDF') && reader.peek(1).text === '.')
    throw new SqlError('User-defined functions are not supported: there is no server-side JavaScript.', reader.peek());
}

function parseSubquery(reader: Grammar): Query {
  reader.expect('(');
  const query = reader.select();
  reader.expect(')');
  return query;
}

function isSelect({ kind, text }: Token): boolean {
  return kind === 'word' && text.toUpperCase() === 'SELECT';
}

function parseBracketed(reader: Grammar): Expression {
  if (reader.is('[')) return { kind: 'array', items: parseList(reader, '[', ']') };
  if (reader.is('{')) return parseObject(reader);
  reader.expect('(');
  const inner: Expression = reader.is('SELECT') ? { kind: 'scalar', query: reader.select() } : reader.expression();
  reader.expect(')');
  return inner;
}

function parseObject(reader: Grammar): Expression {
  const members: (readonly [string, Expression])[] = [];
  reader.expect('{');
  while (reader.accept('}') === undefined) {
    if (members.length > 0) reader.expect(',');
    if (reader.peek().kind !== 'string' && reader.peek().kind !== 'word') reader.refuse();
    const name = reader.next().text;
    reader.expect(':');
    members.push([name, reader.expression()]);
  }
  return { kind: 'object', members };
}

function parseList(reader: Grammar, open: string, close: string): readonly Expression[] {
  const items: Expression[] = [];
  reader.expect(open);
  while (reader.accept(close) === undefined) {
    if (items.length > 0) reader.expect(',');
    items.push(reader.expression());
  }
  return items;
}
