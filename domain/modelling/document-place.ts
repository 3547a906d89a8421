import type { StreamId } from './ids.ts';
import { shardOf } from './shard.ts';
import type { AnyView } from './view.ts';

/** As much of a view's declaration as says where the document of a stream lies. */
type Placing = Pick<AnyView, 'source' | 'alsoOf' | 'partition'>;

/** The id of a document, and the partition that it lies in. */
interface Place {
  readonly id: string;
  readonly partition: string;
}

/** Whether the name of a stream is enough to find its document. */
export const isFoundByName = ({ partition }: Pick<Placing, 'partition'>): boolean => partition.by !== 'field';

/**
 * The place of a document, of its stream's name and of what it shows. Its id stands for a partition that only what it shows could tell,
 * where it shows nothing.
 */
export const documentPlaceOf = <Field extends string>(
  { source, alsoOf, partition }: Placing & { readonly partition: { readonly field: Field } },
  streamId: StreamId,
  shown: Readonly<Partial<Record<Field, unknown>>> | undefined,
): Place => {
  const id = alsoOf === undefined ? streamId.slice(source.category.length + 1) : streamId;
  if (partition.by === 'shard') return { id, partition: shardOf(id) };
  return { id, partition: partition.by === 'entity' || shown === undefined ? id : String(shown[partition.field]) };
};

/**
 * The stream that a document of a view is folded from. Categories have no hyphen, so where documents are named by their streams, the first
 * hyphen ends the category.
 */
export const streamOfDocument = ({ source, alsoOf }: Pick<Placing, 'source' | 'alsoOf'>, id: string): StreamId => {
  const [category = '', ...entity] = alsoOf === undefined ? [source.category, id] : id.split('-');
  const streamId: `${string}-${string}` = `${category}-${entity.join('-')}`;
  return streamId;
};
