import { asExpression, parseProperty, parseSum } from './parse-expression.ts';
import { isPredicate, type ComparisonOperator, type FilterNode, type PredicateNode } from './syntax-tree.ts';
import { openTokenStream, type Parameters, type TokenStream } from './token-stream.ts';

const comparisons: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/**
 * Reads a filter of the documented language ("Subscription Rule SQL Filter Syntax" in Microsoft's documentation).
 * From loose to tight bind OR, AND, NOT, comparisons, sums, products, signs.
 *
 * @throws FilterSyntaxError saying where and why.
 */
export function parseFilter(text: string, parameters?: Parameters): PredicateNode {
  const tokens = openTokenStream(text, parameters);
  const filter = asPredicate(parseOr(tokens), tokens);
  if (tokens.next.kind !== 'end') throw tokens.unexpected('the end');
  return filter;
}

/** Reads all that a filter may be, or an expression alone. */
export function parseOr(tokens: TokenStream): FilterNode {
  let left = parseAnd(tokens);
  while (tokens.skip('OR'))
    left = { kind: 'or', left: asPredicate(left, tokens), right: asPredicate(parseAnd(tokens), tokens) };
  return left;
}

function parseAnd(tokens: TokenStream): FilterNode {
  let left = parseNot(tokens);
  while (tokens.skip('AND'))
    left = { kind: 'and', left: asPredicate(left, tokens), right: asPredicate(parseNot(tokens), tokens) };
  return left;
}

function parseNot(tokens: TokenStream): FilterNode {
  if (tokens.skip('NOT')) return { kind: 'not', operand: asPredicate(parseNot(tokens), tokens) };
  return parseCondition(tokens);
}

function parseCondition(tokens: TokenStream): FilterNode {
  if (tokens.skip('EXISTS')) return parseExists(tokens);
  const left = parseSum(tokens, parseOr);
  const comparison = tokens.next.kind === 'symbol' ? comparisons[tokens.next.text] : undefined;
  if (comparison) {
    tokens.take();
    const right = asExpression(parseSum(tokens, parseOr), tokens);
    return { kind: 'compare', operator: comparison, left: asExpression(left, tokens), right };
  }
  if (tokens.skip('IS')) return parseIsNull(left, tokens);
  if (tokens.skip('NOT')) return { kind: 'not', operand: parseMembership(left, tokens) };
  return tokens.next.text === 'IN' || tokens.next.text === 'LIKE' ? parseMembership(left, tokens) : left;
}

function parseExists(tokens: TokenStream): PredicateNode {
  tokens.expect('(');
  const property = parseProperty(tokens);
  tokens.expect(')');
  return { kind: 'exists', property };
}

function parseIsNull(left: FilterNode, tokens: TokenStream): PredicateNode {
  const isNegated = tokens.skip('NOT');
  tokens.expect('NULL');
  if (left.kind !== 'property') throw tokens.unexpected('a property before IS');
  const isNull: PredicateNode = { kind: 'is-null', property: left };
  return isNegated ? { kind: 'not', operand: isNull } : isNull;
}

function parseMembership(left: FilterNode, tokens: TokenStream): PredicateNode {
  const operand = asExpression(left, tokens);
  if (tokens.skip('LIKE')) {
    const pattern = asExpression(parseSum(tokens, parseOr), tokens);
    const escape = tokens.skip('ESCAPE') ? asExpression(parseSum(tokens, parseOr), tokens) : null;
    return { kind: 'like', operand, pattern, escape };
  }
  tokens.expect('IN');
  tokens.expect('(');
  const items = [asExpression(parseSum(tokens, parseOr), tokens)];
  while (tokens.skip(',')) items.push(asExpression(parseSum(tokens, parseOr), tokens));
  tokens.expect(')');
  return { kind: 'in', operand, items };
}

function asPredicate(node: FilterNode, tokens: TokenStream): PredicateNode {
  if (!isPredicate(node)) throw tokens.unexpected('a comparison');
  return node;
}
