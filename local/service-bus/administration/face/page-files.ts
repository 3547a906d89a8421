import { join } from 'node:path';
import { openPage } from '@annal/local-server';
import type { HttpAnswer } from '../http-answer.ts';

const fileOf = openPage(join(import.meta.dirname, 'page'));

/** A file of the page; undefined for any other name. */
export function pageFile(name: string): HttpAnswer | undefined {
  const file = fileOf(name);
  return file && { status: 200, ...file };
}
