import type { Grammar } from './grammar.ts';
import type { BinaryOperator, Expression, UnaryOperator } from './syntax.ts';
import { parsePrimary } from './parse-primary.ts';

// From weakest to strongest, as the service's own grammar has it (microsoft/vscode-cosmosdb, "C++ Grammar Parity Contract"):
// bits are as strong as sums, shifts as comparisons, and NOT, like a sign, is stronger than all of these: NOT a = b is (NOT a) = b.
const logical: readonly (readonly BinaryOperator[])[] = [['??'], ['OR'], ['AND']];
const arithmetic: readonly (readonly BinaryOperator[])[] = [
  ['+', '-', '||', '|', '^', '&'],
  ['*', '/', '%'],
];
const comparisons = ['=', '!=', '<>', '<', '<=', '>', '>=', '<<', '>>', '>>>'] as const;

/** Reads one expression, as far as it goes. */
export function parseExpression(reader: Grammar): Expression {
  const test = parseLogical(reader, 0);
  if (reader.accept('?') === undefined) return test;
  const then = parseExpression(reader);
  reader.expect(':');
  return { kind: 'conditional', test, then, otherwise: parseExpression(reader) };
}

function parseLogical(reader: Grammar, level: number): Expression {
  const operators = logical[level];
  if (operators === undefined) return parseComparison(reader);
  return parseChain(reader, operators, () => parseLogical(reader, level + 1));
}

function parseComparison(reader: Grammar): Expression {
  let left = parseArithmetic(reader, 0);
  for (;;) {
    const operator = reader.accept(...comparisons) as BinaryOperator | '<>' | undefined;
    if (operator !== undefined) {
      const right = parseArithmetic(reader, 0);
      left = { kind: 'binary', operator: operator === '<>' ? '!=' : operator, left, right };
    } else if (reader.is('IN', 'BETWEEN', 'LIKE') || isNegatedTest(reader)) left = parseTest(reader, left);
    else return left;
  }
}

function isNegatedTest(reader: Grammar): boolean {
  return reader.is('NOT') && ['IN', 'BETWEEN', 'LIKE'].includes(reader.peek(1).text.toUpperCase());
}

function parseTest(reader: Grammar, value: Expression): Expression {
  const isNegated = reader.accept('NOT') !== undefined;
  const test = parseTestOf(reader, value);
  return isNegated ? { kind: 'unary', operator: 'NOT', operand: test } : test;
}

function parseTestOf(reader: Grammar, value: Expression): Expression {
  if (reader.accept('IN') !== undefined) {
    reader.expect('(');
    if (reader.is('SELECT')) return parseChoicesOfQuery(reader, value);
    const choices = [parseExpression(reader)];
    while (reader.accept(',') !== undefined) choices.push(parseExpression(reader));
    reader.expect(')');
    return { kind: 'in', value, choices };
  }
  if (reader.accept('BETWEEN') !== undefined) {
    const low = parseArithmetic(reader, 0);
    reader.expect('AND');
    return { kind: 'between', value, low, high: parseArithmetic(reader, 0) };
  }
  reader.expect('LIKE');
  const pattern = parseArithmetic(reader, 0);
  if (reader.accept('ESCAPE') === undefined) return { kind: 'like', value, pattern, escape: undefined };
  if (reader.peek().kind !== 'string' || reader.peek().text.length !== 1) reader.refuse();
  return { kind: 'like', value, pattern, escape: reader.next().text };
}

/** `value IN (SELECT VALUE ...)` asks whether one of the rows is the value. */
function parseChoicesOfQuery(reader: Grammar, value: Expression): Expression {
  const query = reader.select();
  reader.expect(')');
  const args: readonly Expression[] = [{ kind: 'collect', query }, value];
  return { kind: 'call', name: 'ARRAY_CONTAINS', args, at: query.at };
}

function parseArithmetic(reader: Grammar, level: number): Expression {
  const operators = arithmetic[level];
  if (operators === undefined) return parseUnary(reader);
  return parseChain(reader, operators, () => parseArithmetic(reader, level + 1));
}

function parseUnary(reader: Grammar): Expression {
  const operator = reader.accept('-', '+', '~', 'NOT') as UnaryOperator | undefined;
  return operator === undefined ? parsePrimary(reader) : { kind: 'unary', operator, operand: parseUnary(reader) };
}

/** Operators of one strength, applied from left to right. */
function parseChain(reader: Grammar, operators: readonly BinaryOperator[], operand: () => Expression): Expression {
  let left = operand();
  for (;;) {
    const operator = reader.accept(...operators) as BinaryOperator | undefined;
    if (operator === undefined) return left;
    left = { kind: 'binary', operator, left, right: operand() };
  }
}
