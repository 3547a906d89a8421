import { FilterSyntaxError } from './filter-value.ts';
import { parseOr } from './parse.ts';
import { asExpression, parseProperty, parseSum } from './parse-expression.ts';
import type { PropertyNode, StatementNode } from './syntax-tree.ts';
import { changeableProperties } from './system-properties.ts';
import { openTokenStream, type Parameters, type TokenStream } from './token-stream.ts';

/**
 * Reads an action of the documented language ("Subscription Rule SQL Action Syntax" in Microsoft's documentation):
 * `SET` and `REMOVE` statements, between which commas and semicolons may stand.
 *
 * @throws FilterSyntaxError saying where and why.
 */
export function parseAction(text: string, parameters?: Parameters): StatementNode[] {
  const tokens = openTokenStream(text, parameters);
  const statements: StatementNode[] = [];
  do {
    statements.push(parseStatement(tokens));
    while (tokens.skip(';') || tokens.skip(',')); // where separators may stand, any of them may
  } while (tokens.next.kind !== 'end');
  return statements;
}

function parseStatement(tokens: TokenStream): StatementNode {
  if (skipWord(tokens, 'REMOVE')) return { kind: 'remove', property: removable(changeable(parseProperty(tokens))) };
  if (!skipWord(tokens, 'SET')) throw tokens.unexpected('SET or REMOVE');
  const property = changeable(parseProperty(tokens));
  tokens.expect('=');
  return { kind: 'set', property, value: asExpression(parseSum(tokens, parseOr), tokens) };
}

/** `SET` and `REMOVE` are words of actions only: a filter may have properties of these names. */
function skipWord(tokens: TokenStream, word: string): boolean {
  if (tokens.next.kind !== 'name' || tokens.next.text.toUpperCase() !== word) return false;
  tokens.take();
  return true;
}

function changeable(property: PropertyNode): PropertyNode {
  if (property.scope === 'sys' && !changeableProperties.has(property.name.toLowerCase()))
    throw new FilterSyntaxError(`sys.${property.name} can be read by filters, but not changed.`);
  return property;
}

/** Every message has an id, by which clients address it. */
function removable(property: PropertyNode): PropertyNode {
  if (property.scope === 'sys' && property.name.toLowerCase() === 'messageid')
    throw new FilterSyntaxError('sys.MessageId can be set, but not removed.');
  return property;
}
