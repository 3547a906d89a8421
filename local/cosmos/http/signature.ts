import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CosmosFailure } from '../operations/failure.ts';
import type { Segments } from './target.ts';

/**
 * Checks that a request was signed with the account's key ("Access control in the Azure Cosmos DB SQL API").
 * Throws 401.
 */
export function verifySignature(message: IncomingMessage, segments: Segments, key: string): void {
  const sent = decode(message.headers.authorization ?? '');
  if (sent === undefined)
    throw new CosmosFailure(401, 'Required Header authorization is missing or is not a master key token.');
  const expected = createHmac('sha256', Buffer.from(key, 'base64')).update(signedText(message, segments)).digest();
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected))
    throw new CosmosFailure(
      401,
      'The input authorization token cannot serve the request. The key is wrong, or the signed text was another one.',
    );
}

/** The signature inside `type=master&ver=1.0&sig=...`. */
function decode(header: string): Buffer | undefined {
  try {
    const signature = /^type=master&ver=1\.0&sig=(.+)$/i.exec(decodeURIComponent(header))?.[1];
    return signature === undefined ? undefined : Buffer.from(signature, 'base64');
  } catch {
    return undefined;
  }
}

function signedText(message: IncomingMessage, segments: Segments): string {
  const { type, link } = signedResource(segments);
  const date = String(message.headers['x-ms-date'] ?? message.headers.date ?? '');
  return `${(message.method ?? '').toLowerCase()}\n${type}\n${link}\n${date.toLowerCase()}\n\n`;
}

/** A path with an id names the resource itself; a path that ends in a type is signed as that type under its parent. */
function signedResource(segments: Segments): { readonly type: string; readonly link: string } {
  if (segments.at(-2) === 'operations') return { type: 'colls', link: segments.slice(0, -2).join('/') };
  if (segments[0] === 'offers') return { type: 'offers', link: (segments[1] ?? '').toLowerCase() };
  const isList = segments.length % 2 === 1;
  const type = segments.at(isList ? -1 : -2) ?? '';
  return { type: type.toLowerCase(), link: (isList ? segments.slice(0, -1) : segments).join('/') };
}
