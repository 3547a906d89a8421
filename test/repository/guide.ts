import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './planted-tree.ts';

/** A part of the guide, and the check that fails without it. */
export interface Omission {
  /** The file, or `the terminal`. */
  readonly path: string;
  /** How the forgotten line starts, or the command that was not run; `the edit` of a file that exists. */
  readonly leftOut: string;
  /** The check that fails: `npm run types`. */
  readonly toldBy: string;
  readonly message: string;
}

/** What a guide asks its reader to do. Paths are from the root of the repository. */
export interface Guide {
  /** New files: path to content. */
  readonly files: Readonly<Record<string, string>>;
  /** Edits of files that exist: path to diff. */
  readonly edits: Readonly<Record<string, string>>;
  /** Histories that are recorded: path to content. */
  readonly recorded: Readonly<Record<string, string>>;
  readonly omissions: readonly Omission[];
}

/** Reads a guide. Each of its code blocks stands below a line with nothing but the file's path. */
export function readGuide(path: string): Guide {
  const text = readFileSync(join(repositoryRoot, path), 'utf8');
  const blocks = [...text.matchAll(/^`([^`\n]+)`\n\n```(ts|diff)\n(.*?)^```$/gms)];
  const of = (language: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      blocks.filter(([, , each]) => each === language).map(([, file = '', , code = '']) => [file, code]),
    );
  const rows = [...text.matchAll(/^\| `?([^`|]+?)`? +\| `?([^`|]+?)`? +\| `(npm [^`]+)` +\| `([^`]+)` +\|$/gm)];
  const omissions = rows.map(([, file = '', leftOut = '', toldBy = '', message = '']) => ({
    path: file,
    leftOut,
    toldBy,
    message,
  }));
  const history = /Write\s`([^`]+)`:\n\n```json\n(.*?)^```$/ms.exec(text);
  return { files: of('ts'), edits: of('diff'), recorded: { [history?.[1] ?? '']: history?.[2] ?? '' }, omissions };
}

/** What several guides ask, one after the other. */
export const together = (...guides: readonly Guide[]): Guide => {
  const edits = Map.groupBy(
    guides.flatMap((guide) => Object.entries(guide.edits)),
    ([path]) => path,
  );
  return {
    files: Object.assign({}, ...guides.map(({ files }) => files)) as Guide['files'],
    edits: Object.fromEntries([...edits].map(([path, each]) => [path, each.map(([, diff]) => diff).join('\n')])),
    recorded: Object.assign({}, ...guides.map(({ recorded }) => recorded)) as Guide['recorded'],
    omissions: guides.flatMap(({ omissions }) => omissions),
  };
};

/**
 * A file after a diff of the guide. Its hunks are parted by an empty line; `…` stands for the rest of a line. Throws when a hunk
 * fits nowhere, or at more than one place.
 */
export function edited(text: string, diff: string): string {
  return diff
    .trimEnd()
    .split('\n\n')
    .reduce((before, hunk) => {
      const side = (mark: string): string =>
        hunk
          .split('\n')
          .filter((line) => !line.startsWith(mark))
          .map((line) => line.slice(1).replace(/…$/, ''))
          .join('\n');
      const [head, tail, ...others] = before.split(side('+'));
      if (head === undefined || tail === undefined || others.length > 0)
        throw new Error(`This edit of the guide does not fit any more:\n${hunk}`);
      return `${head}${side('-')}${tail}`;
    }, text);
}

/** A file without the line that starts so, and without what belongs to it: deeper lines, and the brace that closes it. */
export function without(text: string, start: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trimStart().startsWith(start));
  if (first < 0) throw new Error(`No line starts with ${start}`);
  const depth = indentation(lines[first]);
  const deeper = lines.slice(first + 1).findIndex((line) => indentation(line) <= depth);
  const closes = lines[first + 1 + deeper] === `${' '.repeat(depth)}}`;
  return lines.toSpliced(first, 1 + deeper + (closes ? 1 : 0)).join('\n');
}

const indentation = (line = ''): number => line.length - line.trimStart().length;
