import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifest } from './manifest.ts';
import { anchors, excerpts, longLines, readPages, relativeLinks, scriptsNamed } from './markdown.ts';
import { repositoryRoot } from './planted-tree.ts';

const pages = readPages();
const readSource = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');

describe.each(pages)('$path', ({ path, text }) => {
  it('names only scripts that exist', () => {
    expect(scriptsNamed(text).filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('links only to what is there', () => {
    expect(relativeLinks(text).filter((link) => !leadsSomewhere(path, link))).toEqual([]);
  });

  it('wraps its prose at 120 characters', () => {
    expect(longLines(text)).toEqual([]);
  });

  it('shows code as it is in the source that it names', () => {
    expect(excerpts(text).filter(({ path: source, code }) => !readSource(source).includes(code))).toEqual([]);
  });
});

describe('README.md', () => {
  it('shows how a rule decides and how a state evolves', () => {
    const shown = excerpts(readSource('README.md')).map(({ path }) => path);
    expect(shown).toEqual(['domain/order/decide.ts', 'domain/order/evolve.ts']);
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

  it('finds the lines of prose that are too long, whatever the length of code, tables and addresses', () => {
    const long = 'word '.repeat(25).trim();
    const page = `short\n${long}\n| ${long} |\n\`\`\`sh\n${long}\n\`\`\`\n- [link](${long})\n- ${long}`;
    expect(longLines(page)).toEqual([long, `- ${long}`]);
  });

  it('finds each excerpt with the source that it names', () => {
    expect(excerpts('```ts\n// a/b.ts\nconst a = 1;\n\n// c.ts\n  b();\n```\n```ts\nconst own = 2;\n```')).toEqual([
      { path: 'a/b.ts', code: 'const a = 1;' },
      { path: 'c.ts', code: '  b();' },
    ]);
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
