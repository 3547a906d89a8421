import type { ProcessesView } from '../../domain/modelling/processes/processes-view.ts';
import type { System } from '../../domain/modelling/system.ts';
import { shop } from '../../domain/shop.ts';
import { evidenceOf, type Evidence } from './oracles/evidence.ts';
import { oracles } from './oracles/oracles.ts';
import { withFeed } from './system/fed.ts';
import { followFeed } from './system/followers.ts';
import { drawReleases, isHurried, oneRelease, type Releases } from './system/releases.ts';
import { hostsIn } from './system/hosts.ts';
import { withTopic } from './system/published.ts';
import { receiveMessages } from './system/receivers.ts';
import { nothingStored } from './system/stored.ts';
import { journal } from './workload/journal.ts';
import { timersOn } from './system/timers.ts';
import { clientsOf } from './workload/clients.ts';
import { skipMessage } from './workload/operating.ts';
import { senderTo } from './workload/send.ts';
import type { Records } from './workload/records.ts';
import { drawRates, faultsAt, noFaults, type FaultRates } from './world/faults.ts';
import { drawOutages, type Outage } from './world/outages.ts';
import { randomFor, type Random } from './world/random.ts';
import { newWorld } from './world/world.ts';

/** What a run is made of. The seed says everything else. */
export interface Run {
  readonly seed: number;
  /** About so many commands are sent, the first ones not counted. */
  readonly commands: number;
  /** Those of the seed, where they are not given. */
  readonly rates?: FaultRates;
  readonly outages?: readonly Outage[];
  /** Faults that are left out, by their number in the order in which they come up. */
  readonly skips?: readonly number[];
}

/** How a run ended. */
export interface Ended {
  readonly run: Run;
  readonly rates: FaultRates;
  readonly outages: readonly Outage[];
  /** What should never happen, one sentence each. */
  readonly violations: readonly string[];
  readonly steps: number;
  /** How many faults came up, those that were left out among them. */
  readonly faults: number;
  readonly traceHash: string;
  readonly trace: readonly string[];
  readonly evidence: Evidence;
}

/** How long the broker knows the id of a message, in milliseconds: a day; or less, so that repeated ones come to consumers, too. */
const knownForMs = [24 * 60 * 60_000, 24 * 60 * 60_000, 10_000, 0];

/** Messages that the broker never takes: in most runs none. The first one of its stream, so that all others of it wait. */
const refusedIds = ['product-tea:1', 'customer-ada:1'];

/** So many runs of the timers after the last fault everything must be at rest: what was parked is tried again for an hour. */
const mostRuns = 90;

/**
 * Where faults go on after the last command, what was parked is tried again while they do: until when, in virtual milliseconds. Not where
 * lag is measured, which is done only once they are over: the store forgets before that how far subscribers had come.
 */
const drawFaultsUntil = (drawn: Random, isLagMeasured: boolean): number =>
  !isLagMeasured && drawn.chance(0.3) ? drawn.between(5, 60) * 60_000 : 0;

/** Runs the shop through one seed: first with its faults, then without any, until all is at rest. */
export const simulate = async (run: Run): Promise<Ended> => {
  const { seed } = run;
  const drawn = randomFor(seed, 'settings');
  const { rates, outages, faults } = faultsOf(run);
  const world = newWorld(randomFor(seed, 'turns'), drawn.oneOf([0, 2, 10]));
  const { feed, ...fed } = withFeed(nothingStored(world.now, [journal]), drawn.between(1, 3), world.now);
  const refused = drawRefused(drawn, rates);
  const { topic, stored } = withTopic(fed.stored, { knownForMs: drawn.oneOf(knownForMs), refused, now: world.now });
  const starting = { world, faults, declared: shop, stored, random: randomFor(seed, 'hosts') };
  const releases = releasesOf(seed, rates);
  const hosts = hostsIn(starting, { areSkewed: drawn.chance(0.2), releases });
  const records: Records = { commands: [], reads: [], actions: [] };

  hosts.start(drawn.between(1, 3));
  const following = { world, random: randomFor(seed, 'feed'), faults, feed, hosts };
  receiveMessages({ world, random: randomFor(seed, 'broker'), faults, hosts, topic });
  const groups = hosts.any()?.system.feeds.map(({ name }) => name) ?? [];
  const { areAtEnd } = followFeed(groups, {
    ...following,
    mostTogether: drawn.oneOf([1, 3, 10, 100]),
    leaseMs: drawn.between(1_000, 60_000),
  });
  const isLagMeasured = drawn.chance(0.2);
  const timers = timersOn({ world, hosts, stored, view: processesViewOf(shop), isLagMeasured });
  const clients = clientsOf({ seed, commands: run.commands, world, faults, hosts, records, send: senderTo(shop) });

  const faultsUntil = drawFaultsUntil(drawn, isLagMeasured);
  timers.runUntil(() => clients.areDone() && world.now() >= faultsUntil);
  await world.run().catch(world.fail);
  faults.end();
  let runs = 0;
  for (; runs < mostRuns && !(await timers.areAtRest()); runs += 1) {
    if (refused !== undefined) clients.operate(skipMessage(refused));
    await timers.goOn();
  }
  await timers.measure();

  const evidence = evidenceOf(stored, records, {
    world,
    isFaultless: rates === noFaults,
    isHurried: isHurried(releases),
    ...{ topic, refused },
  });
  const isAtRest = clients.areDone() && areAtEnd() && runs < mostRuns;
  const restless = isAtRest ? [] : [`Not at rest ${runs} runs of the timers after the last fault.`];
  const violations = [...world.failures(), ...restless, ...(await oracles(evidence))];
  const { steps, trace, traceHash } = world;
  const told = { steps: steps(), faults: faults.count(), trace: trace(), traceHash: traceHash() };
  return { run, rates, outages, violations, ...told, evidence };
};

const drawRefused = (drawn: Random, rates: FaultRates): string | undefined =>
  rates !== noFaults && drawn.chance(0.2) ? drawn.oneOf(refusedIds) : undefined;

const releasesOf = (seed: number, rates: FaultRates): Releases =>
  rates === noFaults ? oneRelease : drawReleases(randomFor(seed, 'releases'));

/** What goes wrong in a run: what is given, and else what its seed says. */
const faultsOf = ({ seed, rates = drawRates(randomFor(seed, 'rates')), ...run }: Run) => {
  const outages = run.outages ?? (rates === noFaults ? [] : drawOutages(randomFor(seed, 'outages')));
  return { rates, outages, faults: faultsAt({ rates, outages, skips: run.skips }, randomFor(seed, 'faults')) };
};

const processesViewOf = ({ processesView }: System): ProcessesView => {
  if (processesView === undefined) throw new Error('The shop has no processes.');
  return processesView;
};
