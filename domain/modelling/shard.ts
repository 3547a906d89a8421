import { fnv1a } from './fnv1a.ts';

/** So many partitions share the documents of a view that is kept by shard. Part of what is stored: another number is another view. */
export const shards = ['0', '1', '2', '3', '4', '5', '6', '7'] as const;

/** The shard of a document, by its id: the same for ever. */
export const shardOf = (id: string): (typeof shards)[number] =>
  shards[Number.parseInt(fnv1a(id).slice(-1), 16) % shards.length] ?? shards[0];
