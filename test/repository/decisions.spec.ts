import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPages, relativeLinks } from './markdown.ts';

const folder = readPages().filter(({ path }) => dirname(path) === 'docs/decisions');
const decisions = folder
  .filter(({ path }) => basename(path) !== 'README.md')
  .toSorted((a, b) => (a.path < b.path ? -1 : 1));
const index = folder.find(({ path }) => basename(path) === 'README.md')?.text ?? '';

describe('The decisions', () => {
  it('are numbered without a gap', () => {
    const numbers = decisions.map(({ path }) => basename(path).slice(0, 5));
    expect(numbers).toEqual(decisions.map((_, position) => `${String(position + 1).padStart(4, '0')}-`));
    expect(numbers).not.toEqual([]);
  });

  it('are all in the index, in order, under their titles', () => {
    expect(relativeLinks(index)).toEqual(decisions.map(({ path }) => basename(path)));
    const titles = decisions.map(({ text }) => text.slice('# 0000 '.length, text.indexOf('\n')));
    expect(titles.filter((title) => !index.includes(`| ${title} `))).toEqual([]);
  });

  it.each(decisions)(
    '$path carries its number, and says context, options, decision and consequences',
    ({ path, text }) => {
      expect(text.slice(0, 7)).toBe(`# ${basename(path).slice(0, 4)} `);
      expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
        'Context',
        'Options',
        'Decision',
        'Consequences',
      ]);
    },
  );
});
