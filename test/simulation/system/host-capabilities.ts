import { boundedCaches } from '../../../adapters/cache/index.ts';
import { personalKeys, type KeyWrap } from '../../../adapters/personal-keys/index.ts';
import { ArchiveUnavailable } from '../../../application/archive/archive.ts';
import type { ParkedCommit } from '../../../application/feed/parking-lot.ts';
import { BrokerUnavailable, type OutgoingMessage } from '../../../application/messages/message-bus.ts';
import type { StreamHead } from '../../../application/streams/stream-head.ts';
import type { NewCommit } from '../../../application/streams/event-store.ts';
import type { Capabilities } from '../../../application/system/capabilities.ts';
import type { Patience } from '../../../application/views/patience.ts';
import { withReplica } from './replicas.ts';
import { inTurns, simulatedCalls, type Calling } from './simulated-calls.ts';
import type { Stored } from './stored.ts';

/** How the clock of a host goes, and how much it may remember. */
export interface HostSettings {
  /** By how many milliseconds its clock is ahead of the true time, or behind it where that is below zero. */
  readonly aheadMs: number;
  readonly cacheEntries: number;
  readonly snapshotEvery: number;
}

/** The capabilities of one host: caches and keys in its own memory, a clock of its own, and the stores of all, to which it calls. */
export const hostCapabilities = (stored: Stored, calling: Calling, settings: HostSettings): Capabilities => {
  const { world, host, random } = calling;
  const { aheadMs, cacheEntries, snapshotEvery } = settings;
  const now = world.now;
  const call = simulatedCalls(calling);
  const { readModel, contributions, joinedDocuments } = stored;
  const replicated: Capabilities['readModel'] = (view) =>
    withReplica(readModel(view), stored.replicaOf(view.name), ({ id }) => {
      const isBehind = calling.faults.happens('stale read');
      if (isBehind) world.note(host, `${view.name}.find ${id}: stale read`);
      return isBehind;
    });
  const keyDocuments = inTurns(call, 'keys', stored.keyDocuments, firstArgument);
  return {
    eventStore: inTurns(call, 'events', stored.eventStore, describeEvents),
    storedHistory: inTurns(call, 'history', stored.eventStore, firstArgument),
    correlatedCommits: inTurns(call, 'correlations', stored.correlatedCommits, firstArgument),
    historyParts: inTurns(call, 'history-parts', stored.historyParts),
    buildJobs: inTurns(call, 'builds', stored.buildJobs, firstArgument),
    processName: host.name,
    snapshots: inTurns(call, 'snapshots', stored.snapshots, firstArgument),
    keys: personalKeys({ documents: keyDocuments, keyWrap, maximumAgeMs: 300_000, keysInMemory: 100, now }),
    keyDocuments,
    archivedKeys: inTurns(call, 'archived-keys', stored.archivedKeys, firstArgument),
    reservations: inTurns(call, 'reservations', stored.reservations),
    parkingLot: inTurns(call, 'parking', stored.parkingLot, describeParked),
    failures: inTurns(call, 'failures', stored.failures, firstArgument),
    viewRegistry: inTurns(call, 'registry', stored.viewRegistry, firstArgument),
    // A mark that is late only makes a subscriber seem late, so it takes no turn, nor does the measuring beside it.
    feedMarks: stored.feedMarks,
    deadlineSweeps: inTurns(call, 'sweeps', stored.deadlineSweeps),
    newestCommits: inTurns(call, 'newest-commits', stored.newestCommits),
    lagReports: inTurns(call, 'lag', stored.lagReports),
    archive: inTurns(
      simulatedCalls(calling, (message) => new ArchiveUnavailable(message)),
      'archive',
      stored.archive,
    ),
    bus: inTurns(
      simulatedCalls(calling, (message) => new BrokerUnavailable(message)),
      'bus',
      { send: (messages: readonly OutgoingMessage[]) => stored.bus.send(messages) },
      describeMessages,
    ),
    readModel: (view) => inTurns(call, view.name, replicated(view), describeDocument),
    contributions: (total) => inTurns(call, total.name, contributions(total), describeDocument),
    joinedDocuments: (view) => inTurns(call, view.name, joinedDocuments(view), describeDocument),
    newCache: boundedCaches({ entries: cacheEntries, bytes: 1_000_000, now }),
    clock: () => world.clock(aheadMs),
    now,
    pauseFor: (milliseconds) => world.turn(host, '', milliseconds),
    pause: (conflicts) => world.turn(host, '', random.between(0, Math.min(300, 10 * 2 ** conflicts))),
    patience: () => patienceOf(calling),
    snapshotEvery,
  };
};

/** Wraps by turning the bytes round: what wrapping hides is not what is simulated. */
const keyWrap: KeyWrap = {
  wrap: async (key) => ({ wrapped: Buffer.from(key).reverse().toString('base64url'), wrappedBy: 'simulation' }),
  unwrap: async ({ wrapped }) => Buffer.from(wrapped, 'base64url').reverse(),
};

/** As patient as an HTTP request: two seconds, and ten looks. */
const patienceOf = ({ world, host }: Calling): Patience => {
  const end = world.now() + 2_000;
  return {
    within: (work) => world.atMost(host, Math.max(0, end - world.now()), work),
    pause: async (looks) => {
      if (looks > 10 || world.now() + 200 > end) return false;
      await world.turn(host, '', 200);
      return true;
    },
  };
};

const firstArgument = (_: string, [first]: readonly unknown[]): string =>
  typeof first === 'string' ? ` ${first}` : '';

const describeParked = (method: string, [first, second]: readonly unknown[]): string => {
  if (method !== 'park' && method !== 'parkAgain')
    return [first, second].map((each) => (typeof each === 'string' ? ` ${each}` : '')).join('');
  const { subscriber, streamId, kind } = first as ParkedCommit;
  return ` ${subscriber} ${streamId} ${kind}`;
};

const describeEvents = (method: string, args: readonly unknown[]): string => {
  if (method !== 'append') return firstArgument(method, args) || describeHead(args[0]);
  const commits = args.slice(1) as readonly NewCommit[];
  const types = commits.flatMap(({ events }) => events.map(({ type }) => type));
  return `${describeHead(args[0])} ${types.join(' ')}`;
};

const describeHead = (head: unknown): string => {
  const { streamId, version } = head as StreamHead;
  return ` ${streamId}:${version}`;
};

const describeMessages = (_: string, [messages]: readonly unknown[]): string =>
  ` ${(messages as readonly OutgoingMessage[]).map(({ messageId }) => messageId).join(' ')}`;

const describeDocument = (_: string, [first]: readonly unknown[]): string => {
  if (typeof first === 'string') return ` ${first}`;
  const { id = '', partition = '' } = (first ?? {}) as { readonly id?: string; readonly partition?: string };
  return ` ${id || partition}`;
};
