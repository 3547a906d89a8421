import type { DeclaredProcess } from '../../domain/modelling/processes/declared-process.ts';
import type { HandleCommand } from '../commands/command-outcome.ts';
import type { ProcessCommand, ProcessRejection } from '../../domain/modelling/processes/process-commands.ts';
import { deliverByStream, type Delivery, type Take } from '../feed/deliver-by-stream.ts';
import { passedStreams } from '../feed/passed-streams.ts';
import type { DeliveryOutcome, Subscriber } from '../feed/subscriber.ts';
import { placeOf, type Commit } from '../streams/commit.ts';
import type { Decode } from '../streams/event-codec.ts';
import type { EventStore } from '../streams/event-store.ts';
import { notTraced, type Tracing } from '../tracing.ts';
import { hintsIn, type DeadlineHints } from './deadlines/deadline-hints.ts';
import { AnswerNotTaken, carryOut } from './carry-out.ts';
import { noticeEvents } from './notice.ts';
import { acceptedPlace, type ProcessPlace } from './place.ts';
import { actorOf, sayTo, type ProcessAnswer, type SaidToProcess } from './process-handler.ts';
import type { SendCommand } from './send-command.ts';
import { settledAsks } from './settled-asks.ts';

/** The ports of processes. */
export interface RunningProcesses extends Delivery {
  readonly eventStore: Pick<EventStore, 'read'>;
  /** By category. */
  readonly senders: ReadonlyMap<string, SendCommand>;
  /** The names of all processes. */
  readonly names: ReadonlySet<string>;
  readonly clock: () => string;
  /** None by default: then the sweep alone finds what is due. */
  readonly hints?: DeadlineHints | undefined;
  readonly tracing?: Pick<Tracing, 'log'>;
}

/** The outcomes of the parts of a commit, the strongest first. */
const ranked = ['applied', 'alreadyApplied', 'notApplicable'] as const;

const strongest = (outcomes: readonly DeliveryOutcome[]): DeliveryOutcome =>
  ranked.find((each) => outcomes.includes(each)) ?? 'notApplicable';

/** An event for a process that has ended or that it does not concern is ignored, and counted so. */
const countedAs = ({ outcome }: ProcessAnswer): DeliveryOutcome => {
  if (outcome === 'changed') return 'applied';
  return outcome === 'repeated' ? 'alreadyApplied' : 'notApplicable';
};

/** One kind of process, as it runs on this host. */
export interface RunningProcess {
  readonly name: string;
  readonly subscriber: Subscriber;
  /** Says something to an instance, and carries out at once what it asks then. Throws what {@link sayTo} throws. */
  tell(said: SaidToProcess): Promise<ProcessAnswer>;
}

/**
 * Runs one kind of process. Its subscriber tells instances of the events that start them or that they hear, carries out what they ask,
 * and tells them what was accepted. Whatever crashes between two of these, and however often and by how many hosts a commit is delivered:
 * a repetition is recognised by its command id, which follows from the place of what caused it.
 */
export const runningProcess = (
  process: DeclaredProcess,
  handle: HandleCommand<ProcessCommand, ProcessRejection>,
  { eventStore, senders, names, clock, hints = noHints, tracing = notTraced, ...delivery }: RunningProcesses,
): RunningProcess => {
  const { name } = process;
  const say = hinting(sayTo(name, handle), hints);
  const settled = settledAsks();
  const carry = carryOut({ name, say, senders, settled, clock, tracing });
  const notice = noticeEvents({ process, say, names, eventStore, clock });
  const own = new Set([name]);

  const accept = async (place: ProcessPlace, commit: Commit): Promise<ProcessAnswer> => {
    const { version, streamId, correlationId, traceparent, commandId } = commit;
    if (settled.isSettled(commandId)) return { outcome: 'repeated' };
    const answer = await say({
      id: place.id,
      command: { type: 'RecordAnswer', data: { number: place.version, outcome: 'accepted' }, at: clock() },
      provenance: {
        ...{ actor: actorOf(name), correlationId, traceparent },
        ...{ commandId: `${commandId}/accepted`, causationId: placeOf(streamId, version) },
      },
    });
    if (answer.outcome === 'rejected') throw new AnswerNotTaken(commandId, answer.rejection);
    settled.settle(commandId);
    return answer;
  };

  const carryDelivered = async (commit: Commit): Promise<DeliveryOutcome> => {
    const { asks, carriedOut } = await carry.delivered(commit);
    if (asks === 0) return 'notApplicable';
    return carriedOut > 0 ? 'applied' : 'alreadyApplied';
  };

  const takeCommit = async (commit: Commit, decode: Decode): Promise<readonly DeliveryOutcome[]> => {
    const place = acceptedPlace(commit, own);
    const answers = [...(place === undefined ? [] : [await accept(place, commit)]), ...(await notice(commit, decode))];
    for (const answer of answers) if (answer.outcome === 'changed') await carry.atOnce(answer.commit);
    return [...answers.map(countedAs), ...(commit.category === name ? [await carryDelivered(commit)] : [])];
  };

  const take: Take = async (_, commits, decode) => {
    const outcomes: DeliveryOutcome[] = [];
    for (const commit of commits) outcomes.push(...(await takeCommit(commit, decode)));
    return strongest(outcomes);
  };
  const passed = passedStreams();
  return {
    name,
    subscriber: {
      name,
      maySkip: true,
      deliver: (delivered, by) => deliverByStream(name, { ...delivery, clock, tracing, by, passed }, delivered, take),
    },
    tell: async (said) => {
      const answer = await say(said);
      if (answer.outcome === 'changed') await carry.atOnce(answer.commit);
      return answer;
    },
  };
};

const noHints: DeadlineHints = { give: () => undefined };

/** Says something to a process, and gives hints at the deadlines that come of it. */
const hinting =
  (say: ReturnType<typeof sayTo>, hints: DeadlineHints): ReturnType<typeof sayTo> =>
  async (said) => {
    const answer = await say(said);
    const given = answer.outcome === 'changed' ? hintsIn(answer.commit) : [];
    if (given.length > 0) hints.give(given);
    return answer;
  };
