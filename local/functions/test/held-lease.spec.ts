import { startCosmos, type CosmosServer } from '@annal/local-cosmos';
import { CosmosClient, type Container } from '@azure/cosmos';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeLease, type HeldLease } from '../triggers/cosmos/held-lease.ts';
import type { StoredLease } from '../triggers/cosmos/lease.ts';
import { thisOwner } from '../triggers/owner.ts';
import { leaseStore, type LeaseStore } from '../triggers/cosmos/lease-store.ts';

let cosmos: CosmosServer;
let client: CosmosClient;
let container: Container;
let store: LeaseStore;
let count = 0;

beforeAll(async () => {
  const declare = { database: 'shop', containers: [{ name: 'leases', partitionKey: '/id' }] };
  cosmos = await startCosmos({ data: ':memory:', declare });
  client = new CosmosClient(cosmos.connectionString);
  container = client.database('shop').container('leases');
});
beforeEach(() => (store = leaseStore(container, `feed-${++count}`)));
afterAll(async () => {
  client.dispose();
  await cosmos.close();
});

const there = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('it is not there');
  return value;
};
const fresh = async (): Promise<StoredLease> => {
  await store.createMissing([{ minInclusive: '', maxExclusive: 'FF' }]);
  const [lease] = await store.list();
  return there(lease);
};
const held = async (lease: StoredLease): Promise<HeldLease> => there(await takeLease(store, lease));
const anotherHostTakes = async (lease: StoredLease) => {
  await store.replace(there(await store.read(lease.id)), { owner: 'another-machine|1|x' });
};

describe('A lease', () => {
  it('is made once, also when hosts start at once, and not again for a part of its range', async () => {
    const ranges = [{ minInclusive: '', maxExclusive: 'FF' }];
    await Promise.all([store.createMissing(ranges), store.createMissing(ranges)]);
    await store.createMissing([
      { minInclusive: '', maxExclusive: '20' },
      { minInclusive: '20', maxExclusive: 'FF' },
    ]);
    expect(await store.list()).toHaveLength(1);
  });

  it('is taken by one host only', async () => {
    const lease = await fresh();
    await anotherHostTakes(lease);
    expect(await takeLease(store, lease)).toBeUndefined();
  });

  it('that another host took is lost at the next write, and that write changes nothing', async () => {
    const lease = await fresh();
    const mine = await held(lease);
    await anotherHostTakes(lease);
    expect(mine.lost.aborted).toBe(false);
    await mine.checkpoint('far ahead');
    expect(mine.lost.aborted).toBe(true);
    expect(await store.read(lease.id)).toMatchObject({ owner: 'another-machine|1|x', continuation: null });
  });

  it('is not lost because the answer to a write was', async () => {
    const lease = await fresh();
    const mine = await held(lease);
    cosmos.faults.next({ when: 'after-commit', answer: 503, match: ({ method }) => method === 'PUT' });
    await mine.checkpoint('one').catch(() => mine.checkpoint('one'));
    await mine.checkpoint('two');
    expect(mine.lost.aborted).toBe(false);
    expect(await store.read(lease.id)).toMatchObject({ owner: thisOwner, continuation: 'two' });
  });

  it('that this host lost and took again is lost to the hold before, which cannot move it back', async () => {
    const lease = await fresh();
    const before = await held(lease);
    await before.checkpoint('10');
    await anotherHostTakes(lease);
    const after = await held(there(await store.read(lease.id)));
    await after.checkpoint('20');
    await before.checkpoint('11');
    expect([before.lost.aborted, after.lost.aborted]).toEqual([true, false]);
    await before.release();
    expect(await store.read(lease.id)).toMatchObject({ owner: thisOwner, continuation: '20' });
  });

  it('is renewed and moved on at once without one write hindering the other', async () => {
    const mine = await held(await fresh());
    await Promise.all([mine.renew(), mine.checkpoint('a'), mine.renew(), mine.checkpoint('b'), mine.renew()]);
    expect([mine.lost.aborted, mine.continuation()]).toEqual([false, 'b']);
  });

  it('that is given back belongs to nobody, and keeps its place', async () => {
    const lease = await fresh();
    const mine = await held(lease);
    await mine.checkpoint('here');
    await mine.release();
    expect(await store.read(lease.id)).toMatchObject({ owner: null, continuation: 'here' });
  });
});
