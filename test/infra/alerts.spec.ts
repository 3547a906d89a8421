import azureFunctions from '@azure/functions';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registry } from '../adapters/azure-functions/registrations.ts';
import { deadlineFunction, feedFunction, lagFunction, waitingFunction } from '../../adapters/azure-functions/index.ts';
import type { SendGauge } from '../../adapters/telemetry/index.ts';
import cosmos from '../../infra/cosmos.json' with { type: 'json' };
import { bicepFile, bicepFiles, filesUsedBy, readText } from './bicep-files.ts';

const { code } = bicepFile('alerts.bicep');
const outside = bicepFile('availability.bicep').code;
const names = [
  ...code.matchAll(/^ {4}name: '([a-z-]+)'$/gm),
  ...outside.matchAll(/metricAlerts@.*\n {2}name: '(\w+)'/g),
].map(([, name]) => name);
const root = join(import.meta.dirname, '../..');
const runbooks = 'docs/operations.md';

const logging = () => {
  const lines: string[] = [];
  const logHandler = (_: unknown, ...args: unknown[]) => lines.push(args.join(' '));
  return { lines, context: new azureFunctions.InvocationContext({ logHandler }) };
};

/** What the timer writes about a consumer for which something waits. */
const lineOfConsumers = async (): Promise<string> => {
  const { lines, context } = logging();
  const report = { taken: 4, waiting: 3, quarantined: 2, oldestSince: '1970-01-01T00:00:00.000Z' };
  const consumers = [{ name: 'parcels', tryDue: () => Promise.resolve(report) }];
  await waitingFunction('Try', { consumers, clock: () => '1970-01-01T00:01:40Z' })(timer, context);
  return lines.join('\n');
};

const timer = {
  isPastDue: false,
  schedule: { adjustForDST: false },
  scheduleStatus: { last: '', next: '', lastUpdated: '' },
};

/** What the measurement of lag sends, and what it writes: of a subscriber that is late, one that is not, and one that is excused. */
const measuredLag = async () => {
  const { lines, context } = logging();
  const checkedAt = '1970-01-01T00:01:40.000Z';
  const range = { sampled: 20, parked: 1, waiting: null, settled: null };
  const rangesBehind = (...seconds: readonly number[]) =>
    seconds.map((behindSeconds) => ({ ...range, range: `${behindSeconds}`, behindSeconds }));
  const lags = [
    { subscriber: 'followers', checkedAt, ranges: rangesBehind(7, 240) },
    { subscriber: 'others', checkedAt, ranges: rangesBehind(0) },
    { subscriber: 'excused', checkedAt, ranges: rangesBehind(500), excuse: 'not-live' as const },
  ];
  const sent: Parameters<SendGauge>[] = [];
  const sendGauge: SendGauge = (...gauge) => Promise.resolve(void sent.push(gauge));
  const measurement = { measure: () => Promise.resolve(lags), countStuck: () => Promise.resolve([]), sendGauge };
  await lagFunction('Measure', measurement)(timer, context);
  return { lines, sent: sent.slice(0, 1) };
};

/** What counting the stuck sends, and what it writes: of a kind of process of which some are stuck, and of one of which none is. */
const countedStuck = async () => {
  const { lines, context } = logging();
  const counted = [
    { process: 'wishing', stuck: 3, oldest: { processId: '7', updatedAt: '1970-01-01T00:01:40.000Z' } },
    { process: 'granting', stuck: 0, oldest: undefined },
  ];
  const sent: Parameters<SendGauge>[] = [];
  const sendGauge: SendGauge = (...gauge) => Promise.resolve(void sent.push(gauge));
  const measurement = { measure: () => Promise.resolve([]), countStuck: () => Promise.resolve(counted), sendGauge };
  await lagFunction('Count', measurement)(timer, context);
  return { sent: sent.slice(1), lines };
};

/** What a follower of the feed writes about a batch. */
const lineOfAFollower = async (): Promise<string> => {
  const { lines, context } = logging();
  const report = { applied: 4, alreadyApplied: 3, notApplicable: 2, parked: 1 };
  const follower = { name: 'followers', deliver: () => Promise.resolve(report) };
  const group = { name: 'group', subscribers: [follower] };
  const storedHistory = { ofCommit: () => Promise.resolve(undefined) };
  const following = { pollDelay: 100, clock: () => '1970-01-01T00:01:40Z', storedHistory };
  await feedFunction(group, following)([{ _ts: 58 }], context);
  return lines.join('\n');
};

