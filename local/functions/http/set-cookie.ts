import type { HttpCookie } from '../worker/rpc.ts';

const sameSites = { none: undefined, lax: 'Lax', strict: 'Strict', explicitNone: 'None' } as const;

/** A cookie as the value of a `Set-Cookie` header. */
export function setCookie(cookie: HttpCookie): string {
  const { name = '', value = '' } = cookie;
  const attributes = attributesOf(cookie).flatMap(([key, each]) => attribute(key, each));
  return [`${name}=${encodeURIComponent(value)}`, ...attributes].join('; ');
}

/** In the order of the host's web server. */
function attributesOf({ maxAge, domain, path, expires, secure, sameSite = 'none', httpOnly }: HttpCookie) {
  return [
    ['max-age', maxAge?.value],
    ['domain', domain?.value],
    ['path', path?.value],
    ['expires', dateOf(expires?.value?.seconds)],
    ['secure', secure?.value],
    ['samesite', sameSites[sameSite]],
    ['httponly', httpOnly?.value],
  ] as const;
}

function attribute(name: string, value: string | number | boolean | undefined): readonly string[] {
  if (value === undefined || value === false) return [];
  return [value === true ? name : `${name}=${value}`];
}

function dateOf(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toUTCString();
}
