import type { HttpRequest } from '@azure/functions';
import { RequestRefused } from './problem.ts';

/** The most that a command's body may hold, in bytes. One commit's limit in Cosmos DB is 2 MB, and events say more than commands. */
export const maximumBodyBytes = 1_048_576;

/** How deep the lists and objects of a body may lie in each other. Code that walks them deeper ends without an answer. */
const maximumDepth = 100;

/**
 * The JSON value in a request's body; `{}` when there is no body. Throws {@link RequestRefused}: 413 when it is too large
 * (told by its header before a byte is read, and by its bytes whatever the header said), 415 when it is not JSON by its
 * headers, 400 when it is not JSON by its bytes, or nested too deep.
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

/** Before it is parsed, in the bytes: within a text a bracket is no nesting, and no byte of UTF-8 looks like one that is another's. */
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
  new RequestRefused({
    status: 413,
    name: 'body-too-large',
    title: 'The body is too large',
    detail: `It may hold ${maximumBodyBytes} bytes.`,
    members: { maximumBytes: maximumBodyBytes },
  });

const unsupported = (detail: string): RequestRefused =>
  new RequestRefused({ status: 415, name: 'unsupported-media-type', title: 'The body is not JSON', detail });

const tooDeep = (): RequestRefused =>
  new RequestRefused({
    status: 400,
    name: 'malformed-json',
    title: 'The body is not JSON',
    detail: `Its lists and objects lie in each other more than ${maximumDepth} deep.`,
  });

const notJson = (cause: unknown): RequestRefused =>
  new RequestRefused({
    status: 400,
    name: 'malformed-json',
    title: 'The body is not JSON',
    detail: cause instanceof SyntaxError ? cause.message.slice(0, 200) : 'It is not UTF-8.',
  });
