import { z } from 'zod';
import type { DamagedView, DocumentKey, FoundView, Projected } from '../../application/views/read-model.ts';
import { documentIdFor } from '../document-id.ts';

/** The id and the partition key of a document. */
export const itemOf = ({ id, partition }: DocumentKey): DocumentKey => ({ id: documentIdFor(id), partition });

/** A view as a document: flat, so that its fields can be partition key, order and filter. */
export const viewDocument = <View extends object>(key: DocumentKey, { view, version }: Projected<View>) => ({
  id: itemOf(key).id,
  version,
  ...view,
});

const envelope = z.looseObject({ _etag: z.string() });

/** The fields that are reserved for the document itself, and those that Cosmos DB adds. */
const notOfTheView: ReadonlySet<string> = new Set(['id', 'version', '_rid', '_self', '_etag', '_attachments', '_ts']);

/** The view in a document that {@link viewDocument} has made, or what is wrong with the document. */
export const viewIn = <View extends object>(
  schema: z.ZodType<View>,
  document: unknown,
): FoundView<View> | DamagedView => {
  const { _etag: etag, ...found } = envelope.parse(document);
  const fields = Object.entries(found).filter(([field]) => !notOfTheView.has(field));
  const parsed = z
    .object({ version: z.int().min(1), view: schema })
    .safeParse({ version: found['version'], view: Object.fromEntries(fields) });
  return parsed.success ? { ...parsed.data, etag } : { damage: z.prettifyError(parsed.error), etag };
};
