import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../local/', import.meta.url);
const sheets = ['server/page/page.css', 'cosmos/face/page/face.css', 'service-bus/administration/face/page/face.css'];

/** Each declaration of a sheet with the selector that it is for. */
function declarationsOf(sheet: string): string[] {
  const blocks = readFileSync(new URL(sheet, root), 'utf8').matchAll(/(?<selectors>[^{}]+)\{(?<declared>[^{}]*)\}/g);
  return [...blocks].flatMap(({ groups: { selectors = '', declared = '' } = {} }) =>
    partsOf(selectors, ',').flatMap((selector) => partsOf(declared, ';').map((one) => `${selector} { ${one} }`)),
  );
}

function partsOf(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim().replaceAll(/\s+/g, ' '))
    .filter((part) => part !== '');
}

describe('the style of the pages', () => {
  it('is said once: what is so on both pages stands in the sheet that they share', () => {
    const all = sheets.flatMap(declarationsOf);
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter((declaration, index) => all.indexOf(declaration) !== index)).toEqual([]);
  });
});
