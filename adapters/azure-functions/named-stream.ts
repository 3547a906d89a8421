import { z } from 'zod';
import { text } from '../../domain/modelling/values.ts';
import { invalidRequest } from './problems/validation-errors.ts';

/** Stands in a path for the stream that the query names. */
const namedByQuery = '-';

/**
 * The parameters that name a stream: `streamId` in the path, or `-` there and `stream` in the query. Azure decodes a path before it
 * finds the route, so an id with a slash, a control character or a space at its end can only be in the query.
 */
export const streamParameters = (mostCharacters: number) => ({
  streamId: text(mostCharacters),
  stream: z.string().min(1).max(mostCharacters).exactOptional(),
});

/** The stream that is meant. Throws RequestRefused where path and query name two, or none. */
export const namedStream = ({ streamId, stream }: { readonly streamId: string; readonly stream?: string }): string => {
  if (streamId !== namedByQuery && stream === undefined) return streamId;
  if (streamId === namedByQuery && stream !== undefined) return stream;
  const detail =
    stream === undefined
      ? `is missing: the path names none by ${namedByQuery}`
      : `may be given where the path has ${namedByQuery}`;
  throw invalidRequest([{ path: 'stream', detail }]);
};
