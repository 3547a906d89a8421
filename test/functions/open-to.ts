import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync(join(import.meta.dirname, '../../docs/http.md'), 'utf8');
const rows = page.matchAll(/^\| `((?:GET|POST) \/api\/[^`?]+)[^`]*` +\| ((?:[a-z]+, )*[a-z]+) +\|/gm);

/**
 * The roles that open each route, `GET /api/orders/{orderId}`, as docs/http.md lists them: a role that is added or removed shows
 * there.
 */
export const openTo: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...rows].map(([, route = '', roles = '']) => [route, roles.split(', ')]),
);
