import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CosmosFailure } from '../operations/failure.ts';
import type { Segments } from './target.ts';

/** What a caller shows: what it signed with the account's key, or a token that somebody with the key gave it. */
export type Credential =
  { readonly type: 'master'; readonly signature: Buffer } | { readonly type: 'resource'; readonly token: string };

/** Reads the header `type=master&ver=1.0&sig=...`. Throws 401 when there is none, and for other types. */
export function readCredential(message: IncomingMessage): Credential {
  const header = unescape(message.headers.authorization ?? '');
  const [, sent, signature] = /^type=(\w+)&ver=[\d.]+&sig=(.+)$/i.exec(header) ?? [];
  if (signature === undefined || sent === undefined)
    throw new CosmosFailure(
      401,
      "Required Header 'authorization' is missing or is no token of the form type=…&ver=…&sig=….",
    );
  const type = sent.toLowerCase();
  if (type === 'master') return { type, signature: Buffer.from(signature, 'base64') };
  if (type === 'resource') return { type, token: signature };
  throw new CosmosFailure(
    401,
    `The local Cosmos knows the account's key and resource tokens, and no tokens of the type '${type}'.`,
  );
}

/**
 * Checks that a request was signed with the account's key, and not long ago ("Access control in the Azure Cosmos DB SQL
 * API"). Throws 401 for a wrong signature, 403 for one that is too old or not valid yet.
 */
export function verifySignature(message: IncomingMessage, segments: Segments, key: string, sent: Buffer): void {
  const expected = createHmac('sha256', Buffer.from(key, 'base64')).update(signedText(message, segments)).digest();
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected))
    throw new CosmosFailure(
      401,
      'The input authorization token cannot serve the request. The key is wrong, or the signed text was another one.',
    );
  refuseOtherTimes(dateOf(message));
}

function unescape(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return '';
  }
}

const longestMs = 15 * 60_000;

/** By the clock of this machine, as the caller's is: the clock that specs may move does not count here. */
function refuseOtherTimes(date: string): void {
  const signedAt = Date.parse(date);
  if (Number.isNaN(signedAt))
    throw new CosmosFailure(401, `The format of value '${date}' specified in x-ms-date is invalid.`);
  if (Math.abs(Date.now() - signedAt) > longestMs)
    throw new CosmosFailure(
      403,
      `The authorization token is not valid at the current time. Please create another token and retry (token start time: ${date}, current server time: ${new Date().toUTCString()}).`,
    );
}

function dateOf({ headers }: IncomingMessage): string {
  return String(headers['x-ms-date'] ?? headers.date ?? '');
}

function signedText(message: IncomingMessage, segments: Segments): string {
  const { type, link } = signedResource(segments);
  return `${(message.method ?? '').toLowerCase()}\n${type}\n${link}\n${dateOf(message).toLowerCase()}\n\n`;
}

/** A path with an id names the resource itself; a path that ends in a type is signed as that type under its parent. */
function signedResource(segments: Segments): { readonly type: string; readonly link: string } {
  if (segments.at(-2) === 'operations') return { type: 'colls', link: segments.slice(0, -2).join('/') };
  if (segments[0] === 'offers') return { type: 'offers', link: (segments[1] ?? '').toLowerCase() };
  const isList = segments.length % 2 === 1;
  const type = segments.at(isList ? -1 : -2) ?? '';
  return { type: type.toLowerCase(), link: (isList ? segments.slice(0, -1) : segments).join('/') };
}
