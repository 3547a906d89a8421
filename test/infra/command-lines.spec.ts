import { describe, expect, it } from 'vitest';
import { boundedCaches } from '../../adapters/cache/index.ts';
import { inMemoryEventStore, inMemorySnapshotStore } from '../../adapters/memory/index.ts';
import { telemetry } from '../../adapters/telemetry/telemetry.ts';
import { commandHandler } from '../../application/commands/command-handler.ts';
import { order } from '../../domain/order/index.ts';
import { asBob, commands, shopTime } from '../support/shop.ts';
import { bicepFile, readText } from './bicep-files.ts';

const query = readText('infra/queries/command-lines.kql');
const workbook = bicepFile('workbook.bicep').code;

/** What the app writes about a command. */
const lineOfACommand = async (): Promise<string> => {
  const lines: string[] = [];
  const tracing = telemetry();
  const handle = commandHandler(order, {
    eventStore: inMemoryEventStore(),
    snapshots: inMemorySnapshotStore(),
    newCache: boundedCaches({ entries: 10, bytes: 1_000_000 }),
    clock: () => shopTime,
    now: () => performance.now(),
    pause: () => Promise.resolve(),
    tracing,
  });
  await tracing.invocation({ traceparent: null, log: (line) => lines.push(line) }, () =>
    handle({ entityId: '1', command: commands.place, reach: 'all', provenance: asBob('place') }),
  );
  return lines.join('\n');
};

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
