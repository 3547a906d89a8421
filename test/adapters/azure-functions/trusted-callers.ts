import type { Authorization } from '../../../adapters/azure-functions/index.ts';
import { CallerUnknown, type Callers } from '../../../application/callers/caller.ts';

/** Callers that are trusted without a signature: `Bearer bob:clerk,auditor`. */
export const trustedCallers: Callers = {
  identify: async (header) => {
    const [, id, roles] = /^Bearer ([^:]+):(.*)$/.exec(header('authorization') ?? '') ?? [];
    if (id === undefined) throw new CallerUnknown('there is no token', { hasProof: false });
    return { id, roles: (roles ?? '').split(',') };
  },
};

/** The header of such a caller. */
export const as = (id: string, ...roles: readonly string[]) => ({ authorization: `Bearer ${id}:${roles.join(',')}` });

/** Trusted callers, and the one role that opens a route. */
export const trusted: Authorization<'clerk'> = {
  callers: trustedCallers,
  roles: ['clerk'],
  ownOnly: [],
  seePersonal: ['clerk'],
};

/** The description of a route for clerks only. */
export const clerksOnly = ['clerk'] as const;
