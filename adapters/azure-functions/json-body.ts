import type { HttpRequest } from '@azure/functions';
import { problem } from './problems/catalogue.ts';
import { RequestRefused } from './problems/problem.ts';

/** The most that a command's body may hold, in bytes. One commit's limit in Cosmos DB is 2 MB, and events say more than commands. */
export const maximumBodyBytes = 1_048_576;

/** The deepest nesting of arrays and objects in a body: what a commit may keep of it is less deep than a commit may be. */
const maximumDepth = 50;

/**
 * Reads the JSON value of a request's body; `{}` without a body. Throws {@link RequestRefused}: 413 when it is too large (by
 * Content-Length before a byte is read, and by the bytes received), 415 when its headers do not say JSON, 400 when its bytes
 * are not JSON or are nested too deep.
 */
export const readJsonBody = async (request: HttpRequest): Promise<unknown> => {
  if (Number(request.headers.get('content-length') ?? 0) > maximumBodyBytes) throw tooLarge();
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  refuseOtherMediaTypes(request.headers);
  refuseDeepNesting(bytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    throw notJson(error);
  }
};

const readBytes = async (request: HttpRequest): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    const bytes = chunk as Uint8Array;
    length += bytes.length;
    if (length > maximumBodyBytes) throw tooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
};

const refuseOtherMediaTypes = (headers: HttpRequest['headers']): void => {
  const mediaType = headers.get('content-type') ?? '';
  if (!/^\s*application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i.test(mediaType))
    throw unsupported(
      `The body must be application/json in UTF-8, not ${mediaType.slice(0, 100) || 'of no stated type'}.`,
    );
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw unsupported('The body must not be compressed.');
};

const [quote, backslash] = [0x22, 0x5c];
const openings = new Set(Buffer.from('[{'));
const closings = new Set(Buffer.from(']}'));

/** Checks the bytes before they are parsed. Brackets inside strings do not nest; in UTF-8 no other character contains these bytes. */
const refuseDeepNesting = (bytes: Uint8Array): void => {
  let depth = 0;
  let isText = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte === quote) isText = !isText;
    else if (isText) index += byte === backslash ? 1 : 0;
    else if (openings.has(byte)) depth += 1;
    else if (closings.has(byte)) depth -= 1;
    if (depth > maximumDepth) throw tooDeep();
  }
};

const tooLarge = (): RequestRefused =>
  new RequestRefused(
    problem('body-too-large', {
      detail: `The limit is ${maximumBodyBytes} bytes.`,
      members: { maximumBytes: maximumBodyBytes },
    }),
  );

const unsupported = (detail: string): RequestRefused =>
  new RequestRefused(problem('unsupported-media-type', { detail }));

const tooDeep = (): RequestRefused =>
  new RequestRefused(problem('malformed-json', { detail: `It is nested more than ${maximumDepth} levels deep.` }));

const notJson = (cause: unknown): RequestRefused =>
  new RequestRefused(
    problem('malformed-json', {
      detail: cause instanceof SyntaxError ? cause.message.slice(0, 200) : 'It is not UTF-8.',
    }),
  );
