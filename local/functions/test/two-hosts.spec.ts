import { join } from 'node:path';
import { startCosmos, type CosmosServer } from '@annal/local-cosmos';
import { CosmosClient, type Container } from '@azure/cosmos';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startHostProcess, type HostProcess } from './support/host-process.ts';

const hosts: HostProcess[] = [];
let cosmos: CosmosServer;
let client: CosmosClient;
let things: Container;
let leases: Container;
let written = 0;

beforeAll(async () => {
  cosmos = await startCosmos({
    data: ':memory:',
    declare: {
      database: 'shop',
      containers: [
        { name: 'things', partitionKey: '/id', throughput: 24_000 },
        { name: 'leases', partitionKey: '/id' },
      ],
    },
  });
  client = new CosmosClient(cosmos.connectionString);
  things = client.database('shop').container('things');
  leases = client.database('shop').container('leases');
});
afterEach(async () => {
  for (const host of hosts.splice(0)) {
    host.signal('SIGKILL');
    await host.ended();
  }
});
afterAll(async () => {
  client.dispose();
  await cosmos.close();
});

const startHost = () => {
  const host = startHostProcess(join(import.meta.dirname, 'apps/competing'), { COSMOS: cosmos.connectionString });
  hosts.push(host);
  return host;
};
const handled = (host: HostProcess) =>
  host.lines
    .filter((line) => line.startsWith('  competing: ['))
    .flatMap((line) => JSON.parse(line.slice(13)) as string[]);
const write = async (count: number) => {
  for (let index = 0; index < count; index++) await things.items.create({ id: `thing-${++written}` });
};
const missed = (...by: HostProcess[]) => {
  const seen = new Set(by.flatMap(handled));
  return Array.from({ length: written }, (_, index) => `thing-${index + 1}`).filter((id) => !seen.has(id));
};
/** How many leases each owner has, in ascending order. */
const shares = async () => {
  const { resources } = await leases.items.readAll<{ owner: string | null }>().fetchAll();
  const byOwner = Object.groupBy(resources, ({ owner }) => owner ?? 'nobody');
  return Object.values(byOwner)
    .map((owned) => owned?.length)
    .toSorted();
};

describe('Two hosts on one store', () => {
  it('share the feed ranges, and miss nothing when one is killed and another one comes', async () => {
    const first = startHost();
    await write(50);
    await expect.poll(shares).toEqual([4]);
    const second = startHost();
    await expect.poll(shares).toEqual([2, 2]);

    await write(50);
    second.signal('SIGKILL');
    await write(50);
    await expect.poll(shares).toEqual([4]);
    await expect.poll(() => missed(first, second)).toEqual([]);

    const third = startHost();
    await expect.poll(shares).toEqual([2, 2]);
    first.signal('SIGTERM');
    expect(await first.ended()).toBe(0);
    await write(50);
    await expect.poll(() => missed(first, second, third)).toEqual([]);
  });

  it('give the ranges of a host that hangs to the other one, and it finds them lost when it wakes up', async () => {
    const hanging = startHost();
    const other = startHost();
    await expect.poll(shares).toEqual([2, 2]);
    hanging.signal('SIGSTOP');
    await write(50);
    await expect.poll(shares).toEqual([4]);
    hanging.signal('SIGCONT');
    await expect.poll(shares).toEqual([2, 2]);
    await write(50);
    // The hosts of this spec began where those of the one before left off.
    const before = Array.from({ length: written - 100 }, (_, index) => `thing-${index + 1}`);
    await expect.poll(() => missed(hanging, other).filter((id) => !before.includes(id))).toEqual([]);
  });
});
