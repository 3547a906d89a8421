import { badRequest } from './failure.ts';
import { isJsonObject, type JsonObject } from './json-body.ts';

/** Reads a list of objects inside a policy; a missing one is empty. Throws 400. */
export function objectsOf(policy: JsonObject, name: string): readonly JsonObject[] {
  const list = policy[name] ?? [];
  if (!Array.isArray(list) || !list.every(isJsonObject)) throw badRequest(`The '${name}' must be a list of objects.`);
  return list;
}

/** A path to a property: `/a`, `/a/b` or `/"odd name"/b`, without wildcards. */
export function isPropertyPath(path: unknown): path is string {
  return typeof path === 'string' && /^(\/("([^"\\]|\\.)+"|[^/"?*[\]]+))+$/.test(path);
}

/** Reads one of some words. Throws 400 that names them. */
export function requireOneOf(value: unknown, words: readonly string[], name: string): string {
  if (typeof value !== 'string' || !words.includes(value.toLowerCase()))
    throw badRequest(`The '${name}' ${JSON.stringify(value)} must be one of ${words.join(', ')}.`);
  return value;
}
