import type { z } from 'zod';
import { applyReaction, usualWithinMs } from './apply-reaction.ts';
import type { Asks, Happened, React, TimedOut } from './reaction.ts';
import { endOnceClosed, settle, type WithinOf } from './settle.ts';
import { withEvent, withFault, type Steps } from './steps.ts';
import type { AnyTrigger, EventOfTrigger } from './trigger.ts';

/** The rules of one kind of process. */
export interface ProcessRules<
  Declared extends Asks,
  Triggered extends AnyTrigger,
  Memory extends object,
  Waits extends string,
> {
  readonly definition: number;
  readonly asks: Declared;
  /** How long each takes, in milliseconds, by its name. */
  readonly waits: ReadonlyMap<string, number>;
  readonly starts: readonly AnyTrigger[];
  readonly triggers: readonly Triggered[];
  readonly memory: z.ZodType<Memory>;
  readonly nothing: Memory;
  readonly react: React<Declared, EventOfTrigger<Triggered>, Memory, Waits>;
}

/** A decision after a reaction. */
interface Reacted {
  readonly steps: Steps;
  /** Whether the process had nothing to say. */
  readonly isSilent: boolean;
}

/** How a decision goes on by these rules. */
export const goingOnBy = <
  Declared extends Asks,
  Triggered extends AnyTrigger,
  Memory extends object,
  Waits extends string,
>({
  asks,
  waits,
  memory,
  nothing,
  react,
}: ProcessRules<Declared, Triggered, Memory, Waits>) => {
  type Told = Happened<Declared, EventOfTrigger<Triggered>, Waits>;

  const withinOf: WithinOf = (name) => asks[name]?.withinMs ?? usualWithinMs;

  const isWait = (name: string): name is Waits => waits.has(name);
  /** A wait that is declared is over: all that the type says. */
  const isTimeOut = (told: TimedOut<string>): told is TimedOut<Waits> => isWait(told.wait);

  const reactTo = (steps: Steps, happened: Told, at: string): Reacted => {
    const { id, definition, isBeyondPivot, asks: all, waits: begun, memory: kept } = steps.state;
    const remembered = kept === null ? { data: nothing } : memory.safeParse(kept);
    if (remembered.data === undefined)
      return { steps: withFault(steps, 'What it has remembered is not of its schema.'), isSilent: false };
    const own = all.filter(({ kind }) => kind !== 'undo');
    const seen = { id, definition, isBeyondPivot, asks: own, memory: remembered.data };
    const reactions = react(happened, { ...seen, waits: begun.map(({ wait }) => wait).filter(isWait) });
    const next = reactions.reduce((before, each) => applyReaction({ asks, waits }, before, each, at), steps);
    return { steps: next, isSilent: reactions.length === 0 };
  };

  /** Compensates, or ends, as far as that is possible now. */
  const goOn = (steps: Steps, at: string): Steps => {
    const settled = settle(steps, at, withinOf);
    const { phase, reason } = settled.state;
    if (phase !== 'closing') return settled;
    const hasJustClosed = steps.state.phase === 'compensating';
    const told: Told = { what: 'compensated', reason: reason ?? '' };
    return endOnceClosed(hasJustClosed ? reactTo(settled, told, at).steps : settled);
  };

  return {
    withinOf,
    goOn,

    /** Tells the process what has happened, and goes on. */
    tell: (steps: Steps, happened: Told, at: string): Steps => goOn(reactTo(steps, happened, at).steps, at),

    /** The same for a wait that is over. One that is not declared any more is told to nobody. */
    tellTimeOut: (steps: Steps, wait: string, at: string): Steps => {
      const told = { what: 'timed-out', wait } as const;
      return goOn(isTimeOut(told) ? reactTo(steps, told, at).steps : steps, at);
    },

    /** The same for what has failed: a process that has nothing to say about it compensates, for this reason. */
    tellFailure: (steps: Steps, happened: Told, failed: { readonly reason: string; readonly at: string }): Steps => {
      const { reason, at } = failed;
      const { steps: next, isSilent } = reactTo(steps, happened, at);
      const compensates = isSilent && next.state.phase === 'running';
      return goOn(compensates ? withEvent(next, { type: 'CompensationStarted', data: { reason } }) : next, at);
    },
  };
};
