import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderLife, unitsByPart } from '../../bench/commands/order-life.ts';
import { useLocalCosmos } from '../support/local-cosmos.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/scale.md'), 'utf8');
const table = page.slice(page.indexOf('| the append'), page.indexOf('| **all of it**'));

/** The page has one decimal. */
const tolerance = 0.1;

/** The lines of the table: a part, and the request units of the first command of an order and of the average one. */
const lines = [...table.matchAll(/^\| (?:(?:the|view|total|log|joined view) )?`?([\w-]+)`? +\|(.+)\|$/gm)].map(
  ([, part = '', rest = '']) => {
    const [, first, , average] = rest.split('|').map(Number);
    return { part: part === 'mail' ? 'mails' : part, first: first ?? Number.NaN, average: average ?? Number.NaN };
  },
);

describe('The table of docs/scale.md: what the commands of an order cost', () => {
  const cosmos = useLocalCosmos();
  let measured: ReadonlyMap<string, readonly number[]>;

  beforeAll(async () => {
    measured = unitsByPart(await orderLife(await cosmos.freshDatabase(), 'life'));
  });

  it('has a line for each part that costs something', () => {
    expect(
      lines
        .filter(({ average }) => average > 0)
        .map(({ part }) => part)
        .sort(),
    ).toEqual([...measured.keys()].sort());
  });

  it.each(lines)('has what is measured: $part', ({ part, first, average }) => {
    const units = measured.get(part) ?? [0];
    expect(Math.abs((units[0] ?? 0) - first)).toBeLessThan(tolerance);
    expect(Math.abs(units.reduce((sum, each) => sum + each, 0) / units.length - average)).toBeLessThan(tolerance);
  });
});
