import { randomNumbers, seed } from '@annal/local-server/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilArchiveIsSame } from './system-soak/archive.ts';
import { openClients, type Clients } from './system-soak/clients.ts';
import { disturb } from './system-soak/disturb.ts';
import { partNames, type PartName } from './system-soak/definitions.ts';
import { planOf, type Step } from './system-soak/plan.ts';
import { findingsAtRest } from './system-soak/settle.ts';
import { startSoakedSystem, type SoakedSystem } from './system-soak/system.ts';

/** ANNAL_SOAK_MINUTES=... is how long it is disturbed; waiting until it is at rest comes on top. */
const minutes = Number(process.env['ANNAL_SOAK_MINUTES'] ?? 10);
const clientsAtOnce = 8;
/** What a process has taken when its heap is measured for the first time, and at least how much more until the second. */
const commandsBefore = 150 * minutes;
const commandsAfter = 1_500 * minutes;
/** A machine that has much else to do takes far longer for what is left to do afterwards. */
const longest = (minutes + 110) * 60_000;

let system: SoakedSystem;
let clients: Clients;
let hasFailed = true;

beforeAll(async () => {
  console.log(`ANNAL_SOAK_SEED=${seed} ANNAL_SOAK_MINUTES=${minutes}`);
  system = await startSoakedSystem(randomNumbers(seed));
  clients = openClients({ api: system.api, headers: system.headers, seed });
}, 120_000);
afterAll(async () => {
  await system.end();
  if (hasFailed) console.log(`ANNAL_SOAK_SEED=${seed} failed. Its data and soak.log: ${system.folder}`);
  else await system.forget();
});

it(
  `keeps every acknowledged command, view and mail through deaths, freezes and faults (ANNAL_SOAK_SEED=${seed})`,
  async () => {
    await Promise.race([soak(), system.parts.failure]);
    hasFailed = false;
  },
  longest,
);

async function soak(): Promise<void> {
  await play(planOf({ seed, length: minutes * 36_000, kills: true }));
  await expectSound();
  // Azurite may forget what it acknowledged in its last seconds: after kills an operator repairs the archive.
  await untilArchiveIsSame(system.parts.settings, '--repair');

  // From here on no server is killed, so that heaps can be compared, and the archive must be complete by itself.
  await workUntil(clients.settled.length + commandsBefore);
  await expectSound();
  const before = await system.parts.heaps();
  const heard = clients.settled.length;
  await play(planOf({ seed: seed + 1, length: minutes * 24_000, kills: false }));
  await workUntil(heard + commandsAfter);
  await expectSound();
  await untilArchiveIsSame(system.parts.settings);
  const after = await system.parts.heaps();
  console.log(
    `Heaps after ${commandsBefore} commands and ${clients.settled.length - heard} more: ${heapsText(before, after)}`,
  );
  expect(partNames.filter((name) => after[name] > before[name] * 1.2)).toEqual([]);
}

/** Lets clients use the system undisturbed. */
const workUntil = (settled: number) => clients.work(clientsAtOnce, () => clients.settled.length >= settled);

/** Disturbs the system while clients use it, until all that was sent is answered. */
async function play(plan: readonly Step[]): Promise<void> {
  system.lose(true);
  const state = { isOver: false };
  const working = clients.work(clientsAtOnce, () => state.isOver);
  await Promise.race([disturb(plan, system.parts, system.doors), working]);
  state.isOver = true;
  system.lose(false);
  await working;
  const counts = Map.groupBy(plan, ({ what }) => what);
  const disturbed = [...counts].map(([what, steps]) => `${steps.length} times ${what}`).join(', ');
  console.log(
    `${clients.settled.length} commands settled; ${disturbed}; unsettled tries by status: ${JSON.stringify([...clients.refusals])}`,
  );
}

async function expectSound(): Promise<void> {
  const findings = await findingsAtRest({ ...system, settled: clients.settled });
  expect({ findings: findings.length, first: findings.slice(0, 10) }).toEqual({ findings: 0, first: [] });
}

const heapsText = (before: Readonly<Record<PartName, number>>, after: Readonly<Record<PartName, number>>): string =>
  partNames.map((name) => `${name} ${megabytes(before[name])} to ${megabytes(after[name])} MB`).join(', ');
const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
