import type { Gate } from '../../../adapters/azure-functions/index.ts';
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

/** A gate that is open to clerks alone. */
export const clerksOnly = <Name extends string>(...names: readonly Name[]): Gate<Name> => gateOf(names, ['clerk']);

const gateOf = <Name extends string>(names: readonly Name[], roles: readonly string[]): Gate<Name> => {
  const permitted: Partial<Record<Name, readonly string[]>> = {};
  for (const name of names) permitted[name] = roles;
  return { callers: believedCallers, permitted: permitted as Record<Name, readonly string[]> };
};
