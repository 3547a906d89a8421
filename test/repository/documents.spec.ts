import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifest } from './manifest.ts';
import { anchors, readPages, relativeLinks, scriptsNamed } from './markdown.ts';
import { repositoryRoot } from './planted-tree.ts';

const pages = readPages();

describe.each(pages)('$path', ({ path, text }) => {
  it('names only scripts that exist', () => {
    expect(scriptsNamed(text).filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('links only to what is there', () => {
    expect(relativeLinks(text).filter((link) => !leadsSomewhere(path, link))).toEqual([]);
  });
});

describe('The reading of pages', () => {
  it('finds scripts in prose and in code', () => {
    expect(scriptsNamed('run `npm run import:northwind`, or\n```sh\nnpm test -- test/x\n```\nnpm installs')).toEqual([
      'import:northwind',
      'test',
    ]);
  });

  it('finds relative links, and neither addresses nor code', () => {
    expect(relativeLinks('[a](b.md) [c](https://d.example) `[e](f.md)` [g](#h)')).toEqual(['b.md', '#h']);
  });

  it('forms anchors as GitHub does', () => {
    expect(anchors('# The `local` stack, explained\n## 0001 One')).toEqual(['the-local-stack-explained', '0001-one']);
  });

  it('reads every page, the first one included', () => {
    expect(pages.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/decisions/README.md']),
    );
  });
});

function leadsSomewhere(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? from : normalize(join(dirname(from), decodeURI(file)));
  if (target.startsWith('..') || !existsSync(join(repositoryRoot, target))) return false;
  if (anchor === undefined || !target.endsWith('.md')) return true;
  return anchors(readFileSync(join(repositoryRoot, target), 'utf8')).includes(anchor);
}
