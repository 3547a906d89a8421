import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './planted-tree.ts';
import { repositoryFiles } from './repository-files.ts';

/** One page of documentation. */
export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** Every page of documentation in the repository. */
export function readPages(): readonly Page[] {
  return repositoryFiles()
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: readFileSync(join(repositoryRoot, path), 'utf8') }));
}

/** The links of a page that lead to a file or a heading of the repository; code is not searched. */
export function relativeLinks(text: string): readonly string[] {
  const prose = text.replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) =>
    /^[a-z][a-z+.-]*:/i.test(target) ? [] : [target],
  );
}

/** The anchors of a page's headings, as GitHub forms them. */
export function anchors(text: string): readonly string[] {
  return [...text.replace(/^```.*?^```/gms, '').matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The longest line of prose. */
const proseWidth = 120;

/** The lines of prose that are too long. Code, tables and headings may be longer; link targets do not count. */
export function longLines(text: string): readonly string[] {
  const prose = text.replace(/^ *```.*?^ *```/gms, '').replace(/\]\([^)]*\)/g, ']');
  return prose.split('\n').filter((line) => line.length > proseWidth && !/^\s*(?:[|#]|`[^`]*`$)/.test(line));
}

/** A part of a source file that a page shows. */
export interface Excerpt {
  readonly path: string;
  readonly code: string;
}

/** The excerpts of a page: in code marked as TypeScript, everything below a comment that names a source file. */
export function excerpts(text: string): readonly Excerpt[] {
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].flatMap(([, block = '']) =>
    [...block.matchAll(/^\/\/ (\S+\.ts)\n(.*?)(?=^\/\/ \S+\.ts\n|(?![^]))/gms)].map(([, path = '', code = '']) => ({
      path,
      code: code.trimEnd(),
    })),
  );
}

/** The npm scripts that a page names, in prose or in code. */
export function scriptsNamed(text: string): readonly string[] {
  const run = [...text.matchAll(/\bnpm run ([a-z][a-z:-]*[a-z])/g)].map(([, name = '']) => name);
  const short = [...text.matchAll(/\bnpm (start|test)\b/g)].map(([, name = '']) => name);
  return [...new Set([...run, ...short])];
}
