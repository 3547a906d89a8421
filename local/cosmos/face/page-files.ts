import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notFound } from '../operations/failure.ts';
import type { FaceAnswer } from './face-request.ts';

const folder = join(import.meta.dirname, 'page');

// Only these are served, so no path can lead out of the folder.
const types: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'face.css': 'text/css; charset=utf-8',
  'face.js': 'text/javascript; charset=utf-8',
  'elements.js': 'text/javascript; charset=utf-8',
  'results.js': 'text/javascript; charset=utf-8',
  'server.js': 'text/javascript; charset=utf-8',
};

// Items are shown as text only; should one ever get in as markup, the browser still runs and loads nothing for it.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A file of the page. It is read each time, so that a change shows with a reload. Throws 404. */
export function pageFile(name: string): FaceAnswer {
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type === undefined) throw notFound(`the page ${name}`);
  return {
    status: 200,
    headers: { 'content-type': type, 'content-security-policy': policy },
    body: readFileSync(join(folder, name)),
  };
}
