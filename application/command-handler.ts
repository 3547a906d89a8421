import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../domain/aggregate.ts';
import type { NewCache } from './cache.ts';
import type { CommandOutcome, CommandRequest, HandleCommand } from './command-outcome.ts';
import { streamIdOf, type Commit } from './commit.ts';
import type { EventStore, NewCommit } from './event-store.ts';
import { judge } from './judge.ts';
import { seeing, sizeOfKnown, unseenStream, type KnownStream } from './known-stream.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** What every command handler needs from outside. */
export interface CommandHandling {
  readonly eventStore: EventStore;
  readonly newCache: NewCache;
  readonly clock: () => string;
  /** Waits a little longer, and at random, with each lost race. */
  readonly pause: (lostRaces: number) => Promise<void>;
}

/** After so many lost races in a row the stream is too hot; the caller is told so. */
const maximumRaces = 10;

/**
 * The one way in which every command of every aggregate is handled.
 *
 * It decides on what this process knows of the stream, and has the store prove that this was current. An append is its own
 * proof: it fails when somebody has written in between. Any other answer is believed only after a look at whether there is
 * a next commit. So a warm command is one request, and so is one that begins a stream: nothing is read for it at all.
 */
export const commandHandler = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  { eventStore, newCache, clock, pause }: CommandHandling,
): HandleCommand<CommandOf<Commands>, Rejection> => {
  type Known = KnownStream<State>;
  type Request = CommandRequest<CommandOf<Commands>>;
  const queued = oneAtATime();
  const cache = newCache<Known>(sizeOfKnown);

  const learn = (known: Known, commits: readonly Commit[]): Known => {
    const learned = seeing(aggregate, known, commits);
    cache.set(learned.head.streamId, learned);
    return learned;
  };

  const catchUp = async (known: Known): Promise<Known> =>
    learn(known, await eventStore.read(known.head.streamId, known.head.version));

  /** What is known, made current: for a stream that was seen before, one point read says whether it is so already. */
  const refresh = async (known: Known): Promise<Known> =>
    known.head.version > 0 && !(await eventStore.hasNext(known.head)) ? known : catchUp(known);

  const append = ({ head }: Known, { provenance }: Request, events: NewCommit['events']) =>
    eventStore.append(head, { category: aggregate.category, events, recordedAt: clock(), ...provenance });

  const handleInTurn = async (streamId: string, request: Request): Promise<CommandOutcome<Rejection>> => {
    let known = cache.get(streamId) ?? unseenStream(streamId, aggregate.initial);
    let isCurrent = false;
    let lostRaces = 0;
    while (lostRaces < maximumRaces) {
      const judged = judge(aggregate, known, request);
      if (judged.verdict === 'remembered' || (judged.verdict === 'answer' && isCurrent)) return judged.outcome;
      if (judged.verdict === 'append') {
        const written = await append(known, request, judged.events);
        if (written.outcome === 'appended') {
          known = learn(known, [written.commit]);
          continue; // and is answered as any command that was carried out before
        }
        lostRaces += 1;
        if (known.head.version > 0) await pause(lostRaces);
        known = await catchUp(known);
      } else {
        known = await refresh(known);
      }
      isCurrent = true;
    }
    return { outcome: 'conflict' };
  };

  return (request) => {
    const streamId = streamIdOf(aggregate.category, request.entityId);
    return queued(streamId, () => handleInTurn(streamId, request));
  };
};
