import { createHmac, timingSafeEqual } from 'node:crypto';
import { pathOf } from './address.ts';

/** The name and secret of the one key of a local broker. */
export interface SharedAccessKey {
  readonly name: string;
  readonly key: string;
}

/** What a valid token allows, until when in milliseconds since 1970. */
export interface Claim {
  readonly path: string;
  readonly expiresAt: number;
}

/**
 * Verifies a token ("Service Bus access control with Shared Access Signatures" in Microsoft's documentation): the
 * signature covers the resource as it stands in the token and the expiry. Undefined when anything is wrong with it.
 */
export function verifySharedAccessSignature(
  token: string,
  { name, key }: SharedAccessKey,
  now: number,
): Claim | undefined {
  const [scheme, fields = ''] = token.split(' ', 2);
  if (scheme !== 'SharedAccessSignature') return undefined;
  const raw = new Map(fields.split('&').map((field) => splitOnce(field)));
  const [resource, expiry] = [raw.get('sr') ?? '', raw.get('se') ?? ''];
  const expected = createHmac('sha256', key).update(`${resource}\n${expiry}`).digest();
  const signature = Buffer.from(decoded(raw.get('sig')), 'base64');
  const isSigned = signature.length === expected.length && timingSafeEqual(signature, expected);
  const expiresAt = Number(expiry) * 1000;
  if (!isSigned || decoded(raw.get('skn')) !== name || !(expiresAt > now)) return undefined;
  return { path: pathOf(decoded(resource)), expiresAt };
}

function splitOnce(field: string): [string, string] {
  const at = field.indexOf('=');
  return at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
}

/** Empty for escapes that are broken: such a token matches nothing. */
function decoded(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
