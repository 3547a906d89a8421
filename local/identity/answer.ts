import { SignJWT } from 'jose';
import type { SigningKey } from './signing-key.ts';

/** An answer of this server. */
export interface IdentityAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Who issues, for whom, and with what. */
export interface Issuing {
  /** `http://127.0.0.1:PORT`, as it stands in the tokens. */
  readonly issuer: string;
  /** Whom the tokens are for, unless it is asked otherwise. */
  readonly audience: string;
  readonly key: SigningKey;
}

/** Long enough for a day's work, in seconds. */
const usualLifetime = 12 * 60 * 60;
const longestLifetime = 366 * 24 * 60 * 60;

/** Answers a request for this path and query. */
export async function answerIdentity(issuing: Issuing, url: URL): Promise<IdentityAnswer> {
  switch (url.pathname) {
    case '/':
      return text(200, greeting(issuing.issuer));
    case '/.well-known/openid-configuration':
      return json(metadataOf(issuing.issuer));
    case '/keys':
      return json({ keys: [issuing.key.publicKey] });
    case '/token':
      return token(issuing, url.searchParams);
    default:
      return text(404, `There is no ${url.pathname} here.\n\n${greeting(issuing.issuer)}`);
  }
}

/** What OpenID Connect Discovery 1.0, section 3, requires, as far as there is something to say. */
const metadataOf = (issuer: string) => ({
  issuer,
  jwks_uri: `${issuer}/keys`,
  token_endpoint: `${issuer}/token`,
  response_types_supported: ['none'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
});

async function token({ issuer, audience, key }: Issuing, asked: URLSearchParams): Promise<IdentityAnswer> {
  const unknown = [...asked.keys()].find((name) => !['name', 'roles', 'audience', 'lifetime'].includes(name));
  if (unknown !== undefined) return text(400, `"${unknown}" is not known here.\n\n${greeting(issuer)}`);
  const name = asked.get('name') ?? '';
  const lifetime = asked.get('lifetime') ?? String(usualLifetime);
  if (name === '') return text(400, `Whose token? name is missing.\n\n${greeting(issuer)}`);
  if (!/^-?\d{1,9}$/.test(lifetime) || Number(lifetime) > longestLifetime)
    return text(400, `lifetime is "${lifetime}": a whole number of seconds, ${longestLifetime} at most.`);
  const roles = (asked.get('roles') ?? '').split(',').filter((role) => role !== '');
  const now = Math.floor(Date.now() / 1000);
  const signed = await new SignJWT(roles.length === 0 ? {} : { roles })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid })
    .setIssuer(issuer)
    .setAudience(asked.get('audience') ?? audience)
    .setSubject(name)
    .setIssuedAt(now)
    .setNotBefore(Math.min(now, now + Number(lifetime)))
    .setExpirationTime(now + Number(lifetime))
    .sign(key.privateKey);
  return text(200, signed);
}

const greeting = (
  issuer: string,
): string => `Development identities. Whoever asks is believed; nothing in Azure believes them.

  curl -s '${issuer}/token?name=bob&roles=clerk,auditor'     a signed token, valid for 12 hours
    &lifetime=60       for so many seconds instead; below 0 it has expired already
    &audience=other    for another audience
`;

const text = (status: number, body: string): IdentityAnswer => ({ status, type: 'text/plain; charset=utf-8', body });
const json = (body: unknown): IdentityAnswer => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(body),
});
