import { randomUUID } from 'node:crypto';
import type { TypedData } from '../worker/rpc.ts';

/** What the expressions of inputs and outputs can name. Names are compared without case. */
export type BindingData = Readonly<Record<string, unknown>>;

/** The binding data that a trigger's metadata carries: texts as they are, everything else parsed. */
export function bindingDataOf(metadata: Readonly<Record<string, TypedData>>): BindingData {
  const values = Object.entries(metadata).map(([name, { string, json }]) => [
    name,
    string ?? (json === undefined ? undefined : (JSON.parse(json) as unknown)),
  ]);
  return Object.fromEntries(values) as BindingData;
}

/** The names in braces that a text asks for. */
export function expressionsIn(text: string): readonly string[] {
  return [...text.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
}

/**
 * Replaces `{name}` and `{path.to.member}` by what the trigger brought (Microsoft Learn, "Azure Functions binding
 * expression patterns"). Throws an Error that names an expression for which nothing came.
 */
export function resolveExpressions(text: string, data: BindingData): string {
  return text.replace(/\{([^{}]+)\}/g, (_, name: string) => textOf(expressionValue(name, data)));
}

/** What one expression stands for. Throws an Error that names it when nothing came for it. */
export function expressionValue(name: string, data: BindingData): unknown {
  const made = generated[name.toLowerCase()]?.();
  const value = made ?? name.split('.').reduce<unknown>(memberOf, data);
  if (value === undefined) throw new Error(`Nothing came for the binding expression {${name}}.`);
  return value;
}

const generated: Readonly<Record<string, () => string>> = {
  'rand-guid': randomUUID,
  'sys.randguid': randomUUID,
  datetime: () => new Date().toISOString(),
  'sys.utcnow': () => new Date().toISOString(),
};

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
