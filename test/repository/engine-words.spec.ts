import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { shop } from '../../domain/shop.ts';
import { repositoryRoot } from './planted-tree.ts';
import { repositoryFiles } from './repository-files.ts';

// The engine runs any business, so it may not be written for this one. Read are names and strings: comments may give examples.

const categories = shop.modules.map(({ aggregate }) => aggregate.category);
const words = new Set([...categories, 'shop', 'sku', 'product', 'cart', 'mail', 'email', 'mailer'].flatMap(withPlural));

/** "Order" as a sequence, which the engine has every reason to speak of. */
const sequence = /\bORDER BY\b|\borderBy\b|(?<=\b(?:in|keeps|stream))Order\b|(?<=\bstream-)order\b|\border: \d/g;

/** The adapters of a consumer's ports are the consumer's, and stand in a folder of its name. */
const consumers = new Set(repositoryFiles('consumers').map((path) => path.split('/')[1]));
const engine = repositoryFiles()
  .filter((path) => /^(application|adapters)\/.+\.ts$/.test(path))
  .filter((path) => !path.startsWith('adapters/') || !consumers.has(path.split('/')[1]));

describe('The engine', () => {
  it('has no word of the shop in its names and strings', () => {
    const found = engine.flatMap((path) => {
      const source = readFileSync(join(repositoryRoot, path), 'utf8');
      return [path, ...namesAndStrings(source)].filter(speaksOfShop).map((text) => `${path}: ${text}`);
    });
    expect(found).toEqual([]);
    expect(engine.length).toBeGreaterThan(100);
  });
});

describe('A word of the shop', () => {
  it.each(['const orderId = 1;', "const at = 'orders';", 'x.customerView;', 'type Sku = 1;', "f('an Email');"])(
    'is found in %s',
    (source) => {
      expect(namesAndStrings(source).filter(speaksOfShop)).toHaveLength(1);
    },
  );

  it.each([
    '// order-1 is the stream of order 1',
    'x.orderBy;',
    "q('SELECT * FROM c ORDER BY c.version');",
    'recorder();',
    'const css = `.first { order: 1; }`;',
  ])('is not seen in %s', (source) => {
    expect(namesAndStrings(source).filter(speaksOfShop)).toEqual([]);
  });
});

function withPlural(word: string): readonly string[] {
  return [word, `${word}s`];
}

/** Whether a name, a path or a text holds one of the words, whole or as a part in camel case. */
function speaksOfShop(text: string): boolean {
  const parts = text.replace(sequence, '').split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/);
  return parts.some((part) => words.has(part.toLowerCase()));
}

function namesAndStrings(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('engine.ts', source, ts.ScriptTarget.Latest));
  return found;
}
