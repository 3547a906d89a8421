import { z } from 'zod';
import { CallerUnknown, type Callers } from '../../application/callers/caller.ts';
import { callerOfClaims } from './claims.ts';

/**
 * Identifies callers by a header of the platform: App Service Authentication verifies the token of each request before the app
 * sees it, and puts its claims into the header; it removes that header from what callers send (App Service documentation, "Work with
 * user identities"). Use it only for an app that cannot be reached without it: elsewhere any caller can send the header.
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

/** The platform uses older names (those of SAML) for some claims. */
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
  if (encoded === null) throw new CallerUnknown('the platform names no caller', { hasProof: false });
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
