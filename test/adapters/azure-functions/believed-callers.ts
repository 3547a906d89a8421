import type { Authorization } from '../../../adapters/azure-functions/index.ts';
import { CallerUnknown, type Callers } from '../../../application/callers/caller.ts';

/** Callers who are believed: `Bearer bob:clerk,auditor`. */
export const believedCallers: Callers = {
  identify: async (header) => {
    const [, id, roles] = /^Bearer ([^:]+):(.*)$/.exec(header('authorization') ?? '') ?? [];
    if (id === undefined) throw new CallerUnknown('there is no token', { hasProof: false });
    return { id, roles: (roles ?? '').split(',') };
  },
};

/** The header of a caller who is believed. */
export const as = (id: string, ...roles: readonly string[]) => ({ authorization: `Bearer ${id}:${roles.join(',')}` });

/** Callers who are believed, and the one role that opens a route. */
export const believed: Authorization<'clerk'> = {
  callers: believedCallers,
  roles: ['clerk'],
  ownOnly: [],
  seePersonal: ['clerk'],
};

/** What a route says that is open to clerks alone. */
export const clerksOnly = ['clerk'] as const;
