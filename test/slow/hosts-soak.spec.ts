import { expect, it } from 'vitest';
import { bearer } from '../support/tokens.ts';
import { randomNumbers } from './cosmos-soak/random.ts';
import { disturb } from './hosts-soak/disturb.ts';
import { watchLeases } from './hosts-soak/lease-watch.ts';
import { startMortalHost } from './hosts-soak/mortal-host.ts';
import { shop } from './hosts-soak/shop.ts';
import { startGround } from './hosts-soak/system.ts';

const seed = Number(process.env['SOAK_SEED'] ?? Date.now() % 1_000_000);
const orderIds = Array.from({ length: 40 }, (_, index) => `order-${index}`);
const commandsAndQueries = [
  'PlaceOrder',
  'ChangeOrderQuantity',
  'GetOrder',
  'ListOrders',
  'GetOrderMails',
  'ListParked',
];

it(`skips no event while hosts are killed, stopped and hang (SOAK_SEED=${seed})`, async () => {
  const random = randomNumbers(seed);
  const seedOfALife = () => random(1_000_000);
  const ground = await startGround();
  // One host takes commands and answers queries all the time; two others do all that follows from the events.
  const front = await startMortalHost(ground.settings, seedOfALife, ['--functions', commandsAndQueries.join(',')]);
  const start = () => startMortalHost(ground.settings, seedOfALife);
  const hosts = await Promise.all([start(), start()]);
  const olga = await bearer(ground.issuer, 'olga', ['clerk', 'operator', 'auditor']);
  const { write, missing, parked } = shop(front.url(), olga, () => 2_000 + random(6_000));
  const leases = watchLeases(ground.leases);

  let isWritten = false;
  const counts = { SIGKILL: 0, SIGTERM: 0, SIGSTOP: 0 };
  const disturbing = hosts.map((host) => disturb(host, random, counts, () => isWritten));
  await Promise.all(orderIds.map(write));
  isWritten = true;
  await Promise.all(disturbing);

  await expect.poll(() => missing(orderIds), { timeout: 240_000, interval: 250 }).toEqual([]);
  expect(await parked()).toEqual({ items: [] });
  await leases.end();
  expect(leases.movedBack).toEqual([]);
  console.log(`SOAK_SEED=${seed}: ${JSON.stringify(counts)}, ${leases.handovers()} leases changed hands`);

  await Promise.all([front, ...hosts].map((host) => host.end()));
  await ground.close();
}, 480_000);
