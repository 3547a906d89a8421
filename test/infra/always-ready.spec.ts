import { describe, expect, it } from 'vitest';
import warm from '../../infra/functions.json' with { type: 'json' };
import { registeredApp } from '../functions/registered-app.ts';

describe('infra/functions.json', () => {
  it('keeps only functions warm that follow the feed', async () => {
    const followers = (await registeredApp()).filter(({ trigger }) => trigger['type'] === 'cosmosDBTrigger');
    expect(followers.map(({ name }) => name)).toEqual(expect.arrayContaining(warm.alwaysReady));
    expect(warm.alwaysReady).not.toEqual([]);
  });
});
