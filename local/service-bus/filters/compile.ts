import { randomUUID } from 'node:crypto';
import { calculate } from './arithmetic.ts';
import { compare } from './compare.ts';
import type { FilterSubject, FilterValue, Truth } from './filter-value.ts';
import { like } from './like.ts';
import type { ExpressionNode, PredicateNode, PropertyNode } from './syntax-tree.ts';

/** Computes a value of the message. It throws FilterEvaluationError where the message does not fit. */
export type Evaluate = (subject: FilterSubject) => FilterValue;
type Test = (subject: FilterSubject) => Truth;

/** Turns a predicate into a function of the message. It throws FilterEvaluationError where the message does not fit. */
export function compilePredicate(node: PredicateNode): Test {
  switch (node.kind) {
    case 'not':
      return compileNot(compilePredicate(node.operand));
    case 'and':
      return compileJunction(compilePredicate(node.left), compilePredicate(node.right), false);
    case 'or':
      return compileJunction(compilePredicate(node.left), compilePredicate(node.right), true);
    case 'compare': {
      const [left, right] = [compileExpression(node.left), compileExpression(node.right)];
      return (subject) => compare(node.operator, left(subject), right(subject));
    }
    case 'is-null': {
      const property = compileProperty(node.property);
      return (subject) => property(subject) === undefined;
    }
    case 'exists': {
      const property = compileProperty(node.property);
      return (subject) => property(subject) !== undefined;
    }
    case 'in':
      return compileIn(compileExpression(node.operand), node.items.map(compileExpression));
    case 'like':
      return compileLike(node);
  }
}

function compileNot(operand: Test): Test {
  return (subject) => {
    const truth = operand(subject);
    return truth === undefined ? undefined : !truth;
  };
}

/** AND is decided by a false side and OR by a true one, whatever the other is; else an unknown side makes it unknown. */
function compileJunction(left: Test, right: Test, decisive: boolean): Test {
  return (subject) => {
    const first = left(subject);
    if (first === decisive) return decisive;
    const second = right(subject);
    if (second === decisive) return decisive;
    return first === undefined || second === undefined ? undefined : !decisive;
  };
}

function compileIn(operand: Evaluate, items: readonly Evaluate[]): Test {
  return (subject) => {
    const value = operand(subject);
    if (value === undefined) return undefined;
    const truths = items.map((item) => compare('=', value, item(subject)));
    if (truths.includes(true)) return true;
    return truths.includes(undefined) ? undefined : false;
  };
}

function compileLike(node: Extract<PredicateNode, { kind: 'like' }>): Test {
  const [operand, pattern] = [compileExpression(node.operand), compileExpression(node.pattern)];
  const escape = node.escape && compileExpression(node.escape);
  return (subject) => like(operand(subject), pattern(subject), escape ? { value: escape(subject) } : undefined);
}

/** Turns an expression into a function of the message. */
export function compileExpression(node: ExpressionNode): Evaluate {
  switch (node.kind) {
    case 'constant':
      return () => node.value;
    case 'property':
      return compileProperty(node);
    case 'property-by-name': {
      const name = compileExpression(node.name);
      return (subject) => subject.user(String(name(subject)).toLowerCase());
    }
    case 'new-id':
      return () => randomUUID();
    case 'negate': {
      const operand = compileExpression(node.operand);
      return (subject) => calculate('-', 0n, operand(subject));
    }
    case 'arithmetic': {
      const [left, right] = [compileExpression(node.left), compileExpression(node.right)];
      return (subject) => calculate(node.operator, left(subject), right(subject));
    }
  }
}

function compileProperty({ scope, name: written }: PropertyNode): Evaluate {
  const name = written.toLowerCase();
  return scope === 'sys' ? (subject) => subject.system(name) : (subject) => subject.user(name);
}
