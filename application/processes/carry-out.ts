import { processEvents, type ProcessEvent } from '../../domain/modelling/processes/process-events.ts';
import { inParallel } from '../in-parallel.ts';
import { entityIdOf, placeOf, type Commit, type Provenance } from '../streams/commit.ts';
import { decodeCommits } from '../streams/event-codec.ts';
import type { Tracing } from '../tracing.ts';
import { actorOf, type sayTo } from './process-handler.ts';
import type { SendCommand, Sent } from './send-command.ts';
import type { SettledAsks } from './settled-asks.ts';

/** The ports of one kind of process. */
export interface CarryingOut {
  readonly name: string;
  readonly say: ReturnType<typeof sayTo>;
  /** By category. */
  readonly senders: ReadonlyMap<string, SendCommand>;
  readonly settled: SettledAsks;
  readonly clock: () => string;
  readonly tracing: Pick<Tracing, 'log'>;
}

/** An ask to be carried out: `number` is what it is known by, `version` that of the event that has it carried out now. */
interface DueAsk {
  readonly number: number;
  readonly version: number;
  readonly data: Pick<Extract<ProcessEvent, { readonly type: 'Asked' }>['data'], 'target' | 'command'>;
}

/** So many asks of one commit are under way at the same time. */
const asksAtOnce = 8;

/** The asks in commits of a process. Throws UnreadableCommit. */
export const asksIn = (commits: readonly Commit[]): readonly DueAsk[] =>
  decodeCommits(processEvents, commits).flatMap(({ event, version }): readonly DueAsk[] => {
    if (event.type === 'Asked') return [{ number: version, version, data: event.data }];
    return event.type === 'AskRetried' ? [{ number: event.data.number, version, data: event.data }] : [];
  });

/**
 * Carries out what commits of a process ask, and tells the process how it was answered. What it asks then is carried out at once, too:
 * that is only quicker than the feed, which delivers every commit, so an error there is left to it. Throws an error of these commits' own
 * asks, once the others are carried out.
 */
export const carryOut = (carrying: CarryingOut) => {
  const { name, say, senders, settled, clock, tracing } = carrying;

  const send = async (commit: Commit, { number, data: { target, command } }: DueAsk): Promise<Sent> => {
    const sender = senders.get(target.category);
    if (sender === undefined) return { outcome: 'refused', refusal: { type: 'UnknownCategory' } };
    const place = placeOf(commit.streamId, number);
    return sender(target.entityId, command, provenanceOf(commit, { commandId: place, causationId: place }));
  };

  const provenanceOf = provenanceBy(name);

  const record = async (commit: Commit, { number, version }: DueAsk, sent: Sent): Promise<Commit | undefined> => {
    const place = placeOf(commit.streamId, number);
    const isRefused = sent.outcome === 'refused';
    const answered = await say({
      id: entityIdOf(commit),
      command: {
        type: 'RecordAnswer',
        data: { number, outcome: sent.outcome, ...(isRefused && { refusal: sent.refusal }) },
        at: clock(),
      },
      provenance: provenanceOf(commit, {
        // A refused ask can be tried again, and then be refused again.
        commandId: isRefused ? `${placeOf(commit.streamId, version)}/refused` : `${place}/accepted`,
        causationId: sent.outcome === 'accepted' ? placeOf(sent.streamId, sent.version) : place,
      }),
    });
    if (answered.outcome === 'rejected') throw new AnswerNotTaken(place, answered.rejection);
    settled.settle(placeOf(commit.streamId, version));
    if (!isRefused) settled.settle(place);
    return answered.outcome === 'changed' ? answered.commit : undefined;
  };

  const carry = async (commit: Commit, ask: DueAsk): Promise<void> => {
    const next = await record(commit, ask, await send(commit, ask));
    if (next !== undefined) await atOnce(next);
  };

  const all = (commit: Commit, asks: readonly DueAsk[]) => inParallel(asksAtOnce, asks, (ask) => carry(commit, ask));

  /** Carries out what a commit asks that was appended here just now. Never throws: the feed delivers it, too. */
  const atOnce = async (commit: Commit): Promise<void> => {
    try {
      await all(commit, asksIn([commit]));
    } catch (error) {
      tracing.log({ event: 'ask-left-to-feed', process: name, streamId: commit.streamId, error: String(error) });
    }
  };

  /** Whether an ask that the feed delivers is still to be carried out. */
  const isDue = async (commit: Commit, { number, version }: DueAsk): Promise<boolean> => {
    if (settled.isSettled(placeOf(commit.streamId, version))) return false;
    const commandId = `${placeOf(commit.streamId, version)}/take`;
    const command = { type: 'TakeAsk', data: { number }, at: clock() } as const;
    const provenance = provenanceOf(commit, { commandId, causationId: commandId });
    return (await say({ id: entityIdOf(commit), command, provenance })).outcome !== 'rejected';
  };

  return {
    atOnce,

    /** Carries out what is still to be of a commit that the feed delivers. Gives how many asks it has. */
    delivered: async (commit: Commit): Promise<{ readonly asks: number; readonly carriedOut: number }> => {
      const asks = asksIn([commit]);
      const isOpen = await inParallel(asksAtOnce, asks, (ask) => isDue(commit, ask));
      const due = asks.filter((_, index) => isOpen[index]);
      await all(commit, due);
      return { asks: asks.length, carriedOut: due.length };
    },
  };
};

const provenanceBy =
  (name: string) =>
  ({ correlationId, traceparent }: Commit, ids: Pick<Provenance, 'commandId' | 'causationId'>): Provenance => ({
    actor: actorOf(name),
    correlationId,
    traceparent,
    ...ids,
  });

/** A process does not take an answer: its reaction is not allowed, so its code is at fault. */
export class AnswerNotTaken extends Error {
  override readonly name = 'AnswerNotTaken';

  constructor(place: string, rejection: unknown) {
    super(`The process does not take the answer to ${place}: ${JSON.stringify(rejection)}`);
  }
}
