import { setTimeout as pause } from 'node:timers/promises';
import { randomNumbers, seed } from '@annal/local-server/testing';
import { expect, it, onTestFinished } from 'vitest';
import { bearer } from '../support/tokens.ts';
import { disturb } from './hosts-soak/disturb.ts';
import { openLedger, skipped } from './hosts-soak/ledger.ts';
import { watchLeases } from './hosts-soak/lease-watch.ts';
import { startMortalHost } from './hosts-soak/mortal-host.ts';
import { commitsOfAnOrder, shop } from './hosts-soak/shop.ts';
import { startGround } from './hosts-soak/system.ts';

const orderIds = Array.from({ length: 40 }, (_, index) => `order-${index}`);
const commandsAndQueries = [
  'PlaceOrder',
  'ChangeOrderQuantity',
  'GetOrder',
  'ListOrders',
  'GetOrderMails',
  'ListParked',
];

/** A feed that grows: its ranges split, the widest first, while hosts read them and lose them. */
const splitNowAndThen = async (
  split: () => Promise<unknown>,
  random: (below: number) => number,
  isOver: () => boolean,
): Promise<void> => {
  for (let splits = 0; splits < 6 && !isOver(); splits += 1) {
    await pause(2_000 + random(5_000));
    await split();
  }
};

/*
 * It was seen red for a checkpoint before its batch, a batch that counts as done when the host stops or gives its lease back
 * amid it, a host that goes on after its lease, or writes over the lease of another, a lease that is taken over after the
 * batch in flight or from now on, a split whose children are forgotten, a page that is passed with the one before, and a
 * message that is completed before it is handled.
 *
 * Two mutants cannot show from outside, as each is the second line of defence of the other: a host that takes again a lease
 * whose old reader still hangs in it (the old reader sees the higher term), and a reader that does not look at the term (such
 * a host waits for its old reader first). held-lease.spec.ts holds the term.
 */
it(`skips no event while hosts are killed, stopped and hang (ANNAL_SOAK_SEED=${seed})`, async () => {
  const random = randomNumbers(seed);
  const seedOfALife = () => random(1_000_000);
  const ground = await startGround();
  onTestFinished(ground.close);
  const ledger = await openLedger();
  onTestFinished(ledger.close);
  const settings = { ...ground.settings, SOAK_LEDGER: ledger.url };
  // One host takes commands and answers queries all the time; two others do all that follows from the events.
  const front = await startMortalHost(settings, seedOfALife, ['--functions', commandsAndQueries.join(',')]);
  const start = () => startMortalHost(settings, seedOfALife);
  const hosts = await Promise.all([start(), start()]);
  // First, and also when the spec has failed: nothing else would end them.
  onTestFinished(() => Promise.all([front, ...hosts].map((host) => host.end())).then(() => undefined));
  const olga = await bearer(ground.issuer, 'olga', ['clerk', 'operator', 'auditor']);
  const { write, missing, parked } = shop(front.url(), olga, () => 2_000 + random(6_000));
  const leases = watchLeases(ground.leases);
  onTestFinished(leases.end);

  let isWritten = false;
  const counts = { SIGKILL: 0, SIGTERM: 0, SIGSTOP: 0 };
  const disturbing = hosts.map((host) => disturb(host, random, counts, () => isWritten));
  const splitting = splitNowAndThen(ground.split, random, () => isWritten);
  await Promise.all(orderIds.map(write));
  isWritten = true;
  await Promise.all([...disturbing, splitting]);

  await expect.poll(() => missing(orderIds), { timeout: 240_000, interval: 250 }).toEqual([]);
  const notWitnessed = () => orderIds.flatMap((id) => skipped(ledger.entries, `order-${id}`, commitsOfAnOrder));
  await expect.poll(notWitnessed, { timeout: 30_000, interval: 250 }).toEqual([]);
  expect(await parked()).toEqual({ items: [], continuation: null });
  await leases.end();
  expect(leases.movedBack).toEqual([]);
  expect(leases.strays(ledger.entries)).toEqual([]);
  console.log(`ANNAL_SOAK_SEED=${seed}: ${JSON.stringify(counts)}, ${leases.handovers()} leases changed hands`);
}, 480_000);
