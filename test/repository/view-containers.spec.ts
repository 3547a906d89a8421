import { describe, expect, it } from 'vitest';
import { publisherName } from '../../application/publisher.ts';
import cosmos from '../../infra/cosmos.json' with { type: 'json' };
import { registeredApp } from '../functions/registered-app.ts';

describe('The container of every view', () => {
  it('is declared in infra/cosmos.json, or its projection would retry for ever', async () => {
    const followers = (await registeredApp()).flatMap(({ trigger }) => trigger['leaseContainerPrefix'] ?? []);
    // A projection is called as its container; of those who follow the feed, only the publisher keeps no view.
    const views = followers.filter((name) => name !== publisherName);
    expect(cosmos.containers.map(({ name }) => name)).toEqual(expect.arrayContaining(views));
    expect(views).not.toEqual([]);
  });
});
