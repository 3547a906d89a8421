import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpHandler } from '@azure/functions';
import { httpRoute, type Answer } from '../http-route.ts';
import { problem } from '../problems/catalogue.ts';
import { html, script, style } from './docs-page.ts';

/**
 * The files of the page. Those without a text belong to Swagger UI and are read from disk: beside the bundle, else from
 * node_modules.
 */
const files: Readonly<Record<string, { readonly type: string; readonly text?: string }>> = {
  'swagger-ui.css': { type: 'text/css; charset=utf-8' },
  'page.css': { type: 'text/css; charset=utf-8', text: style },
  'swagger-ui-bundle.js': { type: 'text/javascript; charset=utf-8' },
  'start.js': { type: 'text/javascript; charset=utf-8', text: script },
};

/**
 * Keeps a token that is entered in the page between the browser and this app: the page loads nothing from other sites and sends
 * nothing to them. The library sets styles of elements, and draws its icons from data.
 */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const headersOf = (type: string) => ({
  'content-type': type,
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
});

/** Registers `GET /api/docs`, a page to try every route, and its files. Both need no token; the routes that the page calls do. */
export const docsRoutes = (name: string): Readonly<Record<'page' | 'file', HttpHandler>> => ({
  page: httpRoute({
    name,
    method: 'GET',
    path: 'docs',
    answer: async () => ({ status: 200, headers: headersOf('text/html; charset=utf-8'), body: html }),
  }),
  file: httpRoute({
    name: `${name}File`,
    method: 'GET',
    path: 'docs/{file}',
    answer: async ({ params }) => answerWithFile(params['file'] ?? ''),
  }),
});

const answerWithFile = async (name: string): Promise<Answer> => {
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  if (file === undefined) return { problem: problem('no-such-file') };
  const headers = { ...headersOf(file.type), 'cache-control': 'public, max-age=3600' };
  return { status: 200, headers, body: file.text ?? (await readFile(pathOf(name))) };
};

/** Finds the file when it is asked for, so that a cold start does not pay for the page. */
const pathOf = (name: string): string => {
  const besideTheBundle = join(import.meta.dirname, name);
  return existsSync(besideTheBundle)
    ? besideTheBundle
    : join(import.meta.dirname, '../../../node_modules/swagger-ui-dist', name);
};
