import { FilterSyntaxError } from './filter-value.ts';
import type { ArithmeticOperator, ExpressionNode, FilterNode, PropertyNode } from './syntax-tree.ts';
import { isPredicate } from './syntax-tree.ts';
import { systemProperties } from './system-properties.ts';
import type { TokenStream } from './token-stream.ts';

/** Reads what may stand in parentheses: a predicate or an expression. */
export type ParseNested = (tokens: TokenStream) => FilterNode;

const longest = 2n ** 63n - 1n;

/** Reads sums and everything that binds tighter. Alone in parentheses the result may be a predicate. */
export function parseSum(tokens: TokenStream, nested: ParseNested): FilterNode {
  let left = parseProduct(tokens, nested);
  for (let operator = skipOneOf(tokens, ['+', '-']); operator; operator = skipOneOf(tokens, ['+', '-']))
    left = {
      kind: 'arithmetic',
      operator,
      left: asExpression(left, tokens),
      right: asExpression(parseProduct(tokens, nested), tokens),
    };
  return left;
}

function parseProduct(tokens: TokenStream, nested: ParseNested): FilterNode {
  let left = parseSigned(tokens, nested);
  for (let operator = skipOneOf(tokens, ['*', '/', '%']); operator; operator = skipOneOf(tokens, ['*', '/', '%']))
    left = {
      kind: 'arithmetic',
      operator,
      left: asExpression(left, tokens),
      right: asExpression(parseSigned(tokens, nested), tokens),
    };
  return left;
}

function parseSigned(tokens: TokenStream, nested: ParseNested): FilterNode {
  if (tokens.skip('-')) return { kind: 'negate', operand: asExpression(parseSigned(tokens, nested), tokens) };
  if (tokens.skip('+')) return asExpression(parseSigned(tokens, nested), tokens);
  return parsePrimary(tokens, nested);
}

function parsePrimary(tokens: TokenStream, nested: ParseNested): FilterNode {
  if (tokens.skip('(')) {
    const inner = nested(tokens);
    tokens.expect(')');
    return inner;
  }
  if (tokens.skip('TRUE')) return { kind: 'constant', value: true };
  if (tokens.skip('FALSE')) return { kind: 'constant', value: false };
  if (tokens.skip('NULL')) return { kind: 'constant', value: undefined };
  const { kind } = tokens.next;
  if (kind === 'name') return parseNamed(tokens, nested);
  if (kind === 'parameter') return { kind: 'constant', value: tokens.parameter(tokens.take().text) };
  const value = constantReaders[kind];
  if (!value) throw tokens.unexpected('a value');
  return { kind: 'constant', value: value(tokens.take().text) };
}

const constantReaders: Readonly<Record<string, (text: string) => string | bigint | number>> = {
  string: (text) => text,
  integer: integerOf,
  decimal: Number,
};

function integerOf(digits: string): bigint {
  const value = BigInt(digits);
  if (value > longest) throw new FilterSyntaxError(`The integer ${digits} has more than 64 bits.`);
  return value;
}

function parseNamed(tokens: TokenStream, nested: ParseNested): ExpressionNode {
  const name = tokens.take().text;
  if (!tokens.skip('(')) return propertyNamed(name, tokens);
  const isNewId = name.toLowerCase() === 'newid';
  const isProperty = ['property', 'p'].includes(name.toLowerCase());
  if (!isNewId && !isProperty)
    throw new FilterSyntaxError(`There is no function ${name}; there are newid and property.`);
  const node: ExpressionNode = isNewId
    ? { kind: 'new-id' }
    : { kind: 'property-by-name', name: asExpression(parseSum(tokens, nested), tokens) };
  tokens.expect(')');
  return node;
}

/** Reads a property where only a property may stand, as in `EXISTS` and after `SET`. */
export function parseProperty(tokens: TokenStream): PropertyNode {
  if (tokens.next.kind !== 'name') throw tokens.unexpected('a property');
  return propertyNamed(tokens.take().text, tokens);
}

function propertyNamed(first: string, tokens: TokenStream): PropertyNode {
  if (!tokens.skip('.')) return { kind: 'property', scope: 'user', name: first };
  const scope = first.toLowerCase();
  if (tokens.next.kind !== 'name' && tokens.next.kind !== 'keyword') throw tokens.unexpected('the name of a property');
  const name = tokens.take().text;
  if (scope === 'user') return { kind: 'property', scope, name };
  if (scope !== 'sys') throw new FilterSyntaxError(`There is no scope ${first}; there are sys and user.`);
  if (!systemProperties.has(name.toLowerCase()))
    throw new FilterSyntaxError(
      `There is no system property sys.${name}; there are ${[...systemProperties].join(', ')}.`,
    );
  return { kind: 'property', scope, name };
}

/** @throws FilterSyntaxError when the node is a predicate, which has no value to compute with. */
export function asExpression(node: FilterNode, tokens: TokenStream): ExpressionNode {
  if (isPredicate(node)) throw tokens.unexpected('a value before this point');
  return node;
}

function skipOneOf<Operator extends ArithmeticOperator>(
  tokens: TokenStream,
  operators: readonly Operator[],
): Operator | undefined {
  return operators.find((operator) => tokens.skip(operator));
}
