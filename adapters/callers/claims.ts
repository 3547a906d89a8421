import { z } from 'zod';
import { CallerUnknown, type Caller } from '../../application/callers/caller.ts';

const id = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,256}$/u);

/** Finds a claim; the first of several. */
export type FindClaim = (name: string) => unknown;

/**
 * The claims that can be the id of a caller, in order of preference: the object of the directory, the subject of the issuer, and for an
 * application without either its own id, as `azp` in version 2 of Entra's tokens and `appid` in version 1 (Microsoft
 * identity platform documentation, "Access token claims reference").
 */
const idClaims = ['oid', 'sub', 'azp', 'appid'] as const;

/** Reads the caller from its claims. Throws {@link CallerUnknown} when they contain no id. */
export const callerOfClaims = (claim: FindClaim, roles: readonly string[]): Caller => {
  for (const name of idClaims) {
    const found = id.safeParse(claim(name));
    if (found.success) return { id: found.data, roles };
  }
  throw new CallerUnknown(`it identifies no caller (no ${idClaims.join(', ')})`, { hasProof: true });
};
