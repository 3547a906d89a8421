import type { Administration } from './administration.ts';
import type { OwnPages } from './answer-request.ts';
import { isAllowed, keyOf, type HostKeys } from './keys.ts';
import { emptyAnswer, type Answer } from './response-data.ts';
import type { Route } from './routes.ts';

/**
 * The pages that the Functions host has of its own: `/` and what is below `/admin`. Where keys are asked for, the
 * administration asks for the master key. All else below `/admin` and `/runtime` is 404: those paths are reserved.
 */
export function ownPages(
  routes: readonly Route[],
  keys: HostKeys | undefined,
  administration: Administration,
): OwnPages {
  return (request, url, path) => {
    if (path === '' && request.method === 'GET') return Promise.resolve(landingPage(routes));
    if (!/^(admin|runtime)(\/|$)/i.test(path)) return undefined;
    if (keys !== undefined && !isAllowed('admin', keyOf(request, url), keys)) return Promise.resolve(emptyAnswer(401));
    return administration(request, path.toLowerCase().replace(/\/$/, ''));
  };
}

function landingPage(routes: readonly Route[]): Answer {
  const rows = routes.map(({ methods, path }) => `<li><code>${methods.join(', ')} /${escape(path)}</code></li>`);
  const page =
    '<!doctype html><meta charset="utf-8"><title>Functions</title>' +
    `<h1>The function app is up and running</h1><ul>${rows.join('')}</ul>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(page) };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
