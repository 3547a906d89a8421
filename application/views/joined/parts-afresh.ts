import type { NamedStream, StreamId } from '../../../domain/modelling/ids.ts';
import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Joined, JoinedSourceDeclaration } from '../../../domain/modelling/joined.ts';
import { streamIdSchema } from '../../streams/commit.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { foldStream, type FoldedStream } from '../folded-stream.ts';
import {
  nothingContributed,
  type PlaceContribution,
  type StreamContributions,
} from '../contributions/stream-contributions.ts';
import { partsAfter } from './stream-parts.ts';

/** The parts of one stream, by key. */
export type FreshParts<Part> = ReadonlyMap<string, PlaceContribution<Part>>;

/** Calculates afresh what a stream is part of. */
export type PartsAfresh<Part> = (named: NamedStream) => Promise<FoldedStream<FreshParts<Part>>>;

/** Calculates afresh what a stream is part of. One of a category that the view does not follow is part of nothing. */
export const partsAfresh = <Shape extends object, Part extends object>(
  { sources }: Pick<Joined<Shape, Part>, 'sources'>,
  eventStore: Pick<EventStore, 'read'>,
): PartsAfresh<Part> => {
  const foldIn =
    (streamId: StreamId) =>
    async <Types extends EventTypes, Folded extends object>(
      declared: JoinedSourceDeclaration<Types, Folded, Part>,
    ): Promise<FoldedStream<FreshParts<Part>>> => {
      const start: StreamContributions<Folded, Part> = nothingContributed;
      const stream = await foldStream({ source: declared.source, eventStore }, streamId, {
        start,
        fold: partsAfter(declared),
      });
      return { ...stream, folded: stream.folded.places };
    };

  return async (named) => {
    const { data: streamId } = streamIdSchema.safeParse(named);
    const of = sources.find(({ source }) => named.startsWith(`${source.category}-`));
    if (streamId === undefined || of === undefined) return noStream;
    return of.withTypes(foldIn(streamId));
  };
};

const noStream = { folded: new Map<string, never>(), version: 0, recordedAt: undefined, failure: undefined };
