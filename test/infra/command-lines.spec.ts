import { describe, expect, it } from 'vitest';
import { bicepFile, readText } from './bicep-files.ts';
import { lineOfACommand } from './line-of-a-command.ts';

const query = readText('infra/queries/command-lines.kql');
const workbook = bicepFile('workbook.bicep').code;

/** How Kusto makes a column of a member, and what the member must be for that. */
const kinds = { tostring: 'string', toint: 'number', todouble: 'number' } as const;

describe('infra/queries/command-lines.kql', () => {
  it('finds the line by how it begins', async () => {
    const beginning = /startswith '([^']+)'/.exec(query)?.[1];
    expect(beginning).toBeDefined();
    expect(await lineOfACommand()).toMatch(new RegExp(`^${beginning}`));
  });

  it('reads only members that the line has, as what they are', async () => {
    const line = JSON.parse(await lineOfACommand()) as Record<string, unknown>;
    const read = [...query.matchAll(/(tostring|toint|todouble)\(Line\.(\w+)\)/g)];
    expect(read.length).toBeGreaterThan(5);
    for (const [, kind, name] of read)
      expect({ name, type: typeof line[String(name)] }).toEqual({ name, type: kinds[kind as keyof typeof kinds] });
  });

  it('can tell what made a commit from what changed nothing', async () => {
    expect(JSON.parse(await lineOfACommand())).toMatchObject({ outcome: 'accepted', version: 1, events: 1 });
  });

  it('has the columns that the workbook works with', () => {
    const charts = [...workbook.matchAll(/\$\{commandLines\}\\n([^']+)'/g)].map(([, rest = '']) => rest);
    expect(charts).toHaveLength(4);
    const columns = [...query.matchAll(/(\w+) = (?:tostring|toint|todouble)\(/g)].map(([, name = '']) => name);
    const known = [...columns, 'TimeGenerated', 'ItemCount'];
    const used = charts.flatMap((chart) => chart.match(/\b[A-Z]\w+\b(?! =)/g) ?? []);
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('The workbook', () => {
  it.each([
    ['commands', 'Commands a minute'],
    ['latency', 'Time of a command'],
    ['request units', 'Request units of a command'],
    ['lag of each projection', 'Age of the oldest commit'],
    ['dead letters', 'Dead letters'],
  ])('shows %s', (_, title) => {
    expect(workbook).toContain(`title: '${title}`);
  });
});