/** What a run that fires deadlines sends, and what it writes: of a kind of process that fails, and of one with nothing to do. */
const firedDeadlines = async () => {
  const { lines, context } = logging();
  const counts = { noticed: 0, settled: 0, failed: 0, lateSeconds: 0 };
  const processes = [
    { ...counts, process: 'wishing', noticed: 3, failed: 2, failure: 'wishing-7: Error: broken', lateSeconds: 400 },
    { ...counts, process: 'granting' },
  ];
  const sent: Parameters<SendGauge>[] = [];
  const sendGauge: SendGauge = (...gauge) => Promise.resolve(void sent.push(gauge));
  await deadlineFunction('Fire', { fire: () => Promise.resolve({ processes, unfinished: 1 }), sendGauge })(
    timer,
    context,
  );
  return { sent, lines };
};

/** A `parse` of Kusto as a regular expression: texts stand for themselves, and `Name: type` between two of them is a group. */
const patternOf = (query: string): RegExp => {
  const clause = /\| parse Message with (.+)$/m.exec(query)?.[1] ?? '';
  const parts = clause.match(/'[^']*'|\w+: \w+/g) ?? [];
  const sources = parts.map((part) => {
    const [name = '', type] = part.split(': ');
    if (part.startsWith("'")) return part.slice(1, -1).replaceAll(/[.*+?()[\]|]/g, '\\$&');
    return type === 'long' ? `(?<${name}>[0-9]+)` : `(?<${name}>.*?)`;
  });
  return new RegExp(`^${sources.join('')}$`);
};

