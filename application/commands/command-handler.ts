import type { StreamId } from '../../domain/modelling/ids.ts';
import type { Aggregate, CommandOf, CommandSchemas, EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { NewCache } from '../streams/cache.ts';
import type { CommandOutcome, CommandRequest, HandleCommand } from './command-outcome.ts';
import { streamIdOf, type Commit } from '../streams/commit.ts';
import type { Admit } from './admission.ts';
import { confirmations } from './confirmations.ts';
import { decideCommand, visibleStream, type Decided } from './decide-command.ts';
import { acceptedAs, earlierOutcome } from './earlier-outcome.ts';
import { hidingDamage } from './hidden-damage.ts';
import { encodeEvents } from '../streams/event-codec.ts';
import type { StreamState } from '../streams/stream-state.ts';
import type { StreamSources } from '../streams/load-stream.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { receiptOf } from '../streams/receipts.ts';
import { streamCache } from '../streams/stream-cache.ts';
import { tracedDecisions, tracedHandling } from './traced-commands.ts';
import { tracedSources } from '../streams/traced-stores.ts';
import { notTraced, type Tracing } from '../tracing.ts';

/** The ports of a command handler. */
export interface CommandHandling extends StreamSources {
  readonly newCache: NewCache;
  /** Now, as an ISO 8601 date and time in UTC. */
  readonly clock: () => string;
  /** Milliseconds that only grow: deadlines are kept by it. */
  readonly now: () => number;
  /** Waits a random time after a conflict, longer after each. */
  readonly pause: (conflicts: number) => Promise<void>;
  /** Disabled by default. */
  readonly tracing?: Tracing;
}

/**
 * After this many conflicts the outcome is 'conflict': too many concurrent writes to this stream. A process with a long line appends
 * without a pause, so a command of another one may lose to many of them before its turn comes: ten were not enough.
 */
const maximumConflicts = 50;

/** How long after its arrival a command is still attempted, in milliseconds. Callers give up soon after that. */
const attemptedForMs = 10_000;

const admitAll = async () => 'admitted' as const;

/** What an attempt to carry out a command starts from. */
interface Attempt<State> {
  /** The number of the request among all that this process got. */
  readonly arrival: number;
  readonly stream: StreamState<State>;
  /** Whether the state was the newest when this was last checked. */
  readonly isCurrent: boolean;
  readonly conflicts: number;
  /** Up to this version the stream does not hold the command. */
  readonly searchedTo: number;
}

/**
 * Handles every command of every aggregate.
 *
 * It decides on the cached state of the stream, and the store confirms that this state was current: an append fails when another
 * writer has appended in between. Before any other answer, a point read checks that there is no next commit. So a warm command is
 * one request, and so is one that begins a stream, for which nothing is read.
 *
 * What the store confirms, it confirms for all requests that have arrived by then: the state was current while they waited. So of
 * a thousand who wait in line for something that is gone, one asks the store.
 */
export const commandHandler = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  rules: Aggregate<State, Commands, Events, Rejection>,
  { newCache, clock, now, pause, tracing = notTraced, ...stores }: CommandHandling,
  admit: Admit<EventOf<Events>, Rejection> = admitAll,
): HandleCommand<CommandOf<Commands>, Rejection> => {
  const aggregate = tracedDecisions(rules, tracing);
  const sources = tracedSources(stores, tracing);
  type Request = CommandRequest<CommandOf<Commands>>;
  type Step = Attempt<State> | CommandOutcome<Rejection>;
  const inTurn = oneAtATime();
  const cache = streamCache(aggregate, { newCache, ...sources });
  const confirmed = confirmations<State>((stream) => cache.keep(stream));
  const encode = encodeEvents(aggregate.events);
  const findEarlier = earlierOutcome({ eventStore: sources.eventStore, clock });

  /** One attempt: ends in the outcome, or in what the next one starts from. */
  const attempt = async (from: Attempt<State>, request: Request): Promise<Step> => {
    const visible = visibleStream(aggregate, from.stream, request);
    const earlier = await findEarlier({ stream: visible.stream, searchedTo: from.searchedTo }, request);
    if (earlier !== undefined) return earlier;
    const searched = { ...from, searchedTo: visible.stream.head.version };
    const decision = decideCommand(aggregate, visible, request);
    if (decision.next === 'append') return append(searched, request, decision.events);
    if (from.isCurrent || confirmed.holdsFor(visible.stream, from.arrival)) return decision.outcome;
    return { ...searched, stream: await confirmed.by(() => cache.refresh(visible.stream)), isCurrent: true };
  };

  const append = async (from: Attempt<State>, request: Request, events: Decided<EventOf<Events>>): Promise<Step> => {
    const encoded = encode(events);
    const stream = cache.keepSnapshot(from.stream);
    const admission = await admit(stream.head, events);
    if (admission === 'outdated') return afterConflict({ ...from, stream });
    if (admission !== 'admitted') return { outcome: 'rejected', rejection: admission.rejection };
    const commit = { category: aggregate.category, events: encoded, recordedAt: clock(), ...request.provenance };
    const confirm = confirmed.begin();
    const written = await sources.eventStore.append(stream.head, commit);
    if (written.outcome === 'conflict') return afterConflict({ ...from, stream }, written.next);
    // Perhaps by another request under the same id, so its receipt is looked up; at once, as it may be this very command.
    if (written.outcome === 'repeated')
      return attempt({ ...from, stream: cache.apply(stream, [written.commit]), isCurrent: false }, request);
    confirm(cache.applyDecided(stream, { commit: written.commit, events }));
    return acceptedAs(stream.head.streamId, receiptOf(written.commit));
  };

  /** The commit that won is often the only new one. The next append confirms it, without a read. */
  const afterConflict = async ({ stream, ...from }: Attempt<State>, next?: Commit): Promise<Attempt<State>> => {
    const conflicts = from.conflicts + 1;
    const isCold = stream.head.version === 0;
    if (next !== undefined && conflicts === 1 && !isCold)
      return { ...from, stream: cache.apply(stream, [next]), isCurrent: false, conflicts };
    if (!isCold) await pause(conflicts);
    return { ...from, stream: await confirmed.by(() => cache.catchUp(stream)), isCurrent: true, conflicts };
  };

  const handleUntil = (deadline: number, streamId: StreamId, request: Request, arrival: number) => async () => {
    let from: Attempt<State> = { arrival, stream: cache.get(streamId), isCurrent: false, conflicts: 0, searchedTo: 0 };
    while (from.conflicts < maximumConflicts && now() < deadline) {
      const step = await attempt(from, request);
      if ('outcome' in step) return step;
      from = step;
    }
    return { outcome: 'conflict' } as const;
  };

  const handle = (request: Request, streamId = streamIdOf(aggregate.category, request.entityId)) =>
    inTurn(streamId, handleUntil(now() + attemptedForMs, streamId, request, confirmed.arrive()));
  return tracedHandling(aggregate.category, tracing, hidingDamage(aggregate, sources.eventStore, handle));
};
