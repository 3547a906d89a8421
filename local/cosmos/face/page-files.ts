import { join } from 'node:path';
import { openPage } from '@annal/local-server';
import { notFound } from '../operations/failure.ts';
import type { FaceAnswer } from './face-request.ts';

const fileOf = openPage(join(import.meta.dirname, 'page'));

// Items are shown as text only; should one ever get in as markup, the browser still runs and loads nothing for it.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A file of the page. Throws 404. */
export function pageFile(name: string): FaceAnswer {
  const file = fileOf(name);
  if (file === undefined) throw notFound(`the page ${name}`);
  return { status: 200, headers: { 'content-type': file.type, 'content-security-policy': policy }, body: file.body };
}
