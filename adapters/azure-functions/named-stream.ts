import { z } from 'zod';
import { text } from '../../domain/modelling/values.ts';
import { invalidRequest } from './problems/validation-errors.ts';

/** Stands in a path for what the query names. */
const namedByQuery = '-';

/**
 * What is meant where an id may be in the path, or in the query under this name, with `-` in the path. Azure decodes a path before it
 * finds the route, so an id with a slash, a control character or a space at its end can only be in the query. Throws RequestRefused
 * where path and query name two, or none.
 */
export const namedByPathOrQuery = (parameter: string, inPath: string, inQuery: string | undefined): string => {
  if (inPath !== namedByQuery && inQuery === undefined) return inPath;
  if (inPath === namedByQuery && inQuery !== undefined) return inQuery;
  const detail =
    inQuery === undefined
      ? `is missing: the path names none by ${namedByQuery}`
      : `may be given where the path has ${namedByQuery}`;
  throw invalidRequest([{ path: parameter, detail }]);
};

/** The parameters that name a stream: `streamId` in the path, or `-` there and `stream` in the query. */
export const streamParameters = (mostCharacters: number) => ({
  streamId: text(mostCharacters),
  stream: z.string().min(1).max(mostCharacters).exactOptional(),
});

/** The stream that is meant. Throws RequestRefused where path and query name two, or none. */
export const namedStream = ({ streamId, stream }: { readonly streamId: string; readonly stream?: string }): string =>
  namedByPathOrQuery('stream', streamId, stream);
