import { describe, expect, it } from 'vitest';
import { checker, expand, expandWith, ofType } from './expanded-deployment.ts';

describe.runIf(checker !== undefined)('The watch from outside, where BICEP_CHECK names a checker,', () => {
  it('asks for the health of the API from five places, and calls for three', async () => {
    const production = await expand('production');
    const [test] = ofType(production, 'Insights/webtests');
    const alert = ofType(production, 'Insights/metricAlerts').find(({ name }) => name === 'availability');
    expect(test).toMatchObject({ properties: { Enabled: true, ValidationRules: { ExpectedHttpStatusCode: 200 } } });
    expect((test?.['properties'] as { Locations: unknown[] }).Locations).toHaveLength(5);
    expect(JSON.stringify(test)).toContain('/api/health');
    expect(alert).toMatchObject({ properties: { criteria: { failedLocationCount: 3 } } });
  });

  it('is disabled by default, for it keeps an instance awake', async () => {
    expect(ofType(await expand(), 'Insights/webtests')).toEqual([]);
    expect(ofType(await expandWith({ AVAILABILITY_TEST: 'true' }), 'Insights/webtests')).toHaveLength(1);
  });
});
