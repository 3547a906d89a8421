import { orderedBytes, type Value } from '../sql/index.ts';
import { scanItems } from '../storage/scan.ts';
import { deleteTerms, writeTerms, type Term } from '../storage/terms.ts';
import type { Container } from './container.ts';
import type { Cosmos } from './operation.ts';
import { termName } from './term-paths.ts';

/** The terms of a document. */
export function termsOf({ termPaths: paths }: Container, document: unknown): readonly Term[] {
  return paths.map((path) => ({ path: termName(path), value: orderedBytes(path.reduce(member, document) as Value) }));
}

/** Writes the terms of all items anew, after the policy of their container changed. Only within a write. */
export function rebuildTerms({ storage }: Cosmos, container: Container): void {
  deleteTerms(storage, container.no);
  for (const item of Array.from(scanItems(storage, { container: container.no, now: 0 })))
    writeTerms(storage, item, termsOf(container, JSON.parse(item.body)));
}

function member(value: unknown, name: string): unknown {
  const isHolder = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isHolder && Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
