import { createRemoteJWKSet } from 'jose';
import { z } from 'zod';
import { CallersUnavailable } from '../../application/callers/caller.ts';

/** Finds the key that a token says it is signed with, among those that its issuer publishes. */
export type FindKey = ReturnType<typeof createRemoteJWKSet>;

/** OpenID Connect Discovery 1.0, section 3. */
const metadata = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/** How long the issuer may take for one answer, in milliseconds. */
const patience = 3_000;
/** The time after a failure in which the issuer is not asked again, in milliseconds; the callers' Retry-After is as long. */
const pauseAfterFailure = 1_000;
/** A key that the issuer has taken back is trusted for no longer than this, in milliseconds. */
const oldestKeys = 3_600_000;

/**
 * The keys of an issuer, found through its metadata when the first token comes, and kept. A token with a key that is not
 * among them makes it ask again, `cooldown` milliseconds after the last time at the earliest. Throws
 * {@link CallersUnavailable} while the issuer does not answer as it should.
 */
export const keysOf = (issuer: string, cooldown: number): (() => Promise<FindKey>) => {
  let found: Promise<FindKey> | undefined;
  const forget = () => {
    found = undefined;
  };
  return () =>
    (found ??= discover(issuer, cooldown).catch((error: unknown) => {
      setTimeout(forget, pauseAfterFailure).unref();
      throw error;
    }));
};

const discover = async (issuer: string, cooldownDuration: number): Promise<FindKey> => {
  const { issuer: named, jwks_uri } = await metadataOf(issuer);
  // Section 4.3: the issuer in the metadata must be identical to the address that it was read from.
  if (named !== issuer) throw new CallersUnavailable(`the metadata of ${issuer} is that of ${named}`);
  return createRemoteJWKSet(new URL(jwks_uri), {
    timeoutDuration: patience,
    cooldownDuration,
    cacheMaxAge: oldestKeys,
  });
};

const metadataOf = async (issuer: string): Promise<z.infer<typeof metadata>> => {
  try {
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'error' });
    if (!response.ok) throw new Error(`an answer of ${response.status}`);
    return metadata.parse(await response.json());
  } catch (cause) {
    throw new CallersUnavailable(`the metadata of ${issuer} cannot be read`, { cause });
  }
};
