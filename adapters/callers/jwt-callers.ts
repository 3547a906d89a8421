import { errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import { CallersUnavailable, CallerUnknown, type Callers } from '../../application/callers/caller.ts';
import { callerOfClaims } from './claims.ts';
import { keysOf, type FindKey } from './trusted-keys.ts';

/** The issuer whose tokens are trusted. */
export interface TrustedIssuer {
  /** As the tokens name it in `iss`, to the letter. Its metadata is found below this address. */
  readonly issuer: string;
  /** The audiences: a token must be for one of these. */
  readonly audiences: readonly string[];
}

/** Asymmetric algorithms only, so that a key that verifies cannot sign. Entra signs with RS256. */
const algorithms = ['RS256', 'PS256', 'ES256'];
/** The tolerated difference between two clocks, in seconds. */
const clockTolerance = 30;
/** An issuer publishes a new key long before it signs with it, so one request every half minute is enough. */
const usualCooldown = 30_000;

/** Identifies callers by a signed token of this issuer: `Authorization: Bearer …` (RFC 6750, section 2.1). */
export const jwtCallers = ({ issuer, audiences }: TrustedIssuer, cooldown = usualCooldown): Callers => {
  const keys = keysOf(issuer, cooldown);
  return {
    identify: async (header) => {
      const token = tokenIn(header('authorization'));
      const claims = await verified(token, await keys(), { issuer, audience: [...audiences] });
      return callerOfClaims((name) => claims[name], roles.parse(claims['roles']));
    },
  };
};

/**
 * App roles (Microsoft identity platform documentation, "Add app roles to your application"). A caller without a role has no
 * such claim.
 */
const roles = z.array(z.string()).catch([]);

const tokenIn = (authorization: string | null): string => {
  const [, token] = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i.exec(authorization ?? '') ?? [];
  if (token !== undefined) return token;
  const hasProof = authorization !== null;
  throw new CallerUnknown(hasProof ? 'it is no bearer token' : 'there is no token', { hasProof });
};

const verified = async (
  token: string,
  keys: FindKey,
  expected: { readonly issuer: string; readonly audience: string[] },
): Promise<JWTPayload> => {
  try {
    return (await jwtVerify(token, keys, { ...expected, algorithms, clockTolerance, requiredClaims: ['exp'] })).payload;
  } catch (cause) {
    if (isItsOwnFault(cause)) throw new CallerUnknown(cause.message, { hasProof: true });
    throw new CallersUnavailable(`the keys of ${expected.issuer} cannot be read`, { cause });
  }
};

/** The errors that a faulty token causes. Any other error, such as those of the network, is a failure of the issuer. */
const isItsOwnFault = (error: unknown): error is Error =>
  error instanceof errors.JWTClaimValidationFailed ||
  error instanceof errors.JWTExpired ||
  error instanceof errors.JWTInvalid ||
  error instanceof errors.JWSInvalid ||
  error instanceof errors.JWSSignatureVerificationFailed ||
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JOSEAlgNotAllowed ||
  error instanceof errors.JOSENotSupported;
