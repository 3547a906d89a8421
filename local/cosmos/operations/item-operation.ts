import { deleteCharge, insertCharge, readCharge, replaceCharge } from './charges.ts';
import { conflict, CosmosFailure, notFound, preconditionFailed } from './failure.ts';
import { refuseOtherKey } from './item-key.ts';
import type { JsonObject } from './json-body.ts';
import { applyPatch, type Patch } from './patch.ts';
import { acceptDocument, type NewDocument } from './stored-document.ts';
import type { StoredItem } from '../storage/items.ts';
import type { Transaction } from './transaction.ts';

/** Conditions on the version that an operation meets. */
export interface Conditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

/** One operation on one item, alone or in a batch. */
export type ItemOperation = Conditions &
  (
    | { readonly type: 'create' | 'upsert'; readonly document: JsonObject }
    | { readonly type: 'replace'; readonly id: string; readonly document: JsonObject }
    | { readonly type: 'patch'; readonly id: string; readonly patch: Patch }
    | { readonly type: 'read' | 'delete'; readonly id: string }
  );

/** What became of an operation: `item` is the version that is there now, or that was read. */
export interface ItemResult {
  readonly status: number;
  readonly charge: number;
  readonly item?: StoredItem;
}

/** Carries an operation out. Throws a CosmosFailure, and then has changed nothing. */
export function applyOperation(transaction: Transaction, operation: ItemOperation): ItemResult {
  switch (operation.type) {
    case 'create':
      return create(transaction, acceptFor(transaction, operation.document));
    case 'upsert':
      return upsert(transaction, operation, acceptFor(transaction, operation.document));
    case 'replace':
      return replace(transaction, operation, acceptFor(transaction, operation.document));
    case 'patch': {
      const current = requireItem(transaction, operation);
      const patched = applyPatch(JSON.parse(current.body) as JsonObject, operation.patch);
      return save(transaction, acceptFor(transaction, patched), current);
    }
    case 'read':
      return read(transaction, operation);
    case 'delete': {
      const current = requireItem(transaction, operation);
      transaction.remove(current);
      return { status: 204, charge: deleteCharge(transaction.container.indexing, current.body) };
    }
  }
}

function acceptFor({ key, container }: Transaction, sent: JsonObject): NewDocument {
  const document = acceptDocument(sent);
  refuseOtherKey(document.content, key, container);
  return document;
}

function create(transaction: Transaction, document: NewDocument): ItemResult {
  if (transaction.find(document.id) !== undefined) throw conflict(`item ${document.id}`);
  return save(transaction, document);
}

/** If-Match has nothing to match when there is no item yet: then it is created (azure-cosmos-dotnet-v3 #1698). */
function upsert(transaction: Transaction, conditions: Conditions, document: NewDocument): ItemResult {
  const current = transaction.find(document.id);
  if (current !== undefined) refuseUnless(conditions, current);
  return save(transaction, document, current);
}

type Replace = Conditions & { readonly id: string };

function replace(transaction: Transaction, operation: Replace, document: NewDocument): ItemResult {
  const current = requireItem(transaction, operation);
  if (document.id !== operation.id) throw new CosmosFailure(400, 'Replacing the id of an item is not allowed.');
  return save(transaction, document, current);
}

function read(transaction: Transaction, { id, ifNoneMatch }: Replace): ItemResult {
  const item = transaction.find(id);
  if (item === undefined) throw notFound(`item ${id}`);
  if (ifNoneMatch === '*' || ifNoneMatch === item.etag) return { status: 304, charge: 1, item };
  return { status: 200, charge: readCharge(Buffer.byteLength(item.body)), item };
}

function requireItem(transaction: Transaction, operation: Replace): StoredItem {
  const current = transaction.find(operation.id);
  if (current === undefined) throw notFound(`item ${operation.id}`);
  refuseUnless(operation, current);
  return current;
}

function refuseUnless({ ifMatch, ifNoneMatch }: Conditions, { etag }: StoredItem): void {
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etag) throw preconditionFailed();
  if (ifNoneMatch === '*' || ifNoneMatch === etag) throw preconditionFailed();
}

function save(transaction: Transaction, document: NewDocument, current?: StoredItem): ItemResult {
  const item = transaction.save(document, current);
  const { indexing } = transaction.container;
  const bytes = Buffer.byteLength(item.body);
  return current === undefined
    ? { status: 201, charge: insertCharge(indexing, document.content, bytes), item }
    : { status: 200, charge: replaceCharge(indexing, document.content, bytes), item };
}
