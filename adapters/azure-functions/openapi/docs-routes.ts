import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpHandler } from '@azure/functions';
import { httpRoute, type Answer } from '../http-route.ts';
import { problem } from '../problems/catalogue.ts';

/** Opens Swagger UI. No section of schemas: each operation shows its own. */
const start = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#page',
  deepLinking: true,
  validatorUrl: null,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: -1,
});
`;

/** All problems have one shape, so for each status only their names are shown; answers of success are shown with an example. */
const style = `.responses-table:not(.live-responses-table) .response:not([data-code^='2']) .response-col_description > :not(.response-col_description__inner),
.responses-table .headers-wrapper { display: none; }
`;

/** The files of the page beside itself. Those without a text are the library's: beside the bundle, or where npm has put them. */
const files: Readonly<Record<string, { readonly type: string; readonly text?: string }>> = {
  'swagger-ui.css': { type: 'text/css; charset=utf-8' },
  'page.css': { type: 'text/css; charset=utf-8', text: style },
  'swagger-ui-bundle.js': { type: 'text/javascript; charset=utf-8' },
  'start.js': { type: 'text/javascript; charset=utf-8', text: start },
};

/** Links are absolute: the host serves the page with and without a trailing slash. */
const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Annal: every request and answer</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
    <link rel="stylesheet" href="/api/docs/page.css" />
  </head>
  <body>
    <div id="page"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

/**
 * Nothing of the page comes from elsewhere or goes there, so that a token typed into it stays between the browser and this
 * app. The library sets styles of elements, and draws its icons from data.
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

/** Registers `GET /api/docs`, a page to try every route, and its files. Open to everybody: what it calls is not. */
export const docsRoutes = (name: string): Readonly<Record<'page' | 'file', HttpHandler>> => ({
  page: httpRoute({
    name,
    method: 'GET',
    path: 'docs',
    answer: async () => ({ status: 200, headers: headersOf('text/html; charset=utf-8'), body: page }),
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

/** Looked up when it is asked for: a process that nobody asks pays nothing for the page. */
const pathOf = (name: string): string => {
  const besideTheBundle = join(import.meta.dirname, name);
  return existsSync(besideTheBundle)
    ? besideTheBundle
    : join(import.meta.dirname, '../../../node_modules/swagger-ui-dist', name);
};
