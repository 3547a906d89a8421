/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
// An interface may refer to Json, which refers to it; a Record could not.
export interface JsonObject {
  readonly [name: string]: Json;
}

/** The value of an expression: JSON, or `undefined` for what is not there. `undefined` is not null anywhere. */
export type Value = Json | undefined;

/** Whether a value is an object, and not an array or null. */
export function isObject(value: Value): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The property of an object, or `undefined`; inherited names such as `constructor` are no properties. */
export function property(value: Value, name: string): Value {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A text that is equal for equal values, whatever the order of their properties. */
export function canonicalText(value: Value): string {
  if (value === undefined) return 'undefined';
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(',')}}`;
}

/** Deep equality: same type, same content. Numbers are compared as doubles. */
export function isEqual(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  return left !== null && right !== null && canonicalText(left) === canonicalText(right);
}

/** The order over all values, as ORDER BY has it: undefined, null, booleans, numbers, strings, arrays, objects. */
export function compareValues(left: Value, right: Value): number {
  const byType = typeRank(left) - typeRank(right);
  if (byType !== 0) return byType;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  return compareText(canonicalText(left), canonicalText(right));
}

/** Orders texts by code point, and not by UTF-16 unit: emoji come after every character of the basic plane. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const difference = aboveSurrogates(left.charCodeAt(at)) - aboveSurrogates(right.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The kinds of values in their order, one number each. */
export function typeRank(value: Value): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  if (typeof value === 'boolean') return 2;
  if (typeof value === 'number') return 3;
  if (typeof value === 'string') return 4;
  return Array.isArray(value) ? 5 : 6;
}

/** Moves surrogates behind the rest of the 16-bit units, which turns unit order into code point order. */
function aboveSurrogates(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit > 0xdfff ? unit - 0x800 : unit + 0x2000;
}
