import { z } from 'zod';
import { CallerUnknown, type Callers } from '../../application/callers/caller.ts';
import { callerOfClaims } from './claims.ts';

/**
 * Callers by the platform's word: App Service Authentication verifies each request's token before the app sees it, and says
 * in a header of its own who it is of; what a caller sends under that name it removes (App Service documentation, "Work with
 * user identities"). Only for an app that has it in front, and that nobody can reach past it: elsewhere anybody is anybody.
 */
export const platformCallers = (): Callers => ({
  identify: async (header) => {
    const { role_typ, claims } = principalIn(header(principalHeader));
    const find = (name: string) => claims.find(({ typ }) => typ === name || typ === longNames[name])?.val;
    const roleClaims = [role_typ, 'roles', longNames['roles']];
    return callerOfClaims(
      find,
      claims.filter(({ typ }) => roleClaims.includes(typ)).map(({ val }) => val),
    );
  },
});

const principalHeader = 'x-ms-client-principal';

/** The platform gives some claims their names of the time before JSON Web Tokens. */
const longNames: Readonly<Record<string, string>> = {
  oid: 'http://schemas.microsoft.com/identity/claims/objectidentifier',
  sub: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier',
  roles: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
};

const principal = z.object({
  role_typ: z.string().optional(),
  claims: z.array(z.object({ typ: z.string(), val: z.string() })),
});

const principalIn = (encoded: string | null): z.infer<typeof principal> => {
  if (encoded === null) throw new CallerUnknown('the platform names nobody', { hasProof: false });
  const parsed = principal.safeParse(parseJson(Buffer.from(encoded, 'base64').toString('utf8')));
  if (parsed.success) return parsed.data;
  throw new CallerUnknown(`${principalHeader} is no client principal`, { hasProof: true });
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
