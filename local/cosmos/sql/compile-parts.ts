import type { CompilePart, Evaluate, ExpressionOf } from './evaluate.ts';
import { likeMatcher } from './like.ts';
import { property, type Json, type Value } from './value.ts';

/** `c.name`, `c["name"]`, `c[0]`, `c[@name]`. */
export function compileMember(expression: ExpressionOf<'member' | 'index'>, compile: CompilePart): Evaluate {
  const of = compile(expression.of);
  if (expression.kind === 'member') return (scope) => property(of(scope), expression.name);
  const index = compile(expression.index);
  return (scope) => elementAt(of(scope), index(scope));
}

function elementAt(value: Value, index: Value): Value {
  if (typeof index === 'string') return property(value, index);
  return Array.isArray(value) && typeof index === 'number' ? (value as readonly Json[])[index] : undefined;
}

/** `[a, b]`; elements without a value are left out. */
export function compileArray(expression: ExpressionOf<'array'>, compile: CompilePart): Evaluate {
  const items = expression.items.map(compile);
  return (scope) => items.map((item) => item(scope)).filter((item) => item !== undefined);
}

/** `{ "name": value }`; members without a value are left out. */
export function compileObject(expression: ExpressionOf<'object'>, compile: CompilePart): Evaluate {
  const members = expression.members.map(([name, value]) => [name, compile(value)] as const);
  return (scope) => buildObject(members.map(([name, value]) => [name, value(scope)]));
}

/** An object of the members that have a value. */
export function buildObject(members: readonly (readonly [string, Value])[]): Json {
  return Object.fromEntries(members.filter(([, value]) => value !== undefined)) as Json;
}

/** LIKE; a constant pattern is translated once. */
export function compileLike(expression: ExpressionOf<'like'>, compile: CompilePart): Evaluate {
  const { escape } = expression;
  const [value, pattern] = [compile(expression.value), compile(expression.pattern)];
  let known: { readonly text: string; readonly matches: (text: string) => boolean } | undefined;
  return (scope) => {
    const [text, wanted] = [value(scope), pattern(scope)];
    if (typeof text !== 'string' || typeof wanted !== 'string') return undefined;
    if (known?.text !== wanted) known = { text: wanted, matches: likeMatcher(wanted, escape) };
    return known.matches(text);
  };
}