describe('The alerts', () => {
  it('cover what a deployment of this app can suffer from', () => {
    expect(names).toEqual([
      'projection-lag',
      'subscriber-lag',
      'deadline-lag',
      'stuck-processes',
      'stalled-feeds',
      'silent-feeds',
      'failed-executions',
      'server-errors',
      'log-cap',
      'parking-stopped',
      'parked-documents',
      'throttling',
      'store-errors',
      'region-failover',
      'waiting-messages',
      'quarantined-messages',
      'dead-letters',
      'message-backlog',
      'bus-throttling',
      'bus-errors',
      'availability',
    ]);
  });

  it('tell the same people', () => {
    expect(code.match(/actionGroupId: team\.id/g)).toHaveLength(names.length - 1);
    expect(outside).toContain('actions: [{ actionGroupId: actionGroupId }]');
  });

  it('read late views from the line that followers of the feed write', async () => {
    const line = await lineOfAFollower();
    expect(registry.functions.length).toBeGreaterThan(0);
    expect(patternOf(readText('infra/queries/feed-lines.kql')).exec(line)?.groups).toEqual({
      Subscriber: 'followers',
      Applied: '4',
      AlreadyApplied: '3',
      NotApplicable: '2',
      Parked: '1',
      Age: '42',
    });
  });

  it('read the lag of a subscriber from the metric that is sent of each, also of one that is not late', async () => {
    const query = readText('infra/queries/lag-metric.kql');
    const { sent } = await measuredLag();
    expect(sent).toMatchObject([
      [
        { name: /Name == '([^']+)'/.exec(query)?.[1], unit: 's' },
        [
          { value: 240, facts: { subscriber: 'followers' } },
          { value: 0, facts: { subscriber: 'others' } },
          { value: 500, facts: { subscriber: 'excused', excuse: 'not-live' } },
        ],
      ],
    ]);
    const read = [...query.matchAll(/Properties\['annal\.(\w+)'\]/g)].map(([, fact]) => fact);
    expect(read).toEqual(['subscriber', 'excuse']);
  });

  it('read how late deadlines are from the metric that every run sends of each kind of process', async () => {
    const query = readText('infra/queries/deadline-metric.kql');
    const { sent, lines } = await firedDeadlines();
    expect(sent).toMatchObject([
      [
        { name: /Name == '([^']+)'/.exec(query)?.[1], unit: 's' },
        [
          { value: 400, facts: { process: 'wishing' } },
          { value: 0, facts: { process: 'granting' } },
        ],
      ],
    ]);
    const read = [...query.matchAll(/Properties\['annal\.(\w+)'\]/g)].map(([, fact]) => fact);
    expect(read).toEqual(['process']);
    expect(lines).toEqual([
      'wishing: deadlines noticed 3, settled before 0, failed 2, late up to 400 s; one failure: wishing-7: Error: broken',
      'deadlines: shards that the next run goes on with 1',
    ]);
  });

  it('take deadlines that nobody fires for late ones', () => {
    const query = readText('infra/queries/deadline-metric.kql');
    expect(query).toContain('where runs == 0');
    const [, threshold] = /'alert-deadline-lag'[^]*?threshold: (\d+)/.exec(code) ?? [];
    const [, unfired] = /Late = long\((\d+)\)/.exec(query) ?? [];
    expect(Number(unfired)).toBeGreaterThan(Number(threshold));
  });

  it('read what is stuck from the metric that every run sends of each kind of process', async () => {
    const query = readText('infra/queries/stuck-metric.kql');
    const { sent, lines } = await countedStuck();
    expect(sent).toMatchObject([
      [
        { name: /Name == '([^']+)'/.exec(query)?.[1] },
        [
          { value: 3, facts: { process: 'wishing' } },
          { value: 0, facts: { process: 'granting' } },
        ],
      ],
    ]);
    expect([...query.matchAll(/Properties\['annal\.(\w+)'\]/g)].map(([, fact]) => fact)).toEqual(['process']);
    expect(lines).toEqual(['wishing: stuck 3, for the longest 7, since 1970-01-01T00:01:40.000Z']);
    expect(bicepFile('workbook.bicep').code).toContain('AppMetrics | where Name == "annal.process.stuck"');
  });

  it('take processes at which nobody looks for stuck ones', () => {
    const query = readText('infra/queries/stuck-metric.kql');
    const [, threshold] = /'alert-stuck-processes'[^]*?threshold: (\d+)/.exec(code) ?? [];
    const [, unwatched] = /Stuck = long\((\d+)\)/.exec(query) ?? [];
    expect(query).toContain('where runs == 0');
    expect(Number(unwatched)).toBeGreaterThan(Number(threshold));
  });

  it('and the workbook name the same metric', () => {
    const [named = ''] = /annal\.[a-z.]+/.exec(readText('infra/queries/lag-metric.kql')) ?? [];
    expect(bicepFile('workbook.bicep').code).toContain(`AppMetrics | where Name == "${named}"`);
  });

  it('leave to the log who is late and who is excused', async () => {
    expect((await measuredLag()).lines).toEqual([
      'followers: behind the store 240 s; ranges 2, commits looked at 40, parked 2',
      'excused: not late, for it is not-live; 500 s behind',
    ]);
  });

  it('take a lag that nobody measures for a late subscriber, also where nothing was ever measured', () => {
    const query = readText('infra/queries/lag-metric.kql');
    expect(query).toContain('where isnull(newest) or newest < ago(10m)');
    const [, threshold] = /'alert-subscriber-lag'[^]*?threshold: (\d+)/.exec(code) ?? [];
    const [, unmeasured] = /Behind = long\((\d+)\)/.exec(query) ?? [];
    expect(Number(unmeasured)).toBeGreaterThan(Number(threshold));
    expect(Number(threshold)).toBeLessThanOrEqual(120);
  });

  it('read waiting messages from the line that the timer of the consumers writes', async () => {
    const line = await lineOfConsumers();
    expect(patternOf(readText('infra/queries/consumer-lines.kql')).exec(line)?.groups).toEqual({
      Consumer: 'parcels',
      Taken: '4',
      Waiting: '3',
      Quarantined: '2',
      Age: '100',
    });
  });

  it('compare and split by columns that their query has', () => {
    const alerts = [...code.matchAll(/loadTextContent\('\.\.\/([^']+)'\)([^]*?)\n {2}\}/g)];
    expect(alerts).toHaveLength(12);
    for (const [, file = '', rest = ''] of alerts) {
      const columns = [...rest.matchAll(/(?:column|dimension): '(\w+)'/g)].map(([, column = '']) => column);
      const projected = readText(`infra/${file}`).split('| project ').at(-1);
      for (const column of columns) expect(projected).toMatch(new RegExp(`\\b${column}\\b`));
    }
  });

  it('find what was set aside in a container that is declared', () => {
    const watched = /name: 'CollectionName', values: \['(\w+)'\]/.exec(code)?.[1];
    expect(cosmos.containers.map(({ name }) => name)).toContain(watched);
  });

  it('use every query that is here', () => {
    const used = bicepFiles.flatMap(filesUsedBy);
    expect(globSync('infra/queries/*.kql', { cwd: root }).filter((file) => !used.includes(file))).toEqual([]);
  });
});

describe.runIf(existsSync(join(root, runbooks)))(`Each alert, where ${runbooks} exists,`, () => {
  it.each(names)('has a runbook under its name: %s', (name) => {
    expect(readText(runbooks)).toMatch(new RegExp(`^#+ .*${String(name)}`, 'm'));
  });
});
