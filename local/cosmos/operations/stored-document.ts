import { itemRid } from '../storage/resource-ids.ts';
import type { StoredItem } from '../storage/items.ts';
import { requireTtl } from './container-definition.ts';
import type { Container } from './container.ts';
import { badRequest, tooLarge } from './failure.ts';
import { isDeeperThan, type JsonObject } from './json-body.ts';
import { requireId } from './resource-name.ts';

const systemProperties = new Set(['_rid', '_self', '_etag', '_attachments', '_ts', '_lsn']);

/** The most bytes that an item may have. */
export const largestItem = 2 * 1024 * 1024;

const deepest = 128; // "Azure Cosmos DB service quotas"

/** A document that may be stored, without the properties that only the store may set. */
export interface NewDocument {
  readonly id: string;
  readonly content: JsonObject;
  /** Seconds, as the document itself says; -1 for ever. */
  readonly ttl: number | undefined;
}

/** Checks a document that is to be stored. Throws 400 or 413. */
export function acceptDocument(document: JsonObject): NewDocument {
  const content = Object.fromEntries(Object.entries(document).filter(([name]) => !systemProperties.has(name)));
  const id = requireId(content['id']);
  if (isDeeperThan(deepest, content))
    throw badRequest(`The document is nested too deeply: ${deepest} levels are allowed.`);
  if (Buffer.byteLength(JSON.stringify(content)) > largestItem) throw tooLarge();
  return { id, content, ttl: 'ttl' in content ? requireTtl(content['ttl'], 'ttl') : undefined };
}

/** Where and when a version of an item is written. */
export interface Version {
  readonly no: number;
  readonly lsn: number;
  readonly seq: number;
  readonly ts: number;
}

/** The complete text of a version, with its system properties, and its etag. */
export function renderVersion(
  container: Container,
  { content }: NewDocument,
  { no, lsn, seq, ts }: Version,
  range: number,
): { readonly etag: string; readonly body: string } {
  // Unique for ever, since a range never gives a number twice; and unlike a random one, the same in every test run.
  const etag = `"${hex(container.no, 8)}-${hex(range, 4)}-${hex(seq, 4)}-0000-${hex(lsn, 12)}"`;
  const rid = itemRid(container.stored.db, container.no, no);
  const system = {
    _rid: rid,
    _self: `${container.self}docs/${rid}/`,
    _etag: etag,
    _attachments: 'attachments/',
    _ts: ts,
  };
  return { etag, body: JSON.stringify({ ...content, ...system }) };
}

/** When an item written at `ts` ends; null for never. Items of a container without a time to live never do. */
export function expiryOf(
  { definition: { defaultTtl } }: Container,
  ttl: number | undefined,
  ts: number,
): number | null {
  if (defaultTtl === undefined) return null;
  const effective = ttl ?? defaultTtl;
  return effective === -1 ? null : ts + effective;
}

/** Whether an item still exists at a moment: it ends at its time, not when it is swept. */
export function isAlive({ expires }: StoredItem, now: number): boolean {
  return expires === null || expires > now;
}

/** The text of an item with the number of the transaction that wrote it, as the change feed shows it. */
export function withLsn({ body, lsn }: StoredItem): string {
  return `${body.slice(0, -1)},"_lsn":${lsn}}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
