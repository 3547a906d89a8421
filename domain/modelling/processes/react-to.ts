import type { z } from 'zod';
import { applyReaction } from './apply-reaction.ts';
import type { Asks, Happened, React } from './reaction.ts';
import { endOnceClosed, settle, type WithinOf } from './settle.ts';
import { withEvent, withFault, type Steps } from './steps.ts';
import type { AnyTrigger, EventOfTrigger } from './trigger.ts';

/** The rules of one kind of process. */
export interface ProcessRules<Declared extends Asks, Triggered extends AnyTrigger, Memory extends object> {
  readonly definition: number;
  readonly asks: Declared;
  readonly starts: readonly AnyTrigger[];
  readonly triggers: readonly Triggered[];
  readonly memory: z.ZodType<Memory>;
  readonly nothing: Memory;
  readonly react: React<Declared, EventOfTrigger<Triggered>, Memory>;
}

/** A decision after a reaction. */
interface Reacted {
  readonly steps: Steps;
  /** Whether the process had nothing to say. */
  readonly isSilent: boolean;
}

/** Undoing what is not declared any more may take so long, in milliseconds. */
const usualWithinMs = 5 * 60_000;

/** How a decision goes on by these rules. */
export const goingOnBy = <Declared extends Asks, Triggered extends AnyTrigger, Memory extends object>({
  asks,
  memory,
  nothing,
  react,
}: ProcessRules<Declared, Triggered, Memory>) => {
  type Told = Happened<Declared, EventOfTrigger<Triggered>>;

  const withinOf: WithinOf = (name) => asks[name]?.withinMs ?? usualWithinMs;

  const reactTo = (steps: Steps, happened: Told, at: string): Reacted => {
    const { id, definition, isBeyondPivot, asks: all, memory: kept } = steps.state;
    const remembered = kept === null ? { data: nothing } : memory.safeParse(kept);
    if (remembered.data === undefined)
      return { steps: withFault(steps, 'What it has remembered is not of its schema.'), isSilent: false };
    const own = all.filter(({ kind }) => kind !== 'undo');
    const reactions = react(happened, { id, definition, isBeyondPivot, asks: own, memory: remembered.data });
    const next = reactions.reduce((before, each) => applyReaction(asks, before, each, at), steps);
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

    /** The same for what has failed: a process that has nothing to say about it compensates, for this reason. */
    tellFailure: (steps: Steps, happened: Told, failed: { readonly reason: string; readonly at: string }): Steps => {
      const { reason, at } = failed;
      const { steps: next, isSilent } = reactTo(steps, happened, at);
      const compensates = isSilent && next.state.phase === 'running';
      return goOn(compensates ? withEvent(next, { type: 'CompensationStarted', data: { reason } }) : next, at);
    },
  };
};
