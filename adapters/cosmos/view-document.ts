import { z } from 'zod';
import type { DocumentKey, Projected } from '../../application/views/read-model.ts';
import { documentIdFor } from '../document-id.ts';

/** Where the document of a key is kept. */
export const itemOf = ({ id, partition }: DocumentKey): DocumentKey => ({ id: documentIdFor(id), partition });

/** A view as a document: flat, so that its fields can be partition key, order and filter. */
export const viewDocument = <View extends object>(key: DocumentKey, { view, version }: Projected<View>) => ({
  id: itemOf(key).id,
  version,
  ...view,
});

/** A view as it was found, with the token under which it may be replaced. */
export type FoundView<View> = Projected<View> & { readonly etag: string };

const foundDocument = z.looseObject({ version: z.int(), _etag: z.string() });

/** What the document needs for itself, and what Cosmos DB adds to every document. */
const notOfTheView: ReadonlySet<string> = new Set(['id', 'version', '_rid', '_self', '_etag', '_attachments', '_ts']);

/** The view in a document that {@link viewDocument} has made. Throws on one that has no version. */
export const viewIn = <View extends object>(document: unknown): FoundView<View> => {
  const found = foundDocument.parse(document);
  const fields = Object.entries(found).filter(([field]) => !notOfTheView.has(field));
  return { view: Object.fromEntries(fields) as View, version: found.version, etag: found._etag };
};
