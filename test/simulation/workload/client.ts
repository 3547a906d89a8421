import { UnreadableCommit } from '../../../application/streams/event-codec.ts';
import { Unavailable } from '../../../application/unavailable.ts';
import type { Provenance } from '../../../application/streams/commit.ts';
import type { Faults } from '../world/faults.ts';
import type { Random } from '../world/random.ts';
import type { Actor, World } from '../world/world.ts';
import type { Hosts } from '../system/hosts.ts';
import type { SimulatedHost } from '../system/simulated-host.ts';
import type { Answer, Records } from './records.ts';
import type { Send, Wish } from './send.ts';
import { Unheard } from './unheard.ts';

/** What clients know of a world. */
export type ClientsWorld = Pick<World, 'turn' | 'atMost' | 'clock' | 'note' | 'fail'>;

/** What clients need of the world. */
export interface Serving {
  readonly world: ClientsWorld;
  readonly random: Random;
  readonly faults: Pick<Faults, 'happens'>;
  readonly hosts: Pick<Hosts, 'any' | 'hasNext' | 'deploy'>;
  readonly send: Send;
  readonly records: Records;
}

/** A client: it asks one thing after the other, and asks again for what it has no answer to, under the same id. */
export interface Client extends Actor {
  /** The true time, as ISO 8601. */
  clock(): string;
  /** Sends a command until there is an answer, or the client gives up. */
  command(wish: Wish): Promise<Answer>;
  /** Asks a host for something; undefined when nobody answers in time. */
  ask<Result>(name: string, work: (host: SimulatedHost) => Promise<Result>): Promise<Result | undefined>;
}

/** How often a command is sent before the client gives up. */
const mostTries = 6;

/** How long a client waits for an answer, in milliseconds, and an impatient one. */
const patienceMs = 60_000;
const littlePatienceMs = 50;

/** No answer: `isOver` where the request cannot be under way any more. */
type NoAnswer = { readonly none: true; readonly isOver: boolean };

/** What older code answers to a command that it does not have: to be asked again elsewhere. */
const nowhere: NoAnswer = { none: true, isOver: true };

const isNone = (answered: unknown): answered is NoAnswer =>
  typeof answered === 'object' && answered !== null && 'none' in answered;

/** A client of this name. */
export const newClient = (name: string, serving: Serving): Client => {
  const { world, random, faults, hosts, send, records } = serving;
  const client: Actor = { name, isAlive: true };
  let sent = 0;

  /** Asks one host. It crashes, is slow, or its answer is lost: then there is none. */
  const askOnce = async <Result>(
    what: string,
    work: (host: SimulatedHost) => Promise<Result>,
  ): Promise<Result | NoAnswer> => {
    await world.turn(client, what);
    const host = hosts.any();
    if (host === undefined) return { none: true, isOver: true };
    let stopListening = (): void => undefined;
    const isGone = new Promise<NoAnswer>((resolve) => {
      stopListening = host.onCrash(() => resolve({ none: true, isOver: true }));
    });
    const working = work(host).catch((error: unknown): NoAnswer => {
      // Older code does not read all that newer code has written: it says so, as for any fault of its own.
      const isOlder = error instanceof UnreadableCommit && host.release.unread !== undefined;
      if (!(error instanceof Unavailable) && !isOlder) throw error;
      return { none: true, isOver: !(error instanceof Unheard) };
    });
    const waits = faults.happens('client impatient') ? littlePatienceMs : patienceMs;
    const answered = await world.atMost(client, waits, Promise.race([working, isGone]));
    stopListening();
    if (answered === 'late') return { none: true, isOver: false };
    return faults.happens('connection lost') ? { none: true, isOver: true } : answered;
  };

  const pause = (tries: number): Promise<void> => world.turn(client, '', random.between(0, 200 * 2 ** tries));

  const provenanceOf = (commandId: string): Provenance => ({
    actor: name,
    ...{ commandId, correlationId: commandId },
    ...{ causationId: null, traceparent: null },
  });

  return Object.assign(client, {
    clock: () => world.clock(),

    ask: async <Result>(what: string, work: (host: SimulatedHost) => Promise<Result>): Promise<Result | undefined> => {
      const answered = await askOnce(what, work);
      return isNone(answered) ? undefined : answered;
    },

    command: async (wish: Wish): Promise<Answer> => {
      const commandId = `${name}-${(sent += 1)}`;
      const what = `${commandId}: ${wish.type} ${wish.category}-${wish.entityId}`;
      let isDoubtful = false;
      let answer: Answer = { outcome: 'unknown' };
      let tries = 0;
      for (; tries < mostTries && (answer.outcome === 'unknown' || answer.outcome === 'busy'); tries += 1) {
        if (tries > 0) await pause(tries);
        const answered = await askOnce(what, async (host) =>
          host.release.unaccepted === wish.type
            ? nowhere
            : send(host.system, wish, world.clock(), provenanceOf(commandId)),
        );
        // What an earlier try was told says nothing of this one, which may have had its effect.
        answer = isNone(answered) ? { outcome: 'unknown' } : answered;
        isDoubtful ||= isNone(answered) && !answered.isOver;
        if (answer.outcome === 'busy') world.note(client, `${commandId} is told that others are quicker`);
      }
      world.note(client, `${commandId} ${answer.outcome}${reasonOf(answer)}`);
      records.commands.push({ client: name, commandId, wish, answer, tries, isDoubtful });
      return answer;
    },
  });
};

const reasonOf = (answer: Answer): string => {
  if (answer.outcome === 'accepted') return ` ${answer.streamId}:${answer.version}`;
  if (answer.outcome !== 'rejected') return '';
  return ` ${String((answer.rejection as { readonly type?: unknown }).type)}`;
};
