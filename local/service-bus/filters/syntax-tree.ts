import type { FilterValue } from './filter-value.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A property of the message; `name` as it is written, though its case means nothing when it is looked up. */
export interface PropertyNode {
  readonly kind: 'property';
  readonly scope: 'sys' | 'user';
  readonly name: string;
}

/** What yields a value. */
export type ExpressionNode =
  | { readonly kind: 'constant'; readonly value: FilterValue }
  | PropertyNode
  | { readonly kind: 'property-by-name'; readonly name: ExpressionNode }
  | { readonly kind: 'new-id' }
  | { readonly kind: 'negate'; readonly operand: ExpressionNode }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    };

/** What yields a truth value. */
export type PredicateNode =
  | { readonly kind: 'not'; readonly operand: PredicateNode }
  | { readonly kind: 'and' | 'or'; readonly left: PredicateNode; readonly right: PredicateNode }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    }
  | { readonly kind: 'is-null' | 'exists'; readonly property: PropertyNode }
  | { readonly kind: 'in'; readonly operand: ExpressionNode; readonly items: readonly ExpressionNode[] }
  | {
      readonly kind: 'like';
      readonly operand: ExpressionNode;
      readonly pattern: ExpressionNode;
      readonly escape: ExpressionNode | null;
    };

/** One statement of an action. */
export type StatementNode =
  | { readonly kind: 'set'; readonly property: PropertyNode; readonly value: ExpressionNode }
  | { readonly kind: 'remove'; readonly property: PropertyNode };

export type FilterNode = ExpressionNode | PredicateNode;

const predicateKinds: ReadonlySet<string> = new Set(['not', 'and', 'or', 'compare', 'is-null', 'exists', 'in', 'like']);

/** Tells the two kinds of node apart; in parentheses either may stand. */
export function isPredicate(node: FilterNode): node is PredicateNode {
  return predicateKinds.has(node.kind);
}
