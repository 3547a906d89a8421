import { describe, expect, it } from 'vitest';
import host from '../../host.json' with { type: 'json' };
import background from '../../infra/functions.json' with { type: 'json' };
import { bicepFile, readText } from './bicep-files.ts';
import { checker, expand, ofType } from './expanded-deployment.ts';
import { lineOfACommand } from './line-of-a-command.ts';

const query = readText('infra/queries/silent-feeds.kql');
const alerts = bicepFile('alerts.bicep').code;

describe('infra/queries/silent-feeds.kql', () => {
  it('finds commits in the lines of commands, by members that these have', async () => {
    const line = await lineOfACommand();
    expect(line).toMatch(new RegExp(`^${String(/startswith '([^']+)'/.exec(query)?.[1])}`));
    const members = JSON.parse(line) as Record<string, unknown>;
    const read = [...query.matchAll(/Line\.(\w+)/g)].map(([, name = '']) => name);
    expect(read.sort()).toEqual(['commandId', 'events']);
    expect(read.filter((name) => members[name] === undefined)).toEqual([]);
  });

  it('goes by runs that succeeded: a line is written only where something was applied, and may be dropped', () => {
    expect(query).toContain('isempty(Url) and Success == true');
    expect(query).not.toContain('streams applied');
    expect(host.logging.applicationInsights.samplingSettings.excludedTypes.split(';')).toContain('Request');
  });

  it('leaves to each commit ten minutes, more than any pause of a follower, and stays silent where none was made', () => {
    expect(query).toContain('FirstTry < ago(10m)');
    expect(query).toContain('isnotnull(newestCommit)');
  });

  it('has one place for the followers, which the template fills', () => {
    const [placeholder = ''] = /\["\w+"\]/.exec(query) ?? [];
    expect(query.split(placeholder)).toHaveLength(2);
    expect(alerts).toContain(`'${placeholder}', string(background.followers)`);
  });
});

describe.runIf(checker !== undefined)('The alert on silent followers, where BICEP_CHECK names a checker,', () => {
  it('asks for every follower by its name: one that has never run leaves no trace to find it by', async () => {
    const rules = ofType(await expand(), 'Insights/scheduledQueryRules');
    const rule = rules.find(({ name }) => name === 'silent-feeds');
    expect(background.followers.length).toBeGreaterThan(3);
    expect(JSON.stringify(rule)).toContain(JSON.stringify(JSON.stringify(background.followers)).slice(1, -1));
  });
});
