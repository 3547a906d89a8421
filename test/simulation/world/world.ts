import { createHash } from 'node:crypto';
import { immediately } from './all-that-follows.ts';
import type { Random } from './random.ts';

/** Who waits for a turn: a host, a client, or the platform. What the dead wait for never comes. */
export interface Actor {
  readonly name: string;
  readonly isAlive: boolean;
}

/** Something that waits for its turn. */
interface Ticket {
  readonly actor: Actor;
  /** What happens then, for the trace. Empty for what only passes time. */
  readonly name: string;
  /** Not before this moment, in virtual milliseconds. */
  readonly dueAt: number;
  readonly go: () => void | Promise<void>;
}

/** A simulated world: time that passes by jumps, and turns that are drawn. */
export type World = ReturnType<typeof newWorld>;

/** The first moment, so that times in a story are easy to read. */
const beginning = Date.parse('2026-05-04T10:00:00.000Z');

/** More steps than any run needs: who goes on for longer will never end. */
const mostSteps = 200_000;

/**
 * A world in which only one thing happens at a time. Every call of a port takes a ticket; a step draws one of those that are due,
 * lets it happen, and waits until all that follows from it at once has followed. So everything that runs is an interleaving that real
 * hosts could have shown, the code itself takes no time, and the same draws give the same run.
 */
export const newWorld = (random: Random, longestStepMs: number) => {
  const waiting: Ticket[] = [];
  const trace: string[] = [];
  const failures: string[] = [];
  let now = 0;
  let steps = 0;
  const allThatFollows = immediately();

  const add = (ticket: Ticket): void => void waiting.push(ticket);

  const remove = (ticket: Ticket): void => {
    const index = waiting.indexOf(ticket);
    if (index >= 0) waiting.splice(index, 1);
  };

  /** Of those that are due one by chance; where none is, the one that is due next. */
  const draw = (): Ticket | undefined => {
    for (let index = waiting.length - 1; index >= 0; index -= 1)
      if (waiting[index]?.actor.isAlive === false) waiting.splice(index, 1);
    if (waiting.length === 0) return undefined;
    const due = waiting.filter(({ dueAt }) => dueAt <= now);
    const drawn =
      due.length > 0 ? random.oneOf(due) : waiting.reduce((first, each) => (each.dueAt < first.dueAt ? each : first));
    remove(drawn);
    now = Math.max(now, drawn.dueAt);
    return drawn;
  };

  const note = (actor: Actor, what: string): void => void trace.push(`${now} ${actor.name} ${what}`);

  const step = async (ticket: Ticket): Promise<void> => {
    steps += 1;
    if (steps > mostSteps) throw new Error(`The world does not come to rest: ${mostSteps} steps.`);
    now += random.between(0, longestStepMs);
    if (ticket.name !== '') note(ticket.actor, ticket.name);
    await ticket.go();
    await allThatFollows();
  };

  return {
    random,

    /** Virtual milliseconds since the beginning. */
    now: () => now,

    /** The moment as ISO 8601, on a clock that goes ahead or behind by so many milliseconds. */
    clock: (aheadMs = 0): string => new Date(beginning + now + aheadMs).toISOString(),

    /** Waits for a turn, not before so many milliseconds have passed. Never resolves for who is dead by then. */
    turn: (actor: Actor, name: string, afterMs = 0): Promise<void> =>
      new Promise((resolve) => {
        add({ actor, name, dueAt: now + afterMs, go: resolve });
      }),

    /** What the work comes to, or 'late' after so many milliseconds. The work goes on then, unless its host has died. */
    atMost: <Result>(actor: Actor, milliseconds: number, work: Promise<Result>): Promise<Result | 'late'> =>
      new Promise((resolve, reject) => {
        const ticket: Ticket = { actor, name: '', dueAt: now + milliseconds, go: () => resolve('late') };
        add(ticket);
        work.then(resolve, reject).finally(() => remove(ticket));
      }),

    /** Takes note of an error that nobody was there for: no run may have one. */
    fail: (error: unknown): void => void failures.push(error instanceof Error ? (error.stack ?? '') : String(error)),

    failures: (): readonly string[] => failures,

    /** Writes into the trace what happens in the turn of an actor. */
    note,

    /** Goes on until nobody waits for anything. */
    run: async (): Promise<void> => {
      await allThatFollows();
      for (let ticket = draw(); ticket !== undefined; ticket = draw()) await step(ticket);
    },

    steps: () => steps,

    /** All that has happened, in order. */
    trace: (): readonly string[] => trace,

    /** One text for a whole run: two runs with the same are the same. */
    traceHash: (): string => createHash('sha256').update(trace.join('\n')).digest('base64url'),
  };
};
