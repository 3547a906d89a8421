import { z } from 'zod';
import { CallerUnknown, type Caller } from '../../application/callers/caller.ts';

const id = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,256}$/u);

/** Finds a claim; the first of several. */
export type FindClaim = (name: string) => unknown;

/**
 * Which claims are the id of a caller, the best first: the object of the directory, the subject of the issuer, and for an
 * application without either its own id, as `azp` in version 2 of Entra's tokens and `appid` in version 1 (Microsoft
 * identity platform documentation, "Access token claims reference").
 */
const idClaims = ['oid', 'sub', 'azp', 'appid'] as const;

/** The caller of whom these are the claims. Throws {@link CallerUnknown} when they name nobody. */
export const callerOfClaims = (claim: FindClaim, roles: readonly string[]): Caller => {
  for (const name of idClaims) {
    const found = id.safeParse(claim(name));
    if (found.success) return { id: found.data, roles };
  }
  throw new CallerUnknown(`it names nobody (by ${idClaims.join(', ')})`, { hasProof: true });
};
