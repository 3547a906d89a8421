import { describe, expect, it } from 'vitest';
import { bicepFile, readText } from './bicep-files.ts';

const { code } = bicepFile('alerts.bicep');

describe('The rules of the alerts', () => {
  it('are counted in what a month costs: those that every deployment has', () => {
    const [, logs, metrics, everyMinute] =
      /\| Alerts \((\d+) on logs at 1\.50, (\d+) on metrics at 0\.10\), (\d+) of them asked every minute for 1\.50 more/.exec(
        readText('docs/deploy.md'),
      ) ?? [];
    const uses = (module: string) => code.match(new RegExp(`'${module}' = \\{`, 'g'))?.length;
    expect({ logs, metrics, everyMinute }).toEqual({
      logs: String(uses('log-alert.bicep')),
      metrics: String(uses('metric-alert.bicep')),
      everyMinute: String(code.match(/every: 'PT1M'/g)?.length),
    });
  });

  it('ask queries that keep the time of what they find: a rule on logs sorts by it into its windows', () => {
    const asked = [...code.matchAll(/loadTextContent\('\.\.\/(queries\/[^']+)'\)/g)].map(
      ([, file = '']) => `infra/${file}`,
    );
    expect(asked).toHaveLength(12);
    expect(asked.filter((file) => !/\| project TimeGenerated\b[^|]*$/.test(readText(file)))).toEqual([]);
  });
});
