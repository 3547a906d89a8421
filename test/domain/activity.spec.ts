import { describe, expect, it } from 'vitest';
import { run } from '../../application/system/run.ts';
import { account } from '../../domain/account/index.ts';
import { activity } from '../../domain/activity.ts';
import { byPosition } from '../../domain/modelling/position.ts';
import { shop } from '../../domain/shop.ts';
import { asBob, specTime } from '../support/as-bob.ts';
import { memoryCapabilities } from '../support/memory-capabilities.ts';
import { clerk } from '../support/readers.ts';
import { subscriberOf } from '../support/subscriber-of.ts';
import { ask } from './account/account-examples.ts';

/** The shop over memory, in which Bob has opened two accounts and paid into them in turn, all in one moment. */
const busyMoment = async () => {
  const { capabilities } = memoryCapabilities(() => specTime);
  const system = run(shop, capabilities);
  const handle = system.handlerOf(account);
  for (const [step, command] of [
    ask.open,
    ...Array.from({ length: 10 }, (_, nth) => ask.deposit(1, `transfer-${nth}`)),
  ].entries())
    for (const entityId of ['1', '1-2']) {
      const provenance = asBob(`${entityId}/${step}`);
      const { outcome } = await handle({ entityId, command: { ...command, at: specTime }, reach: 'all', provenance });
      expect(outcome).toBe('accepted');
    }
  await subscriberOf(system, activity.name).deliver(capabilities.eventStore.feed());
  return system.logReaderOf(activity).search(byPosition).for(clerk);
};

const versions = Array.from({ length: 11 }, (_, index) => index + 1);
const inOrder = [...versions.map((version) => ['1-2', version]), ...versions.map((version) => ['1', version])];

describe('What a caller has done to several entities in one moment', () => {
  it('is listed entity by entity in the order in which it happened, in pages and either way', async () => {
    const search = await busyMoment();
    for (const direction of ['asc', 'desc'] as const) {
      const found: unknown[] = [];
      let continuation: string | undefined;
      do {
        const more = continuation === undefined ? {} : { continuation };
        const page = await search.list({ partition: 'bob', direction, limit: 4, ...more });
        found.push(...page.items.map(({ view, version }) => [view.entityId, version]));
        ({ continuation } = page);
      } while (continuation !== undefined);
      expect(found).toEqual(direction === 'asc' ? inOrder : inOrder.toReversed());
    }
  });

  it('is within a time that begins with the moment, and not within one that ends with it', async () => {
    const search = await busyMoment();
    const list = async (range: { readonly from?: string; readonly before?: string }) =>
      (await search.list({ partition: 'bob', limit: 100, ...range })).items.length;
    const next = new Date(Date.parse(specTime) + 1).toISOString();
    expect(await list({ from: specTime, before: next })).toBe(22);
    expect([await list({ before: specTime }), await list({ from: next })]).toEqual([0, 0]);
  });
});
