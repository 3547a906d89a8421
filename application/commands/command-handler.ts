import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { NewCache } from '../streams/cache.ts';
import type { CommandOutcome, CommandRequest, HandleCommand } from './command-outcome.ts';
import { streamIdOf, type Commit } from '../streams/commit.ts';
import type { NewCommit } from '../streams/event-store.ts';
import type { Admit } from './admission.ts';
import { judge } from './decide-command.ts';
import { earlierOutcome } from './earlier-outcome.ts';
import type { KnownStream } from '../streams/stream-state.ts';
import type { StreamSources } from '../streams/load-stream.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { streamMemory } from '../streams/stream-cache.ts';
import { tracedDecisions, tracedHandling } from './traced-commands.ts';
import { tracedSources } from '../streams/traced-stores.ts';
import { notTraced, type Tracing } from '../tracing.ts';
import { visibleStream } from './visible-stream.ts';

/** What every command handler needs from outside. */
export interface CommandHandling extends StreamSources {
  readonly newCache: NewCache;
  readonly clock: () => string;
  /** Waits a little longer, and at random, with each lost race. */
  readonly pause: (lostRaces: number) => Promise<void>;
  /** Nobody looks, unless it is given. */
  readonly tracing?: Tracing;
}

/** After so many lost races in a row the stream is too hot; the caller is told so. */
const maximumRaces = 10;

const admitAll = async () => 'admitted' as const;

/** How far the handling of a command has come. */
interface Attempt<State> {
  readonly known: KnownStream<State>;
  /** Whether nobody had written more when this was last looked at. */
  readonly isCurrent: boolean;
  readonly lostRaces: number;
  /** Up to this version the stream is known not to hold the command. */
  readonly searchedTo: number;
}

/**
 * The one way in which every command of every aggregate is handled.
 *
 * It decides on what this process knows of the stream, and has the store prove that this was current. An append is its own
 * proof: it fails when somebody has written in between. Any other answer is believed only after a look at whether there is
 * a next commit. So a warm command is one request, and so is one that begins a stream: nothing is read for it at all.
 */
export const commandHandler = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  rules: Aggregate<State, Commands, Events, Rejection>,
  { newCache, clock, pause, tracing = notTraced, ...stores }: CommandHandling,
  admit: Admit<Rejection> = admitAll,
): HandleCommand<CommandOf<Commands>, Rejection> => {
  const aggregate = tracedDecisions(rules, tracing);
  const sources = tracedSources(stores, tracing);
  type Request = CommandRequest<CommandOf<Commands>>;
  const queued = oneAtATime();
  const memory = streamMemory(aggregate, { newCache, ...sources });
  const findEarlier = earlierOutcome({ eventStore: sources.eventStore, clock });

  const append = async (
    attempt: Attempt<State>,
    { provenance }: Request,
    events: NewCommit['events'],
  ): Promise<Attempt<State> | CommandOutcome<Rejection>> => {
    const known = memory.keepSnapshot(attempt.known);
    const admission = await admit(known.head, events);
    if (admission === 'outdated') return afterLostRace({ ...attempt, known });
    if (admission !== 'admitted') return { outcome: 'rejected', rejection: admission.rejection };
    const commit = { category: aggregate.category, events, recordedAt: clock(), ...provenance };
    const written = await sources.eventStore.append(known.head, commit);
    if (written.outcome === 'conflict') return afterLostRace({ ...attempt, known }, written.next);
    return { ...attempt, known: memory.learn(known, [written.commit]) }; // and is answered as if carried out before
  };

  /** What the first winner has written is often all that is new: trying again proves it, and costs no read. */
  const afterLostRace = async ({ known, ...attempt }: Attempt<State>, next?: Commit): Promise<Attempt<State>> => {
    const lostRaces = attempt.lostRaces + 1;
    const isCold = known.head.version === 0;
    if (next !== undefined && lostRaces === 1 && !isCold)
      return { ...attempt, known: memory.learn(known, [next]), isCurrent: false, lostRaces };
    if (!isCold) await pause(lostRaces);
    return { ...attempt, known: await memory.catchUp(known), isCurrent: true, lostRaces };
  };

  const handleInTurn = async (streamId: string, request: Request): Promise<CommandOutcome<Rejection>> => {
    let attempt: Attempt<State> = { known: memory.recall(streamId), isCurrent: false, lostRaces: 0, searchedTo: 0 };
    while (attempt.lostRaces < maximumRaces) {
      const visible = visibleStream(aggregate, attempt.known, request);
      const earlier = await findEarlier({ known: visible.stream, searchedTo: attempt.searchedTo }, request);
      if (earlier !== undefined) return earlier;
      attempt = { ...attempt, searchedTo: visible.stream.head.version };
      const judged = judge(aggregate, visible, request);
      if (judged.verdict === 'answer' && attempt.isCurrent) return judged.outcome;
      const next =
        judged.verdict === 'append'
          ? await append(attempt, request, judged.events)
          : { ...attempt, known: await memory.refresh(visible.stream), isCurrent: true };
      if ('outcome' in next) return next;
      attempt = next;
    }
    return { outcome: 'conflict' };
  };

  return tracedHandling(aggregate.category, tracing, (request) => {
    const streamId = streamIdOf(aggregate.category, request.entityId);
    return queued(streamId, () => handleInTurn(streamId, request));
  });
};
